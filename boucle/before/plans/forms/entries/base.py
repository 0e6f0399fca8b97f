"""What every line asks: its own words, whether the public reads it, whom to reach."""

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from boucle.before.plans import registry
from boucle.before.plans.models import Entry, Section
from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle.actions import ContactDetails
from boucle.foundation.territories.engine import points

CONTACT = ("contact_name", "contact_phone", "contact_email")


class EntryForm(forms.ModelForm):  # type: ignore[type-arg]  # no type argument at run time
    """Labels come from the registry; `asked` says what to write in a field that is left empty."""

    asked: ClassVar[Mapping[str, Any]] = {}
    hints: ClassVar[Mapping[str, Any]] = {}
    rows: ClassVar[Mapping[str, int]] = {}  # of the texts that take more than one line
    is_overtaken = False

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, section: Section, **options: Any) -> None:
        self.section = section
        self.type = registry.BY_MODEL[self._meta.model]
        entry = options.get("instance")
        options["initial"] = {**self.first(entry), **(options.get("initial") or {})}
        super().__init__(*args, **options)
        if registry.has_place(self.type.model):
            self.fields["point"] = point_field()
        if self.type.has_contact:
            self.fields.update(contact_fields())
        self.say()
        self.prepare()

    def first(self, entry: Entry | None) -> dict[str, Any]:
        if entry is None:
            return {"form_key": uuid.uuid4(), "is_open": self.type.opens}
        contact = getattr(entry, "contact", None)
        people = {f"contact_{name}": getattr(contact, name) for name in ("name", "phone", "email")} if contact else {}
        lat, lon = getattr(entry, "lat", None), getattr(entry, "lon", None)
        return {"seen": entry.version, "point": f"{lat}, {lon}" if lat is not None else "", **people}

    def say(self) -> None:
        for name, label in self.type.labels.items():
            self.fields[name].label = label
        for name, sentence in self.asked.items():
            self.fields[name].error_messages["required"] = sentence
        for name, hint in self.hints.items():
            self.fields[name].help_text = hint
        for name, rows in self.rows.items():
            self.fields[name].widget = forms.Textarea(attrs={"rows": rows})
        for each in self.fields.values():
            if isinstance(each, forms.ChoiceField) and not isinstance(each, forms.ModelChoiceField):
                offered: Any = each.choices  # pairs, whatever made them
                each.choices = [(value, label if value else nothing(each.required)) for value, label in offered]
        if "is_open" in self.fields:
            self.fields["is_open"].label = _("The public may read this line")

    def prepare(self) -> None:
        """What a type adds."""

    def overtake(self, version: int) -> None:
        """Somebody wrote the line meanwhile: sent once more, with theirs in sight, this form may take its place."""
        self.is_overtaken = True
        self.data = {**self.data.dict(), "seen": str(version)}  # type: ignore[attr-defined]  # what a browser sent

    def clean_point(self) -> tuple[float, float] | None:
        typed = self.cleaned_data["point"]
        found = points.read(typed) if typed else None
        if typed and found is None:
            raise forms.ValidationError(_("This is no point: paste a latitude and a longitude, or a map’s address."))
        return found

    def own(self) -> list[forms.BoundField]:
        """The fields of the line itself, in the order of the registry."""
        return [self[name] for name in self.type.labels] + ([self["point"]] if "point" in self.fields else [])

    def reached(self) -> list[forms.BoundField]:
        return [self[name] for name in CONTACT if name in self.fields]

    def entry_fields(self) -> dict[str, Any]:
        """What `actions.entries` writes."""
        data = self.cleaned_data
        names = [*self.type.labels, *(["is_open"] if "is_open" in self.fields else [])]
        found = {name: tidy(data[name]) for name in names}
        if "point" in self.fields:
            found["lat"], found["lon"] = data["point"] or (None, None)
        return found

    def details(self) -> ContactDetails | None:
        """None where the type keeps nobody's details."""
        if not self.type.has_contact:
            return None
        name, phone, email = (texts.clean_line(self.cleaned_data[field]) for field in CONTACT)
        return ContactDetails(name=name, phone=phone, email=email)


def nothing(is_required: bool) -> str:
    return pgettext("entry", "to be chosen") if is_required else pgettext("entry", "none")


def tidy(value: Any) -> Any:
    return texts.clean(value) if isinstance(value, str) else value


def point_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Where it is, as a point"),
        help_text=gettext_lazy("Latitude and longitude, or the address of a map, pasted."),
        max_length=300,
        required=False,
    )


def contact_fields() -> dict[str, forms.Field]:
    return {
        "contact_name": forms.CharField(label=gettext_lazy("Name of the person"), max_length=80, required=False),
        "contact_phone": forms.CharField(
            label=gettext_lazy("Their telephone"),
            max_length=30,
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "tel"}),
        ),
        "contact_email": forms.EmailField(label=gettext_lazy("Their e-mail address"), required=False),
    }


def form_for(section: Section, *args: Any, **options: Any) -> EntryForm:
    """The form of what this section lists. Raises KeyError where it is text only."""
    made: EntryForm = import_string(registry.BY_CONTENT[section.content].form_class)(*args, section=section, **options)
    return made


def fields_of(content: str) -> tuple[str, ...]:
    """Of the table of a content: what its form asks, besides the point and the people."""
    type_ = registry.BY_CONTENT[content]
    return (*type_.labels, *(() if type_.is_never_open else ("is_open",)))
