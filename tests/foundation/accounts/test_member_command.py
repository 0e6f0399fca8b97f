"""`boucle member`: the first coordinator of an installation."""

import io

import pytest
from django.core.management import CommandError, call_command

from boucle.foundation.accounts.models import User
from boucle.foundation.situations.models import Theme
from boucle.foundation.territories.models import Territory
from tests.factories import accounts

ADDRESS = "premiere@lyon.example"


def member(*arguments: str) -> str:
    said = io.StringIO()
    call_command("member", *arguments, stdout=said)
    return said.getvalue()


def test_it_makes_the_first_coordinator(metropole: Territory) -> None:
    said = member(ADDRESS, "--territory", "200046977", "--name", "Première")
    user = User.objects.get(email=ADDRESS)
    assert said == f"{ADDRESS} : coordinateur ou coordinatrice, Métropole de Lyon\n"
    assert user.name == "Première" and not user.has_usable_password()
    assert user.emailaddress_set.get().verified
    scope = user.scopes.get()
    assert (scope.can_see, scope.can_decide, scope.can_edit, scope.can_export) == (True, True, True, True)


def test_a_referent_with_a_theme_some_rights_and_a_password(
    bron: Territory, themes: dict[str, Theme], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("une soupe bien chaude\n"))
    arguments = ["--territory", "bron", "--theme", "eau", "--post", "referent", "--rights", "see,decide"]
    member(ADDRESS, *arguments, "--password-stdin")
    user = User.objects.get(email=ADDRESS)
    assert user.check_password("une soupe bien chaude")
    assert str(user.scopes.get()) == "référent ou référente, Bron, Trouver de l’eau"
    assert not user.scopes.get().can_export


def test_an_existing_member_keeps_their_password_and_run_again_makes_no_double(bron: Territory) -> None:
    user = accounts.user(ADDRESS)
    for _ in range(2):
        member(ADDRESS, "--territory", "69029")
    user.refresh_from_db()
    assert user.check_password(accounts.PASSWORD) and user.scopes.count() == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([ADDRESS, "--territory", "nowhere"], "Aucun territoire n’a le code « nowhere »"),
        ([ADDRESS, "--territory", "69029", "--theme", "dragons"], "Aucun thème ne s’appelle « dragons »"),
        ([ADDRESS, "--territory", "69029", "--theme", "eau"], "La coordination a tous les thèmes"),
        ([ADDRESS, "--territory", "69029", "--rights", "fly"], "« fly » n’est pas un droit"),
        ([ADDRESS, "--territory", "69029", "--rights", "decide"], "il faut aussi le droit de voir"),
        (["not-an-address", "--territory", "69029"], "adresse"),
    ],
)
def test_a_refusal_is_one_sentence_and_makes_nothing(
    arguments: list[str], sentence: str, bron: Territory, themes: dict[str, Theme]
) -> None:
    with pytest.raises(CommandError, match=sentence):
        member(*arguments)
    assert not User.objects.exists()


def test_a_weak_password_is_refused(bron: Territory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("court\n"))
    with pytest.raises(CommandError, match="10 caractères"):
        member(ADDRESS, "--territory", "69029", "--password-stdin")
