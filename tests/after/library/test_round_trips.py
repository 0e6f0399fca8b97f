"""What is written in a format is read back with nothing lost: any title, any people, any date as far as it is known."""

import string
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from boucle.after.library.engine import formats, items, names
from boucle.after.library.engine.items import Item

ACCENTS = "éèêëàâçîïôœùûÿÉÀÇŒñßøžΩ—–«»’…€°²"
SIGNS = " {}\\%&$#_~^-'\"`@=,;:.!?()[]<>/|*+"
WORDS = some.text(string.ascii_letters + string.digits + ACCENTS + SIGNS, min_size=1, max_size=40)
LETTERS = some.text(string.ascii_letters + "éÉçœ-'’{} ", min_size=1, max_size=15)
PEOPLE = some.lists(
    some.one_of(
        some.fixed_dictionaries(
            {"family": LETTERS, "given": LETTERS},
            optional={"suffix": LETTERS, "non-dropping-particle": some.sampled_from(["de", "van der", "Von", "d’"])},
        ),
        some.fixed_dictionaries({"literal": LETTERS}),
    ),
    max_size=4,
)
DATES = some.one_of(
    some.tuples(some.integers(1, 2999)),
    some.tuples(some.integers(1000, 2999), some.integers(1, 12)),
    some.tuples(some.integers(1000, 2999), some.integers(1, 12), some.integers(1, 31)),
).map(lambda parts: {"date-parts": [list(parts)]})
ADDRESSES = some.from_regex(r"https://[a-z]{1,9}\.org/[a-zA-Z0-9_~%#&=?/.{}-]{0,20}", fullmatch=True)
LINES = sorted(items.LINES - {"title", "URL", "DOI", "ISBN", "ISSN", "language", "page"})
ITEMS = some.fixed_dictionaries(
    {"type": some.sampled_from(sorted(items.TYPES)), "title": WORDS},
    optional={
        **dict.fromkeys(LINES, WORDS),
        **dict.fromkeys(items.NAMES, PEOPLE),
        **dict.fromkeys(items.DATES, DATES),
        "URL": ADDRESSES,
        "DOI": some.from_regex(r"10\.[0-9]{4}/[a-z0-9_.()-]{1,9}", fullmatch=True),
        "ISBN": some.from_regex(r"97[89]-[0-9]-[0-9]{4}-[0-9]{4}-[0-9]", fullmatch=True),
        "ISSN": some.from_regex(r"[0-9]{4}-[0-9]{3}[0-9X]", fullmatch=True),
        "page": some.from_regex(r"[1-9][0-9]{0,3}([-–][1-9][0-9]{0,3})?", fullmatch=True),
        "language": some.sampled_from(["fr", "en", "nl", "fr-BE"]),
    },
).map(items.tidy)
TYPED: Item = items.tidy(
    {
        "type": "article-journal",
        "title": "50 % de {l’eau} & l'\\été ~ -- #1_$",
        "author": [
            {"family": "Grandpré", "given": "Octave"},
            {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der", "suffix": "Jr"},
            {"family": "de Gaulle et Cie", "given": "A. and B."},
            {"literal": "Ville de Bron, service and régie"},
        ],
        "issued": {"date-parts": [[2029, 5, 3]]},
        "URL": "https://revue.example.org/%C2%BC_dheure?a=b&c=d#e--f",
        "page": "118–129",
    }
)


def there_and_back(name: str, given_items: list[Item]) -> list[Item]:
    form = formats.FORMATS[name]
    found = form.read(form.write(given_items))
    assert found.refusals == []
    return [{**each, "id": ""} for each in found.items]


@pytest.mark.parametrize("name", sorted(formats.FORMATS))
@given(item=ITEMS)
@example(item=TYPED)
@settings(max_examples=60)
def test_a_reference_comes_back_as_it_went(name: str, item: Item) -> None:
    if item.get("title"):
        assert there_and_back(name, [item]) == [{**item, "id": ""}]


@pytest.mark.parametrize("name", sorted(formats.FORMATS))
@given(several=some.lists(ITEMS, max_size=5, unique_by=lambda item: items.print_of(item)[0]))
@settings(max_examples=15)
def test_several_references_come_back_in_their_order(name: str, several: list[Item]) -> None:
    told = [each for each in several if each.get("title") and not each.get("DOI") and items.print_of(each)[0]]
    assert there_and_back(name, told) == [{**each, "id": ""} for each in told]


@given(item=ITEMS)
@settings(max_examples=50)
def test_what_is_tidy_stays_as_it_is(item: Item) -> None:
    assert items.tidy(item) == item


@pytest.mark.parametrize(
    ("person", "kept"),
    [
        ({"family": "van der Berg", "given": "Jan"}, ("van der", "Berg", "Jan")),
        ({"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"}, ("van der", "Berg", "Jan")),
        ({"family": "Gaulle", "given": "Charles", "dropping-particle": "de"}, (None, "Gaulle", "Charles de")),
        ({"family": "d’ormesson", "given": "jean"}, (None, "d’ormesson", "jean")),
    ],
)
def test_a_name_has_one_shape_whoever_wrote_it(person: Any, kept: tuple[str | None, str, str]) -> None:
    found = names.tidy(person)
    assert (found.get("non-dropping-particle"), found["family"], found["given"]) == kept


def test_a_percent_sign_is_no_comment_and_an_address_is_left_as_it_stands() -> None:
    read = formats.FORMATS["bibtex"].read(
        "@misc{a, title={Moins 50 % d'eau}, url={https://a.example.org/%C3%A9_~b--c}}\n"
    )
    assert [(each["title"], each["URL"]) for each in read.items] == [
        ("Moins 50 % d'eau", "https://a.example.org/%C3%A9_~b--c")
    ]
