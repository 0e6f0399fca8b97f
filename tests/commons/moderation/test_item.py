"""The page of an item: what changes, what is private, what happened."""

import pytest
from django.utils import translation

from boucle.commons.moderation.queries import changes
from boucle.foundation.accounts.enums import Right
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import ContactReading, Contribution
from boucle.foundation.situations.enums import Nature
from tests.commons.moderation.conftest import SignedIn
from tests.factories import accounts, contributions

DETAILS = lifecycle.ContactDetails("Une voisine", "voisine@bron.example", "04 00 00 00 00")


def address(row: Contribution, rest: str = "") -> str:
    return f"/moderation/{row.reference}/{rest}"


def revised(**content: object) -> Contribution:
    made = contributions.proposed(text="Ouvert tous les soirs, soupe et pain.")
    row = contributions.walk(made.contribution, State.PUBLISHED, rules.By(secret=made.secret))
    return contributions.with_revision(row, rules.By(secret=made.secret), **content)


def test_a_revision_shows_the_fields_that_change_and_only_those(signed_in: SignedIn) -> None:
    row = revised(text="Ouvert tous les soirs, soupe et fruits.", address="rue du Ruisseau")
    page = signed_in(accounts.coordinator(row.territory)).get(address(row)).content.decode()
    assert "What changes: 2 fields of" in page
    assert '<del><span class="unseen">removed: </span>pain.</del>' in page
    assert '<ins><span class="unseen">added: </span>fruits.</ins>' in page
    assert "Published, revision 1" in page
    assert "Revision 2 proposed" in page


def test_a_revision_that_its_author_took_back_is_said_in_the_history_and_waits_no_more(signed_in: SignedIn) -> None:
    row = revised(address="rue du Ruisseau")
    keeper = accounts.coordinator(row.territory)
    lifecycle.revise(contribution=row, content={"address": row.address}, by=rules.By(user=keeper))
    page = signed_in(keeper).get(address(row)).content.decode()
    assert "Revision taken back" in page
    assert "Revision 2 proposed" not in page


def test_the_same_is_shown_side_by_side_on_request(signed_in: SignedIn) -> None:
    row = revised(address="rue du Ruisseau")
    page = signed_in(accounts.coordinator(row.territory)).get(address(row, "?cote=1")).content.decode()
    assert '<th scope="col">Today</th><th scope="col">Proposed</th>' in page
    assert "Compare line by line" in page


def test_the_whole_fiche_is_shown_on_request(signed_in: SignedIn) -> None:
    row = revised(address="rue du Ruisseau")
    client = signed_in(accounts.coordinator(row.territory))
    assert "The whole fiche" not in client.get(address(row)).content.decode()
    assert "The whole fiche" in client.get(address(row, "?entiere=1")).content.decode()


def test_after_a_question_what_the_author_changed_is_shown(db: None) -> None:
    made = contributions.proposed(address="quai de la Gare")
    author = rules.By(secret=made.secret)
    row = contributions.walk(made.contribution, State.RETURNED, author)
    row = lifecycle.revise(contribution=row, content={"address": "12 quai de la Gare"}, by=author)
    found = changes.changes(row)
    assert (found.since, [field.name for field in found.changed], found.number) == ("revision", ["address"], 2)


def test_values_are_said_in_words(db: None) -> None:
    row = contributions.contribution(theme=contributions.theme("soins").slug, lat=45.733, lon=4.913)
    with translation.override("fr"):
        said = {field.name: field.value for field in changes.changes(row).fields}
    assert said["theme"] == contributions.theme("soins").name_fr
    assert said["territory"] == "Bron"
    assert said["point"] == "45.73300, 4.91300"
    assert said["language"] == "français"
    assert "lat" not in said


def test_hostile_text_is_shown_as_text(signed_in: SignedIn) -> None:
    row = revised(text="<script>alert(1)</script>", title="<img src=x onerror=alert(1)>")
    page = signed_in(accounts.coordinator(row.territory)).get(address(row)).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;" in page


def test_private_contacts_are_shown_on_request_only_and_the_reading_is_noted(signed_in: SignedIn) -> None:
    row = contributions.contribution(contact=DETAILS)
    reader = accounts.coordinator(row.territory)
    client = signed_in(reader)
    page = client.get(address(row)).content.decode()
    assert DETAILS.email not in page
    assert "a name, an e-mail, a telephone" in page
    assert not ContactReading.objects.exists()
    page = client.post(address(row, "contacts/")).content.decode()
    assert DETAILS.email in page
    assert ContactReading.objects.get().reader == reader


def test_opening_the_address_of_the_contacts_shows_nothing(signed_in: SignedIn) -> None:
    row = contributions.contribution(contact=DETAILS)
    answer = signed_in(accounts.coordinator(row.territory)).get(address(row, "contacts/"))
    assert (answer.status_code, answer["Location"]) == (302, address(row))
    assert not ContactReading.objects.exists()


