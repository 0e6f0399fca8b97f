"""What residents and field staff say of the sections, and what becomes of it."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from boucle.before.plans import actions
from boucle.before.plans.actions.demo.cast import Cast, Moment, days_ago, read
from boucle.before.plans.actions.section import fresh
from boucle.before.plans.enums import NoteFate, NoteVariety
from boucle.before.plans.models import Note
from boucle.foundation.lifecycle import actions as lifecycle

WORDS = ("speaker", "passage", "proposed")


def moments(cast: Cast) -> Iterator[Moment]:
    for told in read("notes"):
        kept: dict[str, Note] = {}
        yield Moment(days_ago(told["ago"]), partial(bring, cast, told, kept))
        if "published" in told:
            yield Moment(days_ago(told["published"]), partial(publish, cast, kept))
        if "fate" in told:
            yield Moment(days_ago(told["answered"]), partial(answer, cast, told, kept))


def bring(cast: Cast, told: dict[str, Any], kept: dict[str, Note]) -> None:
    made = actions.bring_note(
        section=fresh(cast.sections[told["section"]]),
        text=told["text"],
        variety=NoteVariety(told.get("variety", NoteVariety.REMARK)),
        **{name: told[name] for name in WORDS if name in told},
    )
    kept["note"] = Note.objects.select_related("contribution").get(pk=made.contribution.pk)


def publish(cast: Cast, kept: dict[str, Note]) -> None:
    lifecycle.publish(contribution=kept["note"].contribution, by=cast.by)


def answer(cast: Cast, told: dict[str, Any], kept: dict[str, Note]) -> None:
    if told["fate"] != NoteFate.TAKEN:
        actions.answer_note(note=kept["note"], user=cast.coordinator, fate=NoteFate(told["fate"]), words=told["answer"])
        return
    actions.take_note(
        note=kept["note"],
        user=cast.coordinator,
        content={"text": told["proposed"]},
        why=told["why"],
        words=told["answer"],
    )
