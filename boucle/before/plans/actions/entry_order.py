"""The order of lines: by position, and for people who are called, by rank, 1, 2, 3 without a hole."""

from collections.abc import Sequence

from django.db.models import Max, QuerySet

from boucle.before.plans.models import Entry, Person, Section


def next_position(section: Section, model: type[Entry]) -> int:
    last: int | None = model._default_manager.filter(section=section).aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def settle(entry: Entry) -> None:
    """After a line came, went or was given a rank: whoever had that rank is called next."""
    if not isinstance(entry, Person):
        return
    called = list(people(entry).filter(rank__isnull=False))
    called.sort(key=lambda each: (each.rank, each.pk != entry.pk, each.position, each.pk))
    number(called, "rank")
    entry.rank = next((each.rank for each in called if each.pk == entry.pk), entry.rank)


def swap(entry: Entry, *, is_up: bool) -> bool:
    """With its neighbour among those that are ordered in the same way. Whether there was one."""
    name = "rank" if isinstance(entry, Person) and entry.rank is not None else "position"
    ordered: list[Entry] = list(
        people(entry).filter(rank__isnull=entry.rank is None) if isinstance(entry, Person) else sisters(entry)
    )
    here = next(place for place, each in enumerate(ordered) if each.pk == entry.pk)
    there = here - 1 if is_up else here + 1
    if not 0 <= there < len(ordered):
        return False
    ordered[here], ordered[there] = ordered[there], ordered[here]
    number(ordered, name)
    return True


def people(entry: Entry) -> QuerySet[Person]:
    return Person.objects.filter(section=entry.section_id)


def sisters(entry: Entry) -> QuerySet[Entry]:
    return type(entry)._default_manager.filter(section=entry.section_id)


def number(ordered: Sequence[Entry], name: str) -> None:
    moved = [(place, each) for place, each in enumerate(ordered, start=1) if getattr(each, name) != place]
    for place, each in moved:
        setattr(each, name, place)
    if moved:
        type(ordered[0])._default_manager.bulk_update([each for _place, each in moved], [name])
