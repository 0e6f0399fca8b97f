"""The one form: what it takes, what it gives, what it says of bad input."""

from typing import Any

import pytest
from django.utils import translation

from boucle.during.initiatives import actions, forms, queries
from boucle.during.initiatives.forms import initiative as initiatives
from boucle.during.initiatives.models import Initiative, OpenSpan
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import queries as contributions
from boucle.foundation.lifecycle import rules
from boucle.foundation.territories.models import Territory
from tests.factories import contributions as factory
from tests.factories import territories

pytestmark = pytest.mark.django_db


@pytest.fixture
def lyon() -> Territory:
    places = territories.load()
    factory.theme()
    return places["200046977"]


def typed(**changes: Any) -> dict[str, Any]:
    return {"title": "Soupe chaude", "text": "À midi.", "theme": "manger", "commune": "Bron", **changes}


def form(lyon: Territory, **changes: Any) -> forms.InitiativeForm:
    return forms.InitiativeForm(typed(**changes), territory=lyon)


def said(lyon: Territory, field: str, **changes: Any) -> str:
    """The sentence that a field gets, in French."""
    with translation.override("fr"):
        filled = form(lyon, **changes)
        assert not filled.is_valid()
        return " ".join(filled.errors[field]).replace("\xa0", " ")


def test_a_title_a_theme_and_a_text_are_enough(lyon: Territory) -> None:
    filled = form(lyon)
    assert filled.is_valid(), filled.errors
    content = filled.content()
    assert filled.place.name == "Bron"
    assert (content["territory"], content["variety"], content["side"]) == ("69029", "initiative", "need")


def test_what_it_gives_is_what_the_lifecycle_keeps(lyon: Territory) -> None:
    filled = form(
        lyon,
        audiences=["families", "carers"],
        opens="10:00",
        closes="12:00",
        starts_on="2027-01-14",
        public_url="exemple.example/soupe",
        point="45.7344, 4.9117",
        is_full="on",
    )
    assert filled.is_valid(), filled.errors
    made = lifecycle.propose(
        kind="initiative", territory=filled.place, content=filled.content(), by=rules.STRANGER
    ).contribution
    kept = contributions.content(contributions.full().get(pk=made.pk))
    assert {**kept, **filled.content()} == kept
    assert kept["hours"] == "Mo-Su 10:00-12:00"
    assert kept["public_url"] == "https://exemple.example/soupe"
    assert made.tile is not None
    assert OpenSpan.objects.count() == 7


def test_what_is_kept_prefills_the_form_and_comes_back_the_same(lyon: Territory) -> None:
    weeks = ["", "24/7", "Mo-Fr 08:00-12:00,14:00-19:00", "Mo-Su 20:00-08:00", "Mo-Fr 08:00-12:00; PH closed"]
    for hours in weeks:
        with translation.override("fr"):
            first = form(lyon, hours=hours, audiences=["families"], point="45.7344, 4.9117")
            assert first.is_valid(), first.errors
            again = forms.InitiativeForm(initiatives.initial(first.content(), lyon), territory=lyon)
            assert again.is_valid(), again.errors
            assert again.content() == first.content()


def test_no_commune_means_everywhere_in_the_territory(lyon: Territory) -> None:
    filled = form(lyon, commune="")
    assert filled.is_valid()
    assert filled.content()["territory"] == lyon.code


def test_a_point_says_the_commune(lyon: Territory) -> None:
    filled = form(lyon, commune="", point="45.7344, 4.9117")
    assert filled.is_valid(), filled.errors
    assert filled.place.name == "Bron"


