"""Timelines, chains and levels: what they draw, and where."""

import re
from xml.etree import ElementTree

from boucle.foundation.figures.engine import figure, shapes, timeline
from boucle.foundation.figures.engine.chain import Box, Chain
from boucle.foundation.figures.engine.levels import Level, Levels
from boucle.foundation.figures.engine.timeline import Line, Span, Timeline


def drawn(picture: figure.Picture) -> ElementTree.Element:
    return ElementTree.fromstring(figure.svg("x", picture, "Titre", "Description"))


def styled(svg: ElementTree.Element, tag: str, style: str) -> list[dict[str, str]]:
    return [one.attrib for one in svg.iter(tag) if one.get("class") == style]


def test_a_loss_is_drawn_at_its_share_of_the_window_and_cut_at_its_edges() -> None:
    line = Line("Pompe", "arrêtée", [Span(0, 30, "f-clay"), Span(90, 200, "f-clay")])
    svg = drawn(Timeline([line], 0, 100, [(50, "50")]))
    assert [(one["x"], one["width"]) for one in styled(svg, "rect", "f-clay")] == [("0%", "30%"), ("90%", "10%")]


def test_a_reserve_is_hatched_so_that_no_colour_says_it_alone() -> None:
    svg = drawn(Timeline([Line("Pompe", "", [Span(0, 50, timeline.HATCH)])], 0, 100, []))
    assert [one.get("fill") for one in svg.iter("rect") if one.get("fill")] == ["url(#hach)"]


def test_a_cursor_crosses_every_line() -> None:
    svg = drawn(Timeline([Line("a", "", []), Line("b", "", [])], 0, 100, [], cursor=(25, "17 h")))
    assert [one["x1"] for one in styled(svg, "line", "cursor")] == ["25%", "25%"]


def test_what_is_outside_the_window_is_not_drawn() -> None:
    svg = drawn(Timeline([Line("a", "", [Span(200, 300, "f-clay")])], 0, 100, []))
    assert styled(svg, "rect", "f-clay") == []


def test_a_chain_ends_in_what_is_asked_about_and_its_branch_hangs_beside() -> None:
    main = [Box("Courant", "17 h"), Box("Pompe", "17 h"), Box("Eau", "18 h", "70 min (50–100)")]
    svg = drawn(Chain(main, [Box("Relais", "17 h 30")], fork=0))
    [last] = styled(svg, "rect", "f-clay")
    assert (last["x"], last["y"]) == ("0", "232")
    assert [(one["x"], one["y"]) for one in styled(svg, "rect", "o-ink")] == [("0", "116"), ("238", "116")]


def test_a_long_wait_stands_on_two_lines_and_a_long_title_is_cut() -> None:
    svg = drawn(Chain([Box("a", ""), Box("Un nom beaucoup trop long pour sa boîte", "", "1 h 10 (50 min–1 h 40)")]))
    words = [one.text for one in svg.iter("text")]
    assert words == ["a", None, "1 h 10", "(50 min–1 h 40)", "Un nom beaucoup trop…", None]


def test_a_level_begins_where_it_says_and_shows_its_bounds() -> None:
    svg = drawn(Levels([Level("a", 30, "30", start=10, low=20, high=40)], top=100))
    [bar] = styled(svg, "rect", "f-loop")
    assert (bar["x"], bar["width"]) == ("10%", "20%")
    assert next((one["x1"], one["x2"]) for one in styled(svg, "line", "l-soft")) == ("20%", "40%")


def test_the_mark_is_shared_by_all() -> None:
    svg = drawn(Levels([Level("a", 1, ""), Level("b", 2, "")], top=4, mark=1))
    assert [one["x1"] for one in styled(svg, "line", "cursor")] == ["25%", "25%"]


def test_no_picture_holds_a_style_of_its_own() -> None:
    """The security policy of the pages refuses it."""
    pictures: list[figure.Picture] = [
        Timeline([Line("a", "b", [Span(0, 1, "f-clay")])], 0, 10, [(5, "5")], [("f-clay", "arrêté")], (5, "5")),
        Chain([Box("a", "b"), Box("c", "d", "e")]),
        Levels([Level("a", 1, "1", note="n")], top=1),
    ]
    for picture in pictures:
        assert not re.search(r"\bstyle=", shapes.text_of(drawn(picture)))
