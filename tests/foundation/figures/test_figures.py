"""Pictures say the same as their tables, and are whole for whoever does not see them."""

import dataclasses
import itertools
from xml.etree import ElementTree

import pytest
from django.template import engines
from django.utils import translation

from boucle.foundation.figures.engine import figure as drawing
from boucle.foundation.figures.engine import scatter, shapes, small, stacks
from boucle.foundation.figures.engine.bars import Bars, Series
from boucle.foundation.figures.engine.dots import Dots, Lane
from boucle.foundation.figures.engine.figure import Figure, Table
from boucle.foundation.figures.engine.ranges import Range, Ranges

BARS = Bars(
    ("13", "14", "15"),
    (Series("proposées", (11, 46, 58), "o-soft"), Series("publiées", (10, 29, 51))),
    marked=1,
    note="Première coupure",
)
RANGES = Ranges(
    (Range("Soins", 0.7, 2.1, "2,1 h"), Range("Observations", 17, 66, "66 h")),
    "la moitié sont décidées",
    "neuf sur dix le sont",
    "h",
    limit=48,
    limit_label="48 h : remontée",
)
DOTS = Dots(
    ("12", "13", "14"),
    (Lane("Bron", (1, 2, 8)), Lane("Givors", (0, 0, 0), "jamais rien reçu")),
    "1 fiche",
    "8 fiches",
    "muette",
)
TABLE = Table("Du 13 au 15 janvier.", ("Jour", "Proposées"), (("13 janvier", 11), ("14 janvier", 1234)))


def figure(picture: Bars | Ranges | Dots) -> Figure:
    return Figure(
        "flux", "Le 14 a tout changé", "Fiches par jour.", "Fiches <par> jour", "Maximum : 58", picture, TABLE
    )


def drawn(picture: Bars | Ranges | Dots) -> ElementTree.Element:
    return ElementTree.fromstring(figure(picture).svg())


@pytest.mark.parametrize("picture", [BARS, RANGES, DOTS])
def test_a_picture_has_a_title_and_a_description(picture: Bars | Ranges | Dots) -> None:
    svg = drawn(picture)
    assert (svg.attrib["role"], svg.attrib["aria-labelledby"]) == ("img", "flux-t flux-d")
    assert [svg[0].text, svg[1].text] == ["Fiches <par> jour", "Maximum : 58"]


@pytest.mark.parametrize("picture", [BARS, RANGES, DOTS])
def test_a_picture_has_no_style_attribute_and_no_script(picture: Bars | Ranges | Dots) -> None:
    for element in drawn(picture).iter():
        assert "style" not in element.attrib
        assert not [name for name in element.attrib if name.startswith("on")]


def test_bars_are_as_tall_as_their_values() -> None:
    heights = [float(bar.attrib["height"]) for bar in drawn(BARS).iter("rect")]
    assert heights == [33.0, 30.0, 138.0, 87.0, 174.0, 153.0]  # 3 pixels for one fiche


def test_bars_stay_side_by_side_within_the_width() -> None:
    edges = [
        (float(bar.attrib["x"][:-1]), float(bar.attrib["x"][:-1]) + float(bar.attrib["width"][:-1]))
        for bar in drawn(BARS).iter("rect")
    ]
    assert edges == sorted(edges)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(edges))
    assert edges[0][0] >= 0 and edges[-1][1] <= 100


def test_a_range_beyond_the_limit_stands_out() -> None:
    diamonds = [path.attrib["class"] for path in drawn(RANGES).iter("path")]
    assert diamonds == ["o-loop", "f-clay"]


def test_the_axis_of_a_limit_counts_its_halves() -> None:
    assert RANGES.ticks(66) == [0, 24, 48, 72]
    assert RANGES.ticks(500) == shapes.ticks(500)


def test_a_dot_grows_by_its_area_and_nothing_is_drawn_for_nothing() -> None:
    radii = [float(dot.attrib["r"]) for dot in drawn(DOTS).iter("circle")]
    assert radii == [4.1, 5.0, 8.4]


def test_a_silent_lane_says_so_in_words() -> None:
    words = [text.text for text in drawn(DOTS).iter("text")]
    assert "▲ jamais rien reçu" in words


@pytest.mark.parametrize("picture", [Bars((), ()), Bars(("1",), (Series("rien", (0,)),)), Dots((), (), "", "", "")])
def test_a_picture_of_nothing_is_still_a_picture(picture: Bars | Dots) -> None:
    assert drawn(picture).tag == "svg"


