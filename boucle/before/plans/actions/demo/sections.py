"""Sections are begun, published, revised with their reason, looked at again, with what they list and what they ask."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from boucle.before.plans import actions, registry
from boucle.before.plans.actions import entries, entry_checks, law
from boucle.before.plans.actions.content import SECTION_FIELDS
from boucle.before.plans.actions.demo.beginning import LIST
from boucle.before.plans.actions.demo.cast import Cast, Moment, contact, dated, days_ago, read
from boucle.before.plans.actions.section import fresh
from boucle.before.plans.enums import MilestoneType
from boucle.before.plans.models import Person, Section
from boucle.foundation.core import clock
from boucle.foundation.territories import queries as territories

LINES = "lines"


def moments(cast: Cast) -> Iterator[Moment]:
    listed = read("entries")
    told = read("sections")
    for each in told["sections"]:
        yield from life(cast, each, listed.get(each["number"]))
    for each in told["milestones"]:
        yield Moment(days_ago(each["ago"]), partial(write_milestone, cast, each))


def life(cast: Cast, told: dict[str, Any], listed: dict[str, Any] | None) -> Iterator[Moment]:
    """Of one section, from its draft."""

    def moment(ago: float, act: Callable[..., object], *given: Any) -> Moment:
        return Moment(days_ago(ago), partial(act, cast, told["number"], *given))

    yield moment(told["begun"], begin, told)
    if listed is not None:
        yield moment(told["begun"], write_entries, listed[LINES])
    if "published" in told:
        yield moment(told["published"], publish)
    for revision in told.get("revisions", ()):
        yield moment(revision["ago"], revise, revision["text"], dated(revision["note"]))
    for ago in told.get("verified", ()):
        yield moment(ago, verify)
    if listed is not None and "checked" in listed:
        yield moment(listed["checked"], check)
    if "archived" in told:
        yield moment(told["archived"]["ago"], archive, told["archived"]["note"])


def begin(cast: Cast, number: str, told: dict[str, Any]) -> None:
    user = cast.coordinator
    row = actions.add_section(
        plan=cast.plan,
        user=user,
        title=told["title"],
        text=told.get("first") or told["text"],
        parent=cast.sections.get(number.rpartition(".")[0]),
        keeper=cast.keeper if told.get("keeper") else None,
        **{name: told[name] for name in SECTION_FIELDS if name in told},
    )
    points = {**dict.fromkeys(told.get("points", ()), False), **dict.fromkeys(told.get("part", ()), True)}
    law.tag(section=row, user=user, code=LIST, points=points)
    for measure in told.get("measures", ()):
        actions.add_measure(section=row, user=user, **measure)
    if "staff" in told:
        actions.write_staff_text(section=row, user=user, text=told["staff"])
    cast.sections[number] = fresh(row)


def write_entries(cast: Cast, number: str, lines: list[dict[str, Any]]) -> None:
    row = cast.sections[number]
    model = registry.BY_CONTENT[row.content].model
    for line in lines:
        fields = {name: value for name, value in line.items() if name != "contact"}
        entries.add(
            section=row,
            user=cast.coordinator,
            model=model,
            fields=resolved(row, fields),
            contact=contact(line.get("contact")),
        )


def resolved(section: Section, fields: dict[str, Any]) -> dict[str, Any]:
    """What the data name, as rows: a commune by its code, whom a person stands in for by their function."""
    if "territory" in fields:
        fields["territory"] = territories.by_code(fields["territory"])
    if "stands_in_for" in fields:
        fields["stands_in_for"] = Person.objects.get(section=section, function=fields["stands_in_for"])
    return fields


def publish(cast: Cast, number: str) -> None:
    cast.sections[number] = actions.publish_section(section=cast.sections[number], user=cast.coordinator)


def revise(cast: Cast, number: str, text: str, note: str) -> None:
    cast.sections[number] = actions.revise_section(
        section=fresh(cast.sections[number]),
        user=cast.coordinator,
        content={"text": text},
        note=note,
    )


def verify(cast: Cast, number: str) -> None:
    cast.sections[number] = actions.verify_section(section=fresh(cast.sections[number]), user=cast.coordinator)


def check(cast: Cast, number: str) -> None:
    entry_checks.check_all(section=cast.sections[number], user=cast.coordinator)


def archive(cast: Cast, number: str, note: str) -> None:
    actions.archive_section(section=fresh(cast.sections[number]), user=cast.coordinator, note=note)


def write_milestone(cast: Cast, told: dict[str, Any]) -> None:
    fields = {"type": MilestoneType(told["type"]), "on": clock.today(), "note": told["note"]}
    actions.add_milestone(plan=cast.plan, user=cast.coordinator, **fields)
