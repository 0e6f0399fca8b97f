"""A file of references, or its text pasted."""

from django import forms
from django.utils.translation import gettext_lazy

from boucle.after.library.forms.files import TextFileForm

HEAVIEST = 2 * 1024 * 1024  # bytes: some ten thousand references


class ReferencesForm(TextFileForm):
    heaviest = HEAVIEST
    too_heavy = gettext_lazy("This file weighs more than 2 MB: cut it in two.")
    empty = gettext_lazy("Choose a file, or paste its text.")

    file = forms.FileField(
        label=gettext_lazy("A file"),
        help_text=gettext_lazy("BibTeX (.bib), RIS (.ris) or CSL-JSON (.json), as reference managers write them."),
        required=False,
    )
    text = forms.CharField(
        label=gettext_lazy("Or its text, pasted"),
        required=False,
        max_length=HEAVIEST,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
    )
