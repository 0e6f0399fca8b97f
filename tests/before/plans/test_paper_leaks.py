"""What the public may not read is in no document that it prints, and the staff's documents really hold it."""

import orjson
import pytest
from django.test import Client

from boucle.before.plans.exports import paper
from boucle.before.plans.exports import paper_documents as documents
from boucle.before.plans.exports.paper import Paper
from boucle.before.plans.models import Plan
from boucle.before.plans.queries import packs, papers
from boucle.before.plans.queries.papers import Whole
from boucle.foundation.territories import actions as territories
from tests.before.plans.test_entries_leaks import SECRET, SHOWN, everything
from tests.factories import accounts, contributions, plans

pytestmark = pytest.mark.django_db
PHONE = "06 99 99 99 99"


@pytest.fixture
def plan() -> Plan:
    made = plans.plan(territories.open_territory(territory=contributions.commune("Bron")))
    everything(made)
    return made


def every(whole: Whole) -> list[Paper]:
    """Each document that a reader of this kind can ask for, packs of roles that nobody may know included."""
    made = [packs.pack(whole, role) for role in [*whole.roles, "d1", "d2", "d3", "d4", "d5", "command"]]
    sheets = [documents.sheet(whole, placed) for placed in whole.sections]
    cards = [
        documents.card(whole, placed, card)
        for placed in whole.sections
        for card in whole.cards
        if card.section_id == placed.section.pk
    ]
    return [
        documents.plan(whole),
        documents.directory(whole),
        *(documents.pack(whole, pack) for pack in made if pack),
        *sheets,
        *cards,
    ]


def told(document: Paper) -> str:
    """All that Typst is given."""
    return orjson.dumps(paper.content(document)).decode()


def test_no_public_document_holds_a_closed_word(plan: Plan) -> None:
    found = [told(document) for document in every(papers.whole(plan, is_staff=False))]
    assert [text for text in found if SECRET in text or PHONE in text] == []
    assert SHOWN in found[0]
    assert len(found) > len(plan.sections.all())


def test_the_documents_of_the_staff_hold_the_closed_words(plan: Plan) -> None:
    found = told(documents.plan(papers.whole(plan, is_staff=True)))
    assert SECRET in found and PHONE in found and "du personnel" in found and "Brouillon" in found


def test_without_people_a_copy_keeps_the_closed_lines_and_nobody(plan: Plan) -> None:
    left = told(documents.plan(papers.without_people(papers.whole(plan, is_staff=True))))
    assert PHONE not in left and "exemple.fr" not in left
    assert SECRET in left


def test_the_pages_of_papers_name_nothing_closed(client: Client, plan: Plan) -> None:
    for user in (None, accounts.stranger()):
        if user is not None:
            client.force_login(user)
        shown = client.get(f"/plans/{plan.slug}/paper/").content.decode()
        assert SECRET not in shown and "Brouillon" not in shown
        assert SHOWN in shown


def test_a_pack_of_a_role_that_only_the_staff_knows_does_not_show_that_it_exists(client: Client, plan: Plan) -> None:
    roles = set(papers.whole(plan, is_staff=True).roles) - set(papers.whole(plan, is_staff=False).roles)
    assert len(roles) == 1
    assert client.get(f"/plans/{plan.slug}/role.pdf", {"role": roles.pop()}).status_code == 404
