"""What is set on paper: Markdown as plain data, a template of ours, whatever people typed."""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import typst

from boucle.foundation.documents import engine, exports

TEMPLATE = '#let content = json(bytes(sys.inputs.content))\n#content.words\n#import "beside.typ": sign\n#sign'


def words(text: str) -> dict[str, Any]:
    return {"kind": "text", "text": text}


def group(kind: str, *children: dict[str, Any], **known: Any) -> dict[str, Any]:
    return {"kind": kind, **known, "children": list(children)}


def test_markdown_becomes_a_tree_of_plain_data() -> None:
    assert engine.tree("## Prévenir\n\nLe **maire**\npuis `112`\n\n3. un\n") == [
        group("heading", words("Prévenir"), level=2),
        group(
            "paragraph",
            words("Le "),
            group("strong", words("maire")),
            {"kind": "break"},
            words("puis "),
            {"kind": "code", "text": "112"},
        ),
        group("numbers", group("item", group("paragraph", words("un"))), start=3),
    ]


@pytest.mark.parametrize("address", ["https://exemple.be/a", "tel:112", "mailto:a@exemple.be"])
def test_a_link_that_paper_may_carry_stays_one(address: str) -> None:
    assert engine.tree(f"[ici]({address})") == [group("paragraph", group("link", words("ici"), href=address))]


@pytest.mark.parametrize("typed", ["[ici](/s/ABC/)", "[ici](ftp://exemple.be)", "![ici](https://exemple.be/a.png)"])
def test_any_other_link_and_any_picture_is_its_words(typed: str) -> None:
    assert engine.tree(typed) == [group("paragraph", words("ici"))]


def test_html_stays_words() -> None:
    assert engine.tree("<b>gras</b>") == [group("paragraph", words("<b>gras</b>"))]


def test_a_code_is_a_picture_black_on_white_paper() -> None:
    root = ElementTree.fromstring(engine.qr_picture("https://exemple.be/plans/trooz/"))
    assert [child.attrib["stroke"] for child in root] == ["#000"]


@pytest.fixture
def template(tmp_path: Path) -> Path:
    (tmp_path / "beside.typ").write_text('#let sign = "signé"')
    (tmp_path / "main.typ").write_text(TEMPLATE)
    return tmp_path / "main.typ"


def test_a_template_is_set_with_what_stands_beside_it(template: Path) -> None:
    assert exports.pdf(template, {"words": '#panic("non") *gras*'}).startswith(b"%PDF-")


def test_a_template_reads_nothing_outside_its_folder(template: Path) -> None:
    template.write_text('#read("../secret.txt")')
    (template.parent.parent / "secret.txt").write_text("secret")
    with pytest.raises(typst.TypstError):
        exports.pdf(template, {})
