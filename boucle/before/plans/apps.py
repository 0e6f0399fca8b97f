from typing import TYPE_CHECKING

from django.apps import AppConfig

from boucle.foundation.situations.enums import Phase

if TYPE_CHECKING:
    from boucle.foundation.lifecycle import registry

A_YEAR = 365  # days: a note is part of the plan's memory
REMINDED_EVERY = 60 * 60  # seconds


class PlansConfig(AppConfig):
    name = "boucle.before.plans"
    label = "plans"

    def ready(self) -> None:
        from boucle.before.plans.actions import reminders
        from boucle.foundation.lifecycle import registry

        register_kinds()
        register_activations()
        registry.register_periodic(registry.Periodic("plan reminders", REMINDED_EVERY, reminders.remind))


def register_kinds() -> None:
    from boucle.foundation.lifecycle import registry

    registry.register_kind(section_kind())
    registry.register_kind(note_kind())


def section_kind() -> "registry.Kind":
    from django.utils.translation import gettext_lazy as _

    from boucle.before.plans import exports, rules
    from boucle.before.plans.actions import content
    from boucle.before.plans.models import Section
    from boucle.before.plans.queries import fields
    from boucle.foundation.lifecycle import registry

    return registry.Kind(
        code="section",
        number=4,
        phase=Phase.BEFORE,
        label=_("section of a plan"),
        plural=_("sections of plans"),
        model=Section,
        content=fields.section_content,
        apply=content.apply_section,
        labels=exports.LABELS,
        searched=fields.section_searched,
        columns=exports.COLUMNS,
        lookups=exports.LOOKUPS,
        url_name="plans:section",
        is_moderated=False,
        review_months=fields.section_review,
        is_archived_by_silence=False,
        check=rules.check_verb,
    )


def note_kind() -> "registry.Kind":
    from django.utils.translation import gettext_lazy as _

    from boucle.before.plans import exports
    from boucle.before.plans.actions import content
    from boucle.before.plans.models import Note
    from boucle.before.plans.queries import fields, notes
    from boucle.foundation.lifecycle import registry

    return registry.Kind(
        code="note",
        number=5,
        phase=Phase.BEFORE,
        label=_("note on a plan"),
        plural=_("notes on plans"),
        model=Note,
        content=fields.note_content,
        apply=content.apply_note,
        labels=exports.LABELS,
        searched=fields.note_searched,
        columns=exports.NOTE_COLUMNS,
        lookups=exports.NOTE_LOOKUPS,
        url_name="plans:note",
        review_days=A_YEAR,
        is_archived_by_silence=False,
        words=notes.words,
        panels=(notes.panel,),
    )


def register_activations() -> None:
    from boucle.before.plans import rules
    from boucle.before.plans.queries import facts
    from boucle.foundation.lifecycle import registry
    from boucle.foundation.tasks import registry as tasks

    registry.register_facts("plans", facts.of_situation)
    registry.register_rehearsals("plans", rules.rehearsals)
    tasks.register_filling("plans", rules.fills)
