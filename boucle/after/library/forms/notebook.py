"""A watch notebook and its entries."""

from django import forms
from django.utils.translation import gettext_lazy

from boucle.foundation.core.fields import LineField, TextField


class NewNotebookForm(forms.Form):
    title = LineField(
        label=gettext_lazy("Title of the notebook"),
        max_length=120,
        error_messages={"required": gettext_lazy("Give the notebook a title.")},
    )
    introduction = TextField(
        label=gettext_lazy("What it follows, and for whom"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class NotebookForm(NewNotebookForm):
    is_open = forms.BooleanField(label=gettext_lazy("Everybody may read it"), required=False)


class EntryForm(forms.Form):
    reference = LineField(
        label=gettext_lazy("Reference of a fiche"),
        help_text=gettext_lazy("Of any room: a sheet, a session, a lesson, an initiative. It stands on its page."),
        max_length=20,
        error_messages={"required": gettext_lazy("Copy the reference from the page of the fiche.")},
    )
    chapter = LineField(label=gettext_lazy("Chapter"), required=False, max_length=120)
    why = LineField(label=gettext_lazy("Why it is here"), required=False, max_length=500)
