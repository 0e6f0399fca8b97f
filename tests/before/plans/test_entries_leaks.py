"""What the law closes, what nobody opened and what concerns people is nowhere that the public can go.

Marked words stand in every text of every closed line, of every contact, of a staff text, of a draft; then every route
of the site is walked by a passer-by and by a signed-in stranger, and every export, feed and search besides.
"""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from boucle.before.plans import actions, registry
from boucle.before.plans.actions import entries
from boucle.before.plans.enums import Content, Ownership, StakeVariety
from boucle.before.plans.models import Plan, Section
from boucle.foundation.lifecycle import jobs
from boucle.foundation.lifecycle.actions import ContactDetails
from boucle.foundation.territories import actions as territories
from tests.factories import accounts, contributions, plan_entries, plans

SECRET, SHOWN = "zzsecret", "zzouvert"
ASKED = "zzcle"  # stands beside both: a search echoes it, and must find the open words alone
CLOSED: tuple[tuple[Content, dict[str, Any]], ...] = (
    (Content.STAKES, {"variety": StakeVariety.PRIORITY}),
    (Content.STAKES, {"variety": StakeVariety.VULNERABLE}),
    (Content.MEANS, {"ownership": Ownership.PRIVATE}),
    (Content.MEANS, {"ownership": Ownership.POOLED}),
    *((content, {}) for content in Content if content != Content.TEXT),
)
QUERIES = ("", "?format=json", "?format=csv", "?format=geojson", "?format=atom", f"?q={ASKED}")
FEWEST_PAGES = 15


def marked(content: Content, word: str) -> dict[str, Any]:
    """A sample whose every text holds the word."""
    sample = plan_entries.SAMPLES[content]
    model = registry.BY_CONTENT[content].model
    texts = {
        name
        for name in registry.BY_CONTENT[content].labels
        if not model._meta.get_field(name).choices and name in sample and isinstance(sample[name], str)  # type: ignore[union-attr]  # plain fields
    }
    more = {"source": word} if any(field.name == "source" for field in model._meta.get_fields()) else {}
    steps = {"steps": [word]} if content == Content.CARDS else {}
    return {**sample, **{name: f"{ASKED} {word} {sample[name]}" for name in texts}, **more, **steps}


def everything(plan: Plan) -> list[Section]:
    """Closed lines of every kind beside an open one, people, a staff text, a draft."""
    sections = {content: plan_entries.section(content, of=plan) for content in Content if content != Content.TEXT}
    person = ContactDetails(name=f"{SECRET} Anne", phone="06 99 99 99 99", email=f"{SECRET}@exemple.fr")
    for content, fields in CLOSED:
        type_ = registry.BY_CONTENT[content]
        contact = person if type_.has_contact else None
        plan_entries.entry(
            sections[content], contact=contact, **{**marked(content, SECRET), **fields, "is_open": False}
        )
        if not type_.is_never_open:
            opened = {**marked(content, SHOWN), "is_open": True}
            plan_entries.entry(sections[content], contact=contact, **opened)
    keeper = plans.keeper(plan)
    actions.write_staff_text(section=sections[Content.RISKS], user=keeper, text=f"{SECRET} du personnel")
    gone = plan_entries.entry(sections[Content.RETURN], title=f"{SECRET} retiré")
    entries.remove(entry=gone, user=keeper)
    draft = plans.draft(plan, title="Brouillon", content="refuges")
    plan_entries.entry(draft, **{**marked(Content.REFUGES, SECRET), "is_open": True})
    return [*sections.values(), draft]


@pytest.fixture
def plan(db: None) -> Plan:
    place = territories.open_territory(territory=contributions.commune("Bron"))
    return plans.plan(place)


def routes(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every route of the site, with the converters of what it takes."""
    for each in resolver.url_patterns:
        path = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from routes(each, path)
        elif isinstance(each, URLPattern):
            yield path, each.pattern.converters


def addresses(plan: Plan, sections: list[Section]) -> list[str]:
    """Each route with everything of this plan that may stand in it."""
    known = {
        "slug": [plan.territory.slug, plan.slug],
        "reference": [section.contribution.reference for section in sections],
        "uid": [str(section.contribution.uid) for section in sections[:1]],
        "number": ["1"],
        "code": [plan.territory.code],
        "identifier": [str(sections[0].contribution.uid), sections[0].contribution.reference],
    }
    found: dict[str, None] = {}
    for path, _converters in routes(get_resolver()):
        names = [part.split(">")[0].split(":")[-1] for part in path.split("<")[1:]]
        if "(?" in path or path.startswith("^") or any(name not in known for name in names):
            continue
        for values in itertools.product(*(known[name] for name in dict.fromkeys(names))):
            filled = path
            for name, value in zip(dict.fromkeys(names), values, strict=True):
                start = filled.index("<")
                filled = filled[:start] + value + filled[filled.index(">") + 1 :]
                assert name
            found.setdefault("/" + filled.rstrip("$"))
    return list(found)


def body(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return str(content.decode("utf-8", errors="replace"))


def asked(places: list[str]) -> Iterator[tuple[str, str]]:
    """Lists and searches in every format; what has a reference is one page."""
    for place in places:
        is_one = any(place.startswith(before) for before in ("/s/", "/c/", "/f/", "/n/", "/r/"))
        yield from ((place, query) for query in (QUERIES[:1] if is_one else QUERIES))


def walk(client: Client, places: list[str]) -> tuple[list[str], dict[str, str]]:
    """Addresses where a closed word stands, and the pages that answered."""
    leaks, pages = [], {}
    for place, query in asked(places):
        response = client.get(place + query)
        text = body(response)
        if SECRET in text or "06 99 99 99 99" in text:
            leaks.append(place + query)
        if response.status_code == 200:
            pages[place + query] = text
    return leaks, pages


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_no_route_of_the_site_lets_a_closed_word_out(plan: Plan, is_signed_in: bool) -> None:
    sections = everything(plan)
    while jobs.work():
        pass
    client = Client(raise_request_exception=True)
    if is_signed_in:
        client.force_login(accounts.stranger())
    places = addresses(plan, sections)
    leaks, pages = walk(client, places)
    assert leaks == []
    assert len(pages) > FEWEST_PAGES
    for section in sections[:-1]:  # the walk went where open lines are, or it would prove nothing
        opened = SHOWN in pages[f"/s/{section.contribution.reference}/entries/"]
        assert opened is (section.content != Content.DIRECTORY)
    assert SHOWN in pages[f"/plans/{plan.slug}/stakes.geojson"]
    assert SHOWN in pages[f"/plans/{plan.slug}/means.geojson"]
    assert f"/s/{sections[-1].contribution.reference}/entries/" not in pages


def test_the_crisis_staff_reads_the_closed_words(plan: Plan) -> None:
    """The words are really there: somebody finds them."""
    sections = everything(plan)
    client = Client()
    client.force_login(plans.keeper(plan))
    _leaks, pages = walk(client, [f"/s/{section.contribution.reference}/entries/" for section in sections])
    assert [
        section.content for section in sections if SECRET not in pages[f"/s/{section.contribution.reference}/entries/"]
    ] == []
