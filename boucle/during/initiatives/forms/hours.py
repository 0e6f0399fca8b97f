"""Hours: the same every day, different by day, day and night, or an OpenStreetMap expression."""

from datetime import date, time
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boucle.during.initiatives.engine import hours as engine
from boucle.during.initiatives.engine import timetable
from boucle.during.initiatives.queries import hours as words
from boucle.foundation.core.fields import LineField

DAY_FIELDS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ANY_MONDAY = date(2024, 1, 1)


def day_name(number: int) -> str:
    return capfirst(str(WEEKDAYS[number]))


def day_field(number: int) -> LineField:
    return LineField(
        label=lazy(day_name, str)(number),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("8:00-12:00, 14:00-19:00")}),
    )


class HoursForm(forms.Form):
    opens = forms.TimeField(
        label=gettext_lazy("From"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    closes = forms.TimeField(
        label=gettext_lazy("To"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    always = forms.BooleanField(label=gettext_lazy("Open day and night"), required=False)
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = (day_field(number) for number in range(7))
    hours = LineField(
        label=gettext_lazy("Hours, as OpenStreetMap writes them"),
        help_text=gettext_lazy("For seasons and holidays: Mo-Fr 08:00-12:00; PH off"),
        required=False,
        max_length=timetable.LONGEST,
    )

    @property
    def has_days(self) -> bool:
        """Whether some day has hours of its own, right or wrong."""
        return any(self[name].value() or self[name].errors for name in (*DAY_FIELDS, "hours"))

    def week(self) -> list[list[engine.Span]]:
        """The seven days that were typed; each error lands on its field."""
        days: list[list[engine.Span]] = []
        for name in DAY_FIELDS:
            try:
                days.append(timetable.parse_day(self.cleaned_data.get(name) or ""))
            except engine.HoursError as error:
                days.append([])
                self.add_error(name, sentence(error))
        return days

    def clean_hours(self) -> str:
        try:
            return timetable.normalise(self.cleaned_data["hours"])
        except engine.HoursError as error:
            raise forms.ValidationError(sentence(error)) from error

    def expression(self) -> str:
        """What was meant, in the order: day and night, by day, every day, an expression."""
        typed = self.cleaned_data
        if typed.get("always"):
            return timetable.ALWAYS
        if any(typed.get(name) for name in DAY_FIELDS):
            return timetable.write(self.week())
        if typed.get("opens") is not None or typed.get("closes") is not None:
            return self.every_day(typed.get("opens"), typed.get("closes"))
        return typed.get("hours") or ""

    def every_day(self, opens: time | None, closes: time | None) -> str:
        if opens is None or closes is None:
            missing = "opens" if opens is None else "closes"
            if missing not in self.errors:
                self.add_error(missing, _("Give both hours: from when, until when."))
            return ""
        try:
            stretch = timetable.span(minutes(opens), minutes(closes) or engine.DAY)
        except engine.HoursError as error:
            self.add_error("closes", sentence(error))
            return ""
        return timetable.write([[stretch]] * 7)


def minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def sentence(error: engine.HoursError) -> str:
    if error.code == "order":
        times = {"closes": words.minute_words(error.closes), "opens": words.minute_words(error.opens)}
        return _("The end (%(closes)s) comes before the beginning (%(opens)s). Correct one of the two.") % times
    if error.code == "overlap":
        return _("Two stretches overlap: write each once, such as 8:00-12:00, 14:00-19:00.")
    return _("“%(typed)s” cannot be read as hours. Write 8:00-12:00, 14:00-19:00, or “closed”.") % {"typed": error.text}


def initial(hours: str) -> dict[str, Any]:
    """The form's fields for hours already kept."""
    if not hours or hours == timetable.ALWAYS:
        return {"always": bool(hours)}
    if engine.varies(hours) or '"' in hours:
        return {"hours": hours}
    week = engine.week(hours, ANY_MONDAY)
    if all(day == week[0] for day in week) and len(week[0]) == 1:
        opens, closes = week[0][0]
        return {"opens": timetable.clock(opens), "closes": timetable.clock(closes % engine.DAY)}
    return {
        name: ", ".join(map(timetable.write_span, day)) or _("closed")
        for name, day in zip(DAY_FIELDS, week, strict=True)
    }
