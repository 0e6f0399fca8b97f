"""A file of lines: chosen or pasted, then what its columns are."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boucle.before.plans.registry import EntryType
from boucle.commons.opendata.engine import encodings

LARGEST_LIST = 1_000_000  # bytes: it comes back with each step, and is kept nowhere
LARGEST_FILE = 20_000_000  # a national list
PEOPLE = {
    "contact_name": gettext_lazy("Name of the person"),
    "contact_phone": gettext_lazy("Their telephone"),
    "contact_email": gettext_lazy("Their e-mail address"),
}


class FileForm(forms.Form):
    """Pasted, or in a file; `text` gives it back as text."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("CSV, as your spreadsheet saves it. The first line names the columns."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv"}),
    )
    pasted = forms.CharField(
        label=gettext_lazy("or paste the list"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 7})
    )

    def __init__(self, *args: Any, largest: int = LARGEST_LIST, **options: Any) -> None:
        self.largest = largest
        super().__init__(*args, **options)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > self.largest:
            megabytes = self.largest // 1_000_000
            raise ValidationError(_("The file weighs more than %(most)s MB: cut it in several.") % {"most": megabytes})
        return file

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not (data.get("pasted", "").strip() or data.get("file")):
            self.add_error("file", _("Choose a file, or paste a list."))
        return data

    def text(self) -> str:
        file = self.cleaned_data["file"]
        if not file:
            return str(self.cleaned_data["pasted"])
        return str(file.read().decode(encodings.detect(file.file), errors="replace"))


class ColumnsForm(forms.Form):
    """One field per column of the file; what was guessed is chosen already."""

    def __init__(self, *args: Any, type: EntryType, columns: Mapping[str, str], **options: Any) -> None:  # noqa: A002  # the word of the registry
        super().__init__(*args, **options)
        targets = [("", _("left out")), *((name, str(label)) for name, label in labels(type).items())]
        self.columns = list(columns)
        for place, column in enumerate(columns):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=column, choices=targets, required=False, initial=columns[column]
            )

    def bound(self) -> list[tuple[str, forms.BoundField]]:
        return [(column, self[f"column_{place}"]) for place, column in enumerate(self.columns)]

    def chosen(self) -> dict[str, str]:
        return {column: self.cleaned_data[f"column_{place}"] for place, column in enumerate(self.columns)}


def labels(type_: EntryType) -> dict[str, Any]:
    own = {name: label for name, label in type_.labels.items() if name != "stands_in_for"}
    return {**own, **(PEOPLE if type_.has_contact else {})}
