"""What a form that writes on a row again asks beside the fields of its kind."""

from django import forms
from django.utils.translation import gettext_lazy

from boucle.foundation.core.fields import LineField
from boucle.foundation.guard.forms import renewed


class SeenForm(forms.Form):
    """Knows the last step of the row that it was filled in from: one that has moved meanwhile is told so."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def renew_seen(self, seen: int | None) -> None:
        """What the form shown again has seen: the reader is told, and may send it once more."""
        self.data = renewed(self.data, "seen", str(seen or ""))


class RevisionForm(SeenForm):
    """What an author says to whoever reads their correction."""

    note = LineField(
        label=gettext_lazy("A word to the referents"),
        help_text=gettext_lazy("Your answer to their question, or why you correct. It stays in the history: no name."),
        required=False,
        max_length=1000,
    )
