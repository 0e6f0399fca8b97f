"""Markdown as people write it, and as people who mean harm write it."""

from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from boucle.foundation.documents import engine


def test_markdown_becomes_plain_html() -> None:
    typed = "**Six** multiprises.\nApportez :\n\n- un câble\n- *patience*"
    assert engine.markdown(typed) == (
        "<p><strong>Six</strong> multiprises.<br>\nApportez\u00a0:</p>\n"
        "<ul>\n<li>un câble</li>\n<li><em>patience</em></li>\n</ul>\n"
    )


def test_french_signs_keep_their_space() -> None:
    assert engine.markdown_line("Branché ? « Oui » : appelez le 15 !") == (
        "Branché\u00a0? «\u00a0Oui\u00a0»\u00a0: appelez le 15\u00a0!"
    )


def test_headings_stay_below_those_of_the_page() -> None:
    assert engine.markdown("# Venir\n\n###### Détail") == "<h3>Venir</h3>\n<h6>Détail</h6>\n"


def test_a_link_says_that_we_do_not_vouch_for_it() -> None:
    assert engine.markdown_line("[mairie](https://mairie.example/)") == (
        '<a href="https://mairie.example/" rel="nofollow noopener">mairie</a>'
    )


def test_a_telephone_can_be_called() -> None:
    assert 'href="tel:+33465710010"' in engine.markdown_line("Appelez le [04 65 71 00 10](tel:+33465710010).")


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt&colon;alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        '[x](https://a.example "onmouseover=alert(1)")',
        '<a href="javascript:alert(1)">x</a>',
        "![suivi](https://pisteur.example/pixel.gif)",
        "<style>body{display:none}</style>",
        '<p style="position:fixed">x</p>',
        "<iframe src=https://a.example></iframe>",
        "<svg/onload=alert(1)>",
        "<<b>script>alert(1)<</b>/script>",
        "`<script>`",
        "```html\n<script>alert(1)</script>\n```",
        "<form action=https://a.example><input name=password></form>",
        "[x]: javascript:alert(1)\n\n[x]",
        "<!-- --><script>alert(1)</script>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    ],
)
@pytest.mark.parametrize("render", [engine.markdown, engine.markdown_line])
def test_hostile_markdown_does_nothing(hostile: str, render: Callable[[str], str]) -> None:
    found = Tags()
    found.feed(render(hostile))
    assert found.tags <= {*engine.TAGS}
    assert found.attributes <= {"href", "title", "rel", "start"}
    assert [link for link in found.links if not link.startswith(("http://", "https://", "mailto:", "tel:", "/"))] == []


class Tags(HTMLParser):
    """What a browser would see of a text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]


def test_a_deep_nest_of_signs_ends_quickly() -> None:
    assert len(engine.markdown("> " * 2000 + "[" * 2000 + "*" * 2000)) > 0


def test_plain_text_loses_signs_and_keeps_words() -> None:
    assert engine.plain("# Soupe\n\nÀ **midi** & demi, <ici>.\n\n- un\n- deux") == "Soupe À midi & demi, <ici>. un deux"


def test_a_short_text_is_its_own_summary() -> None:
    assert engine.summary("Une **soupe**.") == "Une soupe."


def test_a_summary_is_cut_between_words() -> None:
    assert engine.summary("Une soupe chaude, servie debout", most=20) == "Une soupe chaude…"
    assert len(engine.summary("mot " * 100)) <= 160


def test_no_level_of_heading_is_skipped() -> None:
    assert engine.markdown("## Prévenir\n\n### Qui") == "<h3>Prévenir</h3>\n<h4>Qui</h4>\n"


def test_a_footnote_is_called_in_the_text_and_leads_back_to_it() -> None:
    assert engine.markdown("Vu[^a].\n\n[^a]: Le **12** mai.", key="texte") == (
        '<p>Vu<sup><a href="#fn-texte-1" id="fnref-texte-1" rel="nofollow noopener">[1]</a></sup>.</p>\n'
        '<hr>\n<section class="footnotes">\n<ol>\n<li id="fn-texte-1"><p>Le <strong>12</strong> mai.'
        ' <a href="#fnref-texte-1" rel="nofollow noopener">↩︎</a></p>\n</li>\n</ol>\n</section>\n'
    )


def test_a_footnote_reaches_paper_with_its_number() -> None:
    call, note = engine.tree("Vu[^a]\n\n[^a]: Hier.")
    assert call["children"] == [{"kind": "text", "text": "Vu"}, {"kind": "text", "text": "[1]"}]
    assert note["children"][0]["children"][0]["children"] == [{"kind": "text", "text": "Hier."}]


def test_the_words_of_a_text_come_without_the_signs_of_its_notes() -> None:
    assert engine.plain("Vu[^a].\n\n[^a]: Hier.") == "Vu. Hier."


def test_a_text_shows_the_images_of_its_page_and_no_other() -> None:
    known = {"image:1": engine.Image("/i/1.webp", 40, 30)}
    typed = "![Une porte](image:1) ![un pixel](https://ailleurs.example/p.png)"
    assert engine.markdown(typed, known) == (
        '<p><img src="/i/1.webp" alt="Une porte" width="40" height="30" loading="lazy"> un pixel</p>\n'
    )
    assert engine.markdown(typed) == "<p>Une porte un pixel</p>\n"
