"""Arcs: every pair is drawn, those who are joined stand close, shape and colour say the same."""

from xml.etree import ElementTree as Xml

from boucle.foundation.figures.engine.arcs import Arcs, Node
from boucle.foundation.figures.engine.shapes import text_of

NAMES = ("recherche", "terrain")


def drawn(*pairs: tuple[int, int], count: int = 5) -> tuple[Arcs, Xml.Element]:
    picture = Arcs([Node(f"Acteur {rank}", rank % 2) for rank in range(count)], pairs, NAMES)
    svg = Xml.Element("svg")
    picture.draw(svg)
    return picture, svg


def test_every_pair_has_its_arc_and_every_actor_its_mark() -> None:
    picture, svg = drawn((0, 1), (1, 4), (2, 3))
    assert len(svg.findall("path[@class='l-ink']")) == 3
    assert (len(svg.findall("circle")), len(svg.findall("rect"))) == (3, 2)
    assert [text.text for text in svg.findall("text")] == [f"Acteur {rank}" for rank in range(5)]
    assert picture.height == 5 * 32


def test_those_who_are_joined_stand_together_from_the_most_joined_outward() -> None:
    picture, _svg = drawn((3, 0), (3, 4), (1, 2))
    assert picture.order() == [3, 0, 4, 1, 2]


def test_an_arc_never_leaves_the_picture_however_far_its_ends() -> None:
    _picture, svg = drawn((0, 19), *((0, rank) for rank in range(1, 19)), count=20)
    widths = [float(path.attrib["d"].split("A")[1].split()[0]) for path in svg.findall("path")]
    assert max(widths) <= 460 - 292


def test_a_long_name_is_cut_and_the_legend_names_both_marks() -> None:
    picture = Arcs([Node("Régie intercommunale des eaux du plateau", 0), Node("Léa", 1)], [(0, 1)], NAMES)
    svg = Xml.Element("svg")
    picture.draw(svg)
    assert "…" in text_of(svg)
    assert [name for _swatch, name in picture.legend] == list(NAMES)