@pytest.mark.parametrize("part", ["", "contacts/", "edit/", "decide/"])
def test_nobody_outside_the_scope_reads_an_item_not_even_a_public_one(signed_in: SignedIn, part: str) -> None:
    rows = [contributions.contribution(State.PROPOSED), contributions.contribution(State.PUBLISHED)]
    neighbour = signed_in(accounts.referent(contributions.commune("Oullins"), rights=accounts.EVERY_RIGHT))
    for row in rows:
        assert neighbour.get(address(row, part)).status_code == 403
        assert neighbour.post(address(row, part or "hold/")).status_code == 403
        assert signed_in(accounts.stranger()).get(address(row, part)).status_code == 403
        assert signed_in(None).get(address(row, part)).status_code == 302


def test_an_unknown_or_erased_fiche_is_not_found(signed_in: SignedIn) -> None:
    made = contributions.proposed()
    client = signed_in(accounts.coordinator(made.contribution.territory))
    lifecycle.erase(contribution=made.contribution, by=rules.By(secret=made.secret))
    assert client.get(address(made.contribution)).status_code == 404
    for reference in ("0000000", "a%00b", "é", "%F0%9F%94%A5"):
        assert client.get(f"/moderation/{reference}/").status_code == 404


def test_whoever_may_only_see_reads_but_is_offered_no_decision(signed_in: SignedIn) -> None:
    row = contributions.contribution()
    watcher = accounts.referent(row.territory, rights=frozenset({Right.SEE}))
    page = signed_in(watcher).get(address(row)).content.decode()
    assert 'name="verb"' not in page
    assert 'value="hold"' not in page


def test_the_history_is_told_and_its_chain_verified(signed_in: SignedIn) -> None:
    coordinator = accounts.coordinator(contributions.commune(), name="Coordination du bassin")
    row = contributions.contribution(State.RETURNED, decider=coordinator)
    page = signed_in(coordinator).get(address(row)).content.decode()
    assert "<strong>Returned with a question</strong> by Coordination du bassin" in page
    assert "“À quelle heure ?”" in page
    last = row.transitions.order_by("-number").values_list("hash", flat=True)[0]
    assert f"History verified: 2 lines, footprint {last[:4]}…{last[-4:]}." in page


def test_a_history_that_was_tampered_with_is_said(signed_in: SignedIn) -> None:
    row = contributions.contribution()
    Contribution.objects.filter(pk=row.pk).update(state=State.REJECTED)
    page = signed_in(accounts.coordinator(row.territory)).get(address(row)).content.decode()
    assert "This history was tampered with: line 2" in page


def test_an_item_of_an_exercise_wears_its_watermark(signed_in: SignedIn) -> None:
    bron = contributions.commune()
    situation = contributions.situation(bron, nature=Nature.EXERCISE)
    row = contributions.contribution(territory=bron, situation=situation)
    page = signed_in(accounts.coordinator(bron)).get(address(row)).content.decode()
    assert 'class="watermark"' in page


def test_what_a_colleague_holds_is_shown_as_held_and_cannot_be_decided(signed_in: SignedIn) -> None:
    bron = contributions.commune()
    one, other = accounts.referent(bron, name="Référente repas"), accounts.referent(bron)
    row = lifecycle.hold(contribution=contributions.contribution(territory=bron), user=one)
    page = signed_in(other).get(address(row)).content.decode()
    assert "Claimed by Référente repas" in page
    assert 'value="publish"' not in page


def test_taking_prolonging_and_giving_back(signed_in: SignedIn) -> None:
    bron = contributions.commune()
    one, other = accounts.referent(bron), accounts.referent(bron)
    row = contributions.contribution(territory=bron)
    for do, holder in (("hold", one), ("hold", one), ("release", None)):
        assert signed_in(one).post(address(row, "hold/"), {"do": do}).status_code == 302
        row.refresh_from_db()
        assert row.held_by == holder
    signed_in(one).post(address(row, "hold/"), {"do": "hold"})
    assert signed_in(other).post(address(row, "hold/"), {"do": "hold"}).status_code == 409


def test_a_fiche_that_looks_like_it_is_shown_with_why(signed_in: SignedIn) -> None:
    bron = contributions.commune()
    coordinator = accounts.coordinator(bron)
    one = contributions.contribution(territory=bron, title="Salle chauffée de la rue du Ruisseau")
    other = contributions.contribution(territory=bron, title="Salle chauffée rue du Ruisseau")
    page = signed_in(coordinator).get(address(one)).content.decode()
    assert f"/moderation/{one.reference}/merge/{other.reference}/" in page
    assert "Nearly the same title" in page


def test_a_fiche_that_looks_like_it_outside_the_scope_stays_hidden(signed_in: SignedIn) -> None:
    one = contributions.contribution(title="Salle chauffée de la rue du Ruisseau")
    title = "Salle chauffée rue du Ruisseau"
    contributions.contribution(territory=contributions.commune("Oullins"), title=title)
    page = signed_in(accounts.coordinator(contributions.commune("Bron"))).get(address(one)).content.decode()
    assert title not in page
