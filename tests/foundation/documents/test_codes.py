"""Addresses as QR codes."""

import re
from xml.etree import ElementTree

from boucle.foundation.documents import engine
from boucle.foundation.documents.templatetags import documents

SVG = "{http://www.w3.org/2000/svg}"


def test_a_code_is_one_path_inside_its_quiet_zone() -> None:
    side, path = engine.qr_path("https://boucle.example/f/7Q4K2ZB/")
    assert side == 37  # version 3 (29 modules) and four empty modules on each side
    assert re.match(r"^M4 4\.5h7m", path)


def test_a_code_is_named_for_whoever_does_not_see_it() -> None:
    svg = ElementTree.fromstring(documents.qr_svg("https://boucle.example/f/7Q4K2ZB/", 'Fiche "Soupe" <midi>'))
    assert svg.attrib["role"] == "img"
    assert svg.attrib["aria-label"] == 'Fiche "Soupe" <midi>'
    assert [child.tag.replace(SVG, "") for child in svg] == ["path"]


def test_two_addresses_have_two_codes() -> None:
    assert engine.qr_path("https://boucle.example/f/A") != engine.qr_path("https://boucle.example/f/B")
