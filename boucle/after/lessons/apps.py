from typing import TYPE_CHECKING

from django.apps import AppConfig

from boucle.foundation.situations.enums import Phase

if TYPE_CHECKING:
    from boucle.foundation.lifecycle import registry

THREE_YEARS = 3 * 365  # days: what was learnt is looked at again, and stays
REMINDED_EVERY = 60 * 60  # seconds


class LessonsConfig(AppConfig):
    name = "boucle.after.lessons"
    label = "lessons"

    def ready(self) -> None:
        from boucle.after.lessons.actions import reminders
        from boucle.after.lessons.queries import learnt
        from boucle.foundation.lifecycle import registry

        registry.register_kind(testimony_kind())
        registry.register_kind(lesson_kind())
        registry.register_learnt("lessons", learnt.read)
        registry.register_periodic(registry.Periodic("lesson reminders", REMINDED_EVERY, reminders.remind))


def testimony_kind() -> "registry.Kind":
    from django.utils.translation import gettext_lazy as _

    from boucle.after.lessons import exports, rules
    from boucle.after.lessons.actions import content
    from boucle.after.lessons.models import Testimony
    from boucle.after.lessons.queries import fields
    from boucle.foundation.lifecycle import registry

    return registry.Kind(
        code="testimony",
        number=7,
        phase=Phase.AFTER,
        label=_("testimony"),
        plural=_("testimonies"),
        model=Testimony,
        content=fields.testimony_content,
        apply=content.apply_testimony,
        labels=exports.LABELS,
        columns=exports.TESTIMONY_COLUMNS,
        lookups=exports.TESTIMONY_LOOKUPS,
        url_name="lessons:testimony",
        review_days=THREE_YEARS,
        is_archived_by_silence=False,
        words=fields.words,
        panels=(fields.panel,),
        check=rules.check_verb,
    )


def lesson_kind() -> "registry.Kind":
    from django.utils.translation import gettext_lazy as _

    from boucle.after.lessons import exports
    from boucle.after.lessons.actions import content
    from boucle.after.lessons.models import Lesson
    from boucle.after.lessons.queries import fields
    from boucle.foundation.lifecycle import registry

    return registry.Kind(
        code="lesson",
        number=8,
        phase=Phase.AFTER,
        label=_("lesson"),
        plural=_("lessons"),
        model=Lesson,
        content=fields.lesson_content,
        apply=content.apply_lesson,
        labels=exports.LABELS,
        searched=fields.lesson_searched,
        columns=exports.COLUMNS,
        lookups=exports.LOOKUPS,
        url_name="lessons:lesson",
        is_moderated=False,
        review_days=THREE_YEARS,
        is_archived_by_silence=False,
        words=fields.words,
    )
