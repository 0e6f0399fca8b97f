"""A section as it is written; where it stands; what only the staff reads."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from boucle.before.plans.actions.content import SECTION_FIELDS
from boucle.before.plans.enums import Content, Discipline, Hazard
from boucle.before.plans.forms.fields import MemberField
from boucle.before.plans.models import Section
from boucle.before.plans.queries.tree import Tree
from boucle.foundation.core.fields import LineField, TextField
from boucle.foundation.lifecycle.forms import SeenForm
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.enums import Phase

LONGEST_REVIEW = 60  # months
WORDS = ("title", "text", *SECTION_FIELDS)


class SectionForm(SeenForm):
    """What a version holds, and why it comes."""

    title = LineField(
        label=gettext_lazy("Title"),
        max_length=120,
        error_messages={"required": gettext_lazy("Give the section a title.")},
    )
    text = TextField(
        label=gettext_lazy("What everybody reads"),
        help_text=gettext_lazy("Short sentences: who does what, when, with what. No person’s name, no private number."),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    phase = forms.ChoiceField(
        label=gettext_lazy("Phase"), required=False, choices=[("", pgettext_lazy("phase", "all three")), *Phase.choices]
    )
    hazard = forms.ChoiceField(
        label=gettext_lazy("Hazard"),
        required=False,
        choices=[("", pgettext_lazy("hazard", "every hazard")), *Hazard.choices],
    )
    discipline = forms.ChoiceField(
        label=gettext_lazy("Role or discipline"),
        required=False,
        choices=[("", pgettext_lazy("discipline", "everybody")), *Discipline.choices],
    )
    content = forms.ChoiceField(
        label=gettext_lazy("What it lists beside its text"), choices=Content.choices, initial=Content.TEXT
    )
    holder = LineField(
        label=gettext_lazy("Service that keeps it"),
        help_text=gettext_lazy("A service, not a name: people change."),
        max_length=120,
        required=False,
    )
    evidence = LineField(
        label=gettext_lazy("What it rests on"),
        help_text=gettext_lazy("A visit, an exercise, a study, a text; with its date."),
        max_length=500,
        required=False,
    )
    review_months = forms.IntegerField(
        label=gettext_lazy("Months until somebody looks at it again"),
        min_value=1,
        max_value=LONGEST_REVIEW,
        initial=12,
    )
    why = LineField(
        label=gettext_lazy("Why it changes"),
        help_text=gettext_lazy("One sentence, shown to everybody beside the change. No name."),
        max_length=1000,
        required=False,
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def words(self) -> dict[str, Any]:
        """The content of the version."""
        return {name: self.cleaned_data[name] for name in WORDS}


class TakeForm(SectionForm):
    """The same, with a word to whoever brought the note."""

    answer = TextField(
        label=gettext_lazy("A word to whoever brought it"),
        help_text=gettext_lazy("Shown beside the note, and sent to them if they left an address."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def initial(row: Contribution, section: Section) -> dict[str, Any]:
    """What a form that rewrites a section begins with."""
    own = {name: getattr(section, name) for name in SECTION_FIELDS}
    return {"title": row.title, "text": row.text, **own}


class ArrangeForm(forms.Form):
    """Where it stands, and who keeps it."""

    parent = forms.ChoiceField(label=gettext_lazy("Below"), required=False)
    position = forms.IntegerField(label=gettext_lazy("Place among its sisters"), min_value=1, max_value=999, initial=1)
    keeper = MemberField(
        label=gettext_lazy("Who is written to when it is late"),
        help_text=gettext_lazy("The address of their account. They may revise the section; you publish."),
        required=False,
    )

    def __init__(self, *args: Any, tree: Tree, moved: Section | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.nodes = {str(node.section.pk): node for node in tree.nodes if moved is None or node.section.pk != moved.pk}
        field = self.fields["parent"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("the plan itself")), *((key, node.label) for key, node in self.nodes.items())]

    def parent_section(self) -> Section | None:
        node = self.nodes.get(self.cleaned_data["parent"])
        return node.section if node is not None else None


class NewSectionForm(ArrangeForm, SectionForm):
    """A section that does not exist yet: last among its sisters."""

    position = None  # type: ignore[assignment]  # Django's own way to leave a field out
    why = None  # type: ignore[assignment]  # nothing changes yet

    field_order = ["title", "parent", "text"]


class StaffTextForm(SeenForm):
    text = TextField(
        label=gettext_lazy("What only the crisis staff reads"),
        help_text=gettext_lazy("Never shown to the public, never exported. Private numbers go to the directory."),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