@pytest.mark.parametrize(
    ("field", "changes", "sentence"),
    [
        ("title", {"title": " \x00 "}, "Donnez-lui un titre court."),
        ("text", {"text": ""}, "Dites en quelques mots ce que les gens trouveront."),
        ("theme", {"theme": "licornes"}, "Ce thème n’existe pas ici : choisissez-en un dans la liste."),
        ("theme", {"theme": ""}, "Choisissez le thème sous lequel on la cherchera."),
        (
            "commune",
            {"commune": "Atlantide"},
            "Nous ne connaissons pas de commune « Atlantide » ici (Métropole de Lyon)."
            " Écrivez son nom entier ou son code postal.",
        ),
        (
            "commune",
            {"commune": "", "territory": "93066"},
            "Nous ne connaissons pas de commune « 93066 » ici (Métropole de Lyon)."
            " Écrivez son nom entier ou son code postal.",
        ),
        (
            "point",
            {"point": "48.85, 2.35"},
            "Ce point est en dehors de : Métropole de Lyon. Vérifiez la latitude et la longitude, ou laissez vide.",
        ),
        ("point", {"point": "au coin"}, "Écrivez la latitude, puis la longitude, par exemple 45.7712, 4.8803."),
        ("lat", {"lat": "45.7"}, "Donnez la latitude et la longitude, les deux en degrés."),
        (
            "closes",
            {"opens": "14:00", "closes": "09:00"},
            "La fin (9 h) vient avant le début (14 h). Corrigez l’une des deux heures.",
        ),
        ("closes", {"opens": "14:00"}, "Donnez les deux heures : à partir de quand, jusqu’à quand."),
        (
            "tuesday",
            {"tuesday": "le matin"},
            "« le matin » ne se lit pas comme des horaires. Écrivez 8 h-12 h, 14 h-19 h, ou « fermé ».",
        ),
        (
            "ends_on",
            {"starts_on": "2027-02-01", "ends_on": "2027-01-01"},
            "Le dernier jour vient avant le premier. Corrigez l’un des deux.",
        ),
    ],
)
def test_bad_input_gets_a_sentence_on_its_field(
    lyon: Territory, field: str, changes: dict[str, Any], sentence: str
) -> None:
    assert said(lyon, field, **changes) == sentence


def test_a_commune_whose_name_is_shared_offers_the_choice() -> None:
    places = territories.load()
    factory.theme()
    ain = places["FR-01"]
    filled = form(ain, commune="Saint-Denis")
    names = [each.territory.name for each in filled.candidates] if not filled.is_valid() else []
    if filled.is_valid():  # the exact name wins inside the territory
        assert filled.place.code == "01373"
    else:
        assert len(names) > 1


def test_the_code_of_a_chosen_candidate_wins(lyon: Territory) -> None:
    filled = form(lyon, commune="Saint", territory="69204")
    assert filled.is_valid(), filled.errors
    assert filled.place.name == "Saint-Genis-Laval"


def test_signs_that_hide_are_taken_out_and_the_rest_is_kept(lyon: Territory) -> None:
    filled = form(lyon, title="Soupe 🍲\x00 \u202eשלום", text="مرحبا\n<script>alert(1)</script>")
    assert filled.is_valid(), filled.errors
    assert filled.content()["title"] == "Soupe 🍲 שלום"
    assert filled.content()["text"] == "مرحبا\n<script>alert(1)</script>"


def test_a_theme_below_those_that_are_shown_is_taken(lyon: Territory) -> None:
    assert "salles-chauffees" not in dict(form(lyon).fields["theme"].choices)  # type: ignore[attr-defined]
    filled = form(lyon, theme="salles-chauffees")
    assert filled.is_valid(), filled.errors


def test_a_situation_opens_its_own_themes(lyon: Territory) -> None:
    situation = factory.situation(lyon)
    situation.themes.add(factory.theme("manger"))
    filled = forms.InitiativeForm(typed(theme="chaleur"), territory=lyon, situation=situation)
    assert [slug for slug, _ in filled.fields["theme"].choices] == ["manger"]  # type: ignore[attr-defined]
    assert list(filled.errors) == ["theme"]


def test_hours_that_vary_are_cut_anew(lyon: Territory) -> None:
    filled = form(lyon, hours="Mo-Su 10:00-12:00; PH off")
    assert filled.is_valid()
    lifecycle.propose(kind="initiative", territory=lyon, content=filled.content(), by=rules.STRANGER)
    OpenSpan.objects.all().delete()
    assert actions.refresh_spans() == 1
    assert OpenSpan.objects.exists()
    assert queries.content(contributions.full().get())["hours"] == Initiative.objects.get().hours
