"""What a section of a plan shows of the runs that it rests on: public figures only."""

from dataclasses import dataclass

from boucle.before.dominos.models import Attachment, Measure, Schedule
from boucle.before.dominos.queries import computed, heavy, ledes, runs, timelines, words
from boucle.before.plans.models import Section
from boucle.before.plans.registry import Panel

TEMPLATE = "dominos/panel.html"


@dataclass(frozen=True)
class Risk:
    """A secondary risk: something vital that the cut takes with it."""

    name: str
    kind: str
    when: str


@dataclass(frozen=True)
class Shown:
    attachment: Attachment
    schedule: Schedule
    title: str
    lede: str
    cost: str
    risks: list[Risk]
    measures: list[tuple[Measure, float | None, str]]  # person-hours spared, once computed; and when it is there


def panel(section: Section) -> Panel | None:
    rows = Attachment.objects.filter(section=section, schedule__inventory__opened_at__isnull=False)
    rows = rows.select_related("schedule__inventory__territory").prefetch_related("schedule__cuts__service")
    found = [shown(one) for one in rows]
    return Panel(TEMPLATE, {"runs": found}) if found else None


def shown(attachment: Attachment) -> Shown:
    schedule = attachment.schedule
    found = runs.ran(schedule, is_whole=False)
    told = timelines.moved(found)
    done = computed.state(schedule, is_whole=False).result
    spared = {one["id"]: one["spared"] for one in done["measures"]} if done else {}
    measures = [
        one for one in schedule.inventory.measures.prefetch_related("parts") if heavy.pieces(found.town, one).parts
    ]
    return Shown(
        attachment,
        schedule,
        ledes.title(schedule),
        ledes.lede(found, told),
        ledes.cost(found, tuple(done["bands"]["ricochet"]) if done else None),
        [Risk(name, kind, when) for kind, when, name, _people in ledes.vital_rows(found)],
        sorted(((one, spared.get(one.pk), words.when(one)) for one in measures), key=lambda pair: -(pair[1] or 0)),
    )