def test_ranges_of_nothing_are_still_a_picture() -> None:
    assert drawn(Ranges((), "", "", "h")).tag == "svg"


@pytest.mark.parametrize(
    ("top", "found"),
    [
        (58, [0, 20, 40, 60]),
        (1, [0, 0.5, 1]),
        (0, [0, 1]),
        (12, [0, 5, 10, 15]),
        (412, [0, 200, 400, 600]),
    ],
)
def test_ticks_are_round(top: float, found: list[float]) -> None:
    assert shapes.ticks(top) == found


def test_many_labels_are_thinned_and_the_last_stays() -> None:
    shown = shapes.shown_labels([str(number) for number in range(1, 61)])
    assert [label for label in shown if label] == [str(number) for number in range(5, 61, 5)]


def test_a_figure_carries_its_table() -> None:
    template = engines["django"].from_string("{% figure shown %}")
    with translation.override("fr"):
        html = template.render({"shown": figure(BARS)})
    assert "<strong>Le 14 a tout changé</strong> Fiches par jour." in html
    assert '<td class="n">1' in html
    assert html.count("<tr>") == 3
    assert "Fiches &lt;par&gt; jour" in html


def test_a_meter_stays_within_its_track() -> None:
    bars = ElementTree.fromstring(small.meter(1.7, "f-clay", 4, "f-line"))
    assert [bar.attrib["width"] for bar in bars] == ["100%", "100%"]
    assert ElementTree.fromstring(small.meter(-1, "f-clay", 5))[0].attrib["width"] == "0%"


def test_a_spark_says_in_words_what_it_shows() -> None:
    svg = ElementTree.fromstring(small.spark([0, 2, 4], "De 0 à 4 fiches par jour"))
    assert svg.attrib["aria-label"] == "De 0 à 4 fiches par jour"
    assert svg[0].attrib["d"] == "M0 26L50 14L100 2"


def test_a_spark_of_nothing_is_a_flat_line() -> None:
    assert ElementTree.fromstring(small.spark([], "Rien"))[0].attrib["d"] == "M0 26"


def test_a_stack_fills_its_line_from_the_left() -> None:
    row = stacks.Stack("A", (0.5, 0.25, 0.25), "50 % pour")
    drawn = drawing.svg("pile", stacks.Stacks([row], ("pour", "passe", "contre")), "Titre", "Description")
    assert 'width="50%"' in drawn and 'x="50%"' in drawn and 'x="75%"' in drawn
    assert [name for _swatch, name in stacks.Stacks([row], ("pour", "passe", "contre")).legend] == [
        "pour",
        "passe",
        "contre",
    ]


def test_a_scatter_keeps_its_proportions_and_draws_each_pixel_once() -> None:
    corner = [(-0.5, 0.5), (-0.5, 0.4), (-0.4, 0.5)]
    shown = scatter.Scatter(
        [scatter.Cloud("A", "3 personnes", [*corner, corner[0]], corner)],
        loose=[(0.0, 0.0)],
        loose_name="1 sans groupe",
    )
    drawn = drawing.svg("carte", shown, "Carte", "Un groupe")
    assert 'viewBox="0 0 440 380"' in drawn and 'height="380"' not in drawn
    assert drawn.count("a3 3 0 1 0 6 0a3") == 3
    assert [name for _swatch, name in shown.legend] == ["A", "1 sans groupe"]


def test_names_of_neighbouring_groups_do_not_cover_each_other() -> None:
    near = [(-0.5, 0.5), (-0.5, 0.4), (-0.4, 0.5)]
    clouds = [scatter.Cloud(name, "3", near, near) for name in "ABC"]
    rows = [y for _x, y in scatter.labels(clouds)]
    assert min(abs(one - other) for at, one in enumerate(rows) for other in rows[:at]) >= 2 * scatter.ROW


def test_a_bar_that_leads_somewhere_is_a_link_that_says_its_figures() -> None:
    linked = dataclasses.replace(BARS, links=["?mois=1", "", *([""] * (len(BARS.labels) - 2))])
    svg = drawn(linked)
    (link,) = [each for each in svg.iter() if each.tag == "a"]
    assert link.attrib["href"] == "?mois=1"
    assert link.attrib["aria-label"] == "13: 11, 10"
    assert svg.attrib["role"] == "group"
