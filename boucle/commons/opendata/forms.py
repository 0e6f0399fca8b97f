"""The forms of an import: which file, then what its columns and its categories mean."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boucle.commons.opendata import queries
from boucle.commons.opendata.actions import Choices
from boucle.commons.opendata.models import ImportRun
from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories.models import Territory

HEAVIEST = 50 * 1024 * 1024
LICENCES = (
    ("etalab-2.0", gettext_lazy("Licence Ouverte 2.0")),
    ("ODbL-1.0", "ODbL 1.0 (OpenStreetMap)"),
    ("CC-BY-4.0", "CC BY 4.0"),
    ("CC0-1.0", "CC0 1.0"),
)


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("CSV from any spreadsheet, or GeoJSON. At most 50 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,.json,.geojson"}),
    )
    situation = forms.ModelChoiceField(
        label=gettext_lazy("For which situation"),
        queryset=Situation.objects.none(),
        required=False,
        empty_label=gettext_lazy("None: standing fiches"),
    )
    kind = forms.ChoiceField(label=gettext_lazy("What its rows are"))

    def __init__(self, *args: Any, territory: Territory, **options: Any) -> None:
        super().__init__(*args, **options)
        active = situations.active(territory)
        situation, kind = self.fields["situation"], self.fields["kind"]
        assert isinstance(situation, forms.ModelChoiceField)
        assert isinstance(kind, forms.ChoiceField)
        situation.queryset = Situation.objects.filter(pk__in=[each.pk for each in active])
        situation.initial = active[0].pk if active else None
        kind.choices = [(each.code, each.plural) for each in queries.importable_kinds()]
        self.fields["file"].error_messages["required"] = _("Choose the file to import.")

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > HEAVIEST:
            raise forms.ValidationError(_("The file weighs more than 50 MB: cut it in several."))
        return file


class ColumnsForm(forms.Form):
    """One field per column, one per category; what was guessed is chosen already."""

    source = forms.CharField(
        label=gettext_lazy("Where the rows come from"),
        help_text=gettext_lazy("Shown on every fiche. The same name again recognises the same rows."),
        max_length=200,
    )
    licence = forms.ChoiceField(label=gettext_lazy("Licence of the data"), choices=LICENCES)
    default_theme = forms.ChoiceField(
        label=gettext_lazy("Theme of the rows whose category is not known"), required=False
    )
    publishes = forms.BooleanField(
        label=gettext_lazy("Publish at once: I have checked this first wave"),
        help_text=gettext_lazy("Otherwise the rows go to the referents, like any proposal."),
        required=False,
    )

    def __init__(self, *args: Any, run: ImportRun, **options: Any) -> None:
        super().__init__(*args, **options)
        self.run = run
        for name in ("source", "licence", "default_theme", "publishes"):
            self.fields[name].initial = getattr(run, name)
        self.categories = list(run.themes)
        themes = theme_choices(run.situation)
        targets = [("", _("left out"))] + [(name, str(label)) for name, label in queries.targets(run.kind).items()]
        for place, column in enumerate(run.columns):
            self.fields[f"column_{place}"] = choice(column, targets, run.mapping.get(column, ""))
        for place, category in enumerate(self.categories):
            self.fields[f"theme_{place}"] = choice(category, themes, run.themes[category])
        default = self.fields["default_theme"]
        assert isinstance(default, forms.ChoiceField)
        default.choices = [("", _("None: set them aside")), *themes[1:]]

    def column_fields(self) -> list[tuple[str, forms.BoundField]]:
        return [(column, self[f"column_{place}"]) for place, column in enumerate(self.run.columns)]

    def theme_fields(self) -> list[forms.BoundField]:
        return [self[f"theme_{place}"] for place, _category in enumerate(self.categories)]

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if "title" not in self.chosen(typed).values():
            raise forms.ValidationError(_("Say which column holds the title."))
        return typed

    def chosen(self, typed: dict[str, Any]) -> dict[str, str]:
        return {column: typed.get(f"column_{place}", "") for place, column in enumerate(self.run.columns)}

    def choices(self) -> Choices:
        """What was decided, for `actions.set_choices`."""
        typed = self.cleaned_data
        return Choices(
            columns=self.chosen(typed),
            themes={category: typed[f"theme_{place}"] for place, category in enumerate(self.categories)},
            default_theme=typed["default_theme"],
            source=typed["source"],
            licence=typed["licence"],
            publishes=typed["publishes"],
        )


def choice(label: str, choices: list[tuple[str, str]], initial: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False, initial=initial)


def theme_choices(situation: Situation | None) -> list[tuple[str, str]]:
    found = [("", _("not known: set aside"))]
    for branch in situations.offered_themes(situation):
        found += below(branch, "")
    return found


def below(branch: situations.Branch, indent: str) -> list[tuple[str, str]]:
    own = [(branch.theme.slug, indent + branch.theme.name)]
    return own + [line for child in branch.children for line in below(child, indent + "– ")]
