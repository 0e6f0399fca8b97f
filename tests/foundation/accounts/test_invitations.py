"""Inviting by real mail, accepting once, and never more than one's own."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from boucle.foundation.accounts import actions, rules
from boucle.foundation.accounts.enums import Post, Right
from boucle.foundation.accounts.models import Invitation, Scope, User
from boucle.foundation.core import clock, ids
from boucle.foundation.situations.models import Theme
from boucle.foundation.territories.models import Territory
from tests.factories import accounts
from tests.foundation.accounts.conftest import Mailbox

Themes = dict[str, Theme]
ADDRESS = "nouvelle@bron.example"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def invite(client: Client, **changes: object) -> tuple[int, str]:
    form: dict[str, object] = {
        "email": ADDRESS,
        "post": "referent",
        "territory": "Bron",
        "theme": "",
        "rights": ["see", "decide"],
    }
    answer = client.post("/account/invite/", form | changes)
    return answer.status_code, answer.content.decode()


def link_in(text: str) -> str:
    found = re.search(r"http://\S+(/account/invitation/\S+)", text)
    assert found
    return found[1]


@pytest.fixture
def link(
    mailbox: Mailbox,
    metropole: Territory,
    themes: Themes,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> str:
    """The link that a real mail server received."""
    client = signed_in(accounts.coordinator(metropole, name="Coordination du Grand Lyon"))
    with django_capture_on_commit_callbacks(execute=True):
        status, _ = invite(client, theme=themes["eau"].pk)
    assert status == 302
    return link_in(mailbox.text())


def test_the_mail_says_who_what_and_where(link: str, mailbox: Mailbox) -> None:
    message = mailbox.messages[0]
    assert message["To"] == ADDRESS
    assert message["Subject"] == "[Boucle] Une invitation à aider pour Bron"
    text = mailbox.text()
    assert "Coordination du Grand Lyon vous invite à aider sur Boucle" in text
    assert "Référent ou référente, Bron, Trouver de l’eau" in text
    assert not Invitation.objects.filter(secret_hash__in=link.split("/")).exists()  # only its digest is kept


def test_a_newcomer_joins_with_a_password_and_is_signed_in(link: str) -> None:
    client = Client()
    assert "Accepter et ouvrir mon compte" in client.get(link).content.decode()
    answer = client.post(link, {"name": "Référente eau, Bron", "password": "un orage sur Bron"})
    assert answer.status_code == 302
    user = User.objects.get(email=ADDRESS)
    assert (user.name, user.check_password("un orage sur Bron")) == ("Référente eau, Bron", True)
    assert [str(scope) for scope in user.scopes.all()] == ["référent ou référente, Bron, Trouver de l’eau"]
    assert client.get("/account/").status_code == 200
    assert user.emailaddress_set.get().verified


def test_a_newcomer_joins_without_a_password(link: str) -> None:
    assert Client().post(link, {"name": "Eau, Bron", "password": ""}).status_code == 302
    assert not User.objects.get(email=ADDRESS).has_usable_password()


def test_a_weak_password_is_refused_and_what_was_typed_stays(link: str) -> None:
    answer = Client().post(link, {"name": "Référente eau", "password": "court"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "10 caractères" in page and 'value="Référente eau"' in page
    assert not User.objects.filter(email=ADDRESS).exists()


def test_a_link_works_once(link: str) -> None:
    Client().post(link, {"name": "Eau, Bron", "password": ""})
    answer = Client().get(link)
    assert answer.status_code == 410
    assert "Elle a déjà été acceptée" in answer.content.decode()
    assert Client().post(link, {"name": "Another", "password": ""}).status_code == 410


def test_a_link_older_than_seven_days_is_closed(link: str, monkeypatch: pytest.MonkeyPatch) -> None:
    later = clock.now() + timedelta(days=7, minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    answer = Client().get(link)
    assert answer.status_code == 410
    assert "plus de sept jours" in answer.content.decode()
    invitation = Invitation.objects.get()
    with pytest.raises(ValidationError, match="plus de sept jours"):
        actions.join(invitation_id=invitation.pk, name="Late", password=None)


def test_a_forged_link_is_closed(db: None) -> None:
    assert Client().get(f"/account/invitation/{ids.secret()}/").status_code == 410


def test_a_member_accepts_with_their_own_account(link: str) -> None:
    user = accounts.user(ADDRESS)
    page = Client().get(link).content.decode()
    assert f"/account/login/?next={link}" in page and "sign in" not in page
    client = signed_in(user)
    assert "Accepter" in client.get(link).content.decode()
    assert client.post(link).status_code == 302
    assert user.scopes.get().territory.code == "69029"


def test_somebody_else_cannot_accept(link: str) -> None:
    client = signed_in(accounts.stranger())
    page = client.post(link).content.decode()
    assert "Cette invitation a été envoyée à" in page
    assert Invitation.objects.get().accepted_at is None
    with pytest.raises(PermissionDenied, match="une autre adresse"):
        actions.accept(invitation_id=Invitation.objects.get().pk, user=accounts.stranger())


def test_a_coordinator_gives_nothing_outside_their_territory(metropole: Territory) -> None:
    status, page = invite(signed_in(accounts.coordinator(metropole)), territory="Arboys en Bugey")
    assert status == 422
    assert "« Arboys en Bugey » n’est pas un lieu que vous coordonnez" in page
    assert f'value="{ADDRESS}"' in page and not Invitation.objects.exists()


def test_a_forged_scope_is_refused_below_the_form_too(places: dict[str, Territory], bron: Territory) -> None:
    coordinator = accounts.coordinator(bron)
    with pytest.raises(PermissionDenied, match="Vous ne coordonnez pas Villeurbanne"):
        actions.invite(by=coordinator, email=ADDRESS, offer=rules.Offer(places["69266"]))
    with pytest.raises(PermissionDenied, match="Vous ne coordonnez pas Bron"):
        actions.invite(by=accounts.referent(bron), email=ADDRESS, offer=rules.Offer(bron))


def test_a_coordinator_gives_no_right_that_they_do_not_hold(bron: Territory) -> None:
    coordinator = accounts.coordinator(bron, rights=frozenset({Right.SEE, Right.DECIDE}))
    status, page = invite(signed_in(coordinator), rights=["see", "export"])
    assert status == 422
    assert "Vous ne pouvez pas donner le droit « exporter »" in page


def test_deciding_without_seeing_is_refused_with_a_sentence(bron: Territory) -> None:
    status, page = invite(signed_in(accounts.coordinator(bron)), rights=["decide"])
    assert status == 422
    assert "il faut aussi le droit de voir" in page


def test_a_coordinator_has_every_theme(bron: Territory, themes: Themes) -> None:
    status, page = invite(signed_in(accounts.coordinator(bron)), post="coordinator", theme=themes["eau"].pk)
    assert status == 422
    assert "La coordination a tous les thèmes" in page


def test_a_referent_cannot_invite(bron: Territory) -> None:
    client = signed_in(accounts.referent(bron))
    assert client.get("/account/invite/").status_code == 403
    assert invite(client)[0] == 403
    assert Client().get("/account/invite/").status_code == 302


def test_a_mail_server_that_does_not_answer_is_said(
    bron: Territory, settings: Settings, transactional_db: None
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    status, page = invite(signed_in(accounts.coordinator(bron)))
    assert status == 422
    assert "Le serveur de courriel ne répond pas" in page and f'value="{ADDRESS}"' in page


def test_inviting_again_closes_the_earlier_link(bron: Territory) -> None:
    coordinator, offer = accounts.coordinator(bron), rules.Offer(bron)
    first = actions.invite(by=coordinator, email=ADDRESS, offer=offer)
    second = actions.invite(by=coordinator, email=ADDRESS.upper(), offer=offer)
    assert list(Invitation.objects.all()) == [second] and first.secret_hash != second.secret_hash


def test_who_has_the_scope_already_is_not_invited_again(bron: Territory) -> None:
    accounts.referent(bron, email=ADDRESS)
    status, page = invite(signed_in(accounts.coordinator(bron)))
    assert status == 422
    assert "Cette personne a déjà ce périmètre" in page


def test_an_invitation_is_withdrawn_by_its_coordinators_only(bron: Territory, places: dict[str, Territory]) -> None:
    coordinator = accounts.coordinator(bron)
    invitation = actions.invite(by=coordinator, email=ADDRESS, offer=rules.Offer(bron))
    url = f"/account/invitation/{invitation.pk}/withdraw/"
    assert signed_in(accounts.coordinator(places["69266"])).post(url).status_code == 403
    assert signed_in(coordinator).get(url).status_code == 405
    assert signed_in(coordinator).post(url).status_code == 302
    assert not Invitation.objects.exists()


def broken_scopes(bron: Territory, eau: Theme) -> list[Scope]:
    user = accounts.referent(bron, eau)
    general = accounts.referent(bron)
    return [
        Scope(user=user, territory=bron, theme=eau),  # twice
        Scope(user=general, territory=bron),  # twice, every theme
        Scope(user=user, territory=bron, post="mayor"),
        Scope(user=user, territory=bron, theme=eau, post=Post.COORDINATOR),
        Scope(user=user, territory=bron, can_see=False),
    ]


def test_the_database_refuses_what_no_scope_may_be(bron: Territory, themes: Themes) -> None:
    for scope in broken_scopes(bron, themes["eau"]):
        with pytest.raises(IntegrityError), transaction.atomic():
            scope.save()


def test_the_database_refuses_an_invitation_accepted_by_nobody(bron: Territory) -> None:
    invitation = actions.invite(by=accounts.coordinator(bron), email=ADDRESS, offer=rules.Offer(bron))
    invitation.accepted_at = clock.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        invitation.save()
