"""The rule in plain fields makes the JSON that is locked; the sentence beside it says the same."""

from typing import Any

import orjson
import pytest

from boucle.together.consultations.enums import Method
from boucle.together.consultations.models import Consultation
from boucle.together.consultations.rules import START
from tests.factories import consultations as made
from tests.together.consultations.test_facilitate import address, signed

pytestmark = pytest.mark.django_db

DELPHI = {
    "low": "1",
    "high": "5",
    "agreement": "4",
    "disagreement": "2",
    "iqr": "1.5",
    "quantile": "inverted_cdf",
    "minimum_answers": "8",
    "stability": "20",
    "rounds": "2",
    "when_stable": "on",
}


def write(row: Consultation, **typed: Any) -> Any:
    return signed(made.facilitator(row)).post(address(row, "rule"), typed)


def filled(row: Consultation) -> dict[str, Any]:
    """What a browser would send back without a change."""
    form = signed(made.facilitator(row)).get(address(row, "rule")).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False, "")}


def test_plain_fields_make_the_rule_of_a_delphi() -> None:
    row = made.consultation()
    assert write(row, **DELPHI).status_code == 302
    assert Consultation.objects.get().rule == {
        "scale": [1, 5],
        "quantile": "inverted_cdf",
        "agreement": {"median_at_least": 4},
        "disagreement": {"median_at_most": 2},
        "consensus": {"iqr_at_most": 1.5},
        "stability": {"histogram_below": 0.2},
        "minimum_answers": 8,
        "stop": {"rounds_at_most": 2, "when_stable": True},
    }


@pytest.mark.parametrize("method", list(Method))
def test_a_rule_saved_as_it_was_says_the_same(method: Method) -> None:
    row = made.consultation(method)
    assert write(row, **filled(row)).status_code == 302
    saved = Consultation.objects.get().rule
    assert saved == START[method] | ({"stop": {"rounds_at_most": 3}} if method == Method.DELPHI else {})


def test_what_has_no_field_is_not_lost() -> None:
    row = made.consultation()
    letter = START[Method.DELPHI] | {"ipras": True, "consensus": {"iqr_at_most": 3, "share_at_least": 0.5}}
    assert write(row, letter=orjson.dumps(letter).decode()).status_code == 302
    assert Consultation.objects.get().rule == letter
    assert write(row, **filled(row) | {"iqr": "2"}).status_code == 302
    kept = Consultation.objects.get().rule
    assert (kept["ipras"], kept["consensus"]) == (True, {"iqr_at_most": 2, "share_at_least": 0.5})


@pytest.mark.parametrize(
    ("method", "typed", "field", "sentence"),
    [
        (Method.DELPHI, DELPHI | {"high": "1"}, "high", "The scale goes up: its end is more than its beginning."),
        (Method.DELPHI, DELPHI | {"agreement": "7"}, "agreement", "This mark is outside the scale."),
        (Method.DELPHI, DELPHI | {"disagreement": "4"}, "disagreement", "“Against” lies under “for”."),
        (
            Method.BUDGET,
            {"ballot": "dots", "allocation": "most-votes", "points": "2"},
            "winners",
            "Say how many are kept.",
        ),
        (Method.BUDGET, {"ballot": "dots", "allocation": "greedy", "points": "2"}, "budget", "Write the budget."),
        (
            Method.BUDGET,
            {"ballot": "dots", "allocation": "most-votes", "winners": "2"},
            "points",
            "Say how many each person has.",
        ),
        (
            Method.VOTE,
            {"majority": "mine"},
            "majority",
            "Select a valid choice. mine is not one of the available choices.",
        ),
        (Method.CONSENT, {"review_months": "0"}, "review_months", "Ensure this value is greater than or equal to 1."),
    ],
)
def test_a_wrong_rule_is_named_and_stays(method: Method, typed: dict[str, Any], field: str, sentence: str) -> None:
    row = made.consultation(method)
    answer = write(row, **typed)
    assert answer.status_code == 422
    assert answer.context["form"].errors[field] == [sentence]
    assert Consultation.objects.get().rule == START[method]


@pytest.mark.parametrize(
    ("letter", "sentence"),
    [
        ("{", "This is not JSON: check its braces, commas and quotation marks."),
        ("[1]", "The rule is a list of names and values."),
        ('{"scale": [1, 9]}', "consensus"),
        ('{"scale": [1, 9], "consensus": {"iqr_at_most": 3}, "couleur": 1}', "couleur"),
    ],
)
def test_a_letter_that_does_not_read_is_refused_and_stays(letter: str, sentence: str) -> None:
    row = made.consultation()
    answer = write(row, letter=letter)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "".join(answer.context["letter"]["letter"].value().split()) == "".join(letter.split())
    assert Consultation.objects.get().rule == START[Method.DELPHI]


def test_a_locked_rule_shows_its_print_and_takes_nothing() -> None:
    row = made.consultation()
    made.open_round(row)
    page = signed(made.facilitator(row)).get(address(row, "rule")).content.decode()
    row = Consultation.objects.get()
    assert row.rule_hash in page and "Nobody can change it, not even you." in page
    assert "Save the rule" not in page
    refused = write(row, **DELPHI)
    assert refused.status_code == 422
    assert Consultation.objects.get().rule == row.rule
