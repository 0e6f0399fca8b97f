"""A sheet, and the pictures that its text shows."""

from urllib.parse import urlsplit

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from boucle.after.library.enums import Licence, Variety
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.enums import Hazard, Phase
from boucle.foundation.situations.models import Theme

USUAL_REVIEW, LONGEST_REVIEW = 12, 60  # months


class Sheet(models.Model):
    """Its words are the title and the text of its contribution."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, primary_key=True, related_name="sheet")
    variety = models.CharField(max_length=9, choices=Variety.choices, default=Variety.LEAD)
    phase = models.CharField(max_length=6, choices=Phase.choices, blank=True)  # empty: all three
    hazard = models.CharField(max_length=10, choices=Hazard.choices, blank=True)  # empty: every hazard
    keywords = models.CharField(max_length=300, blank=True)  # separated by commas
    themes = models.JSONField(default=list, blank=True)  # slugs, beside the theme of its contribution
    authors = models.JSONField(default=list, blank=True)  # with their agreement; names of CSL, see engine.names
    redo = models.TextField(max_length=8000, blank=True)  # Markdown: how to do it again
    sources = models.TextField(max_length=4000, blank=True)  # Markdown
    link = models.URLField(max_length=1000, blank=True)  # where the thing itself is
    archived_link = models.URLField(max_length=1000, blank=True)  # a copy of that page, for the day when it is gone
    licence = models.CharField(max_length=12, choices=Licence.choices, default=Licence.ETALAB)
    held_on = models.DateField(null=True, blank=True)  # of a session, of fieldwork
    review_months = models.PositiveSmallIntegerField(default=USUAL_REVIEW)
    item = models.JSONField(default=dict, blank=True)  # of a reference: CSL-JSON
    pictures = models.JSONField(default=list, blank=True)  # keys; the text names the first one `image:1`
    speakers = models.JSONField(default=list, blank=True)  # of a session: name (empty without agreement) and role
    session = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="parts")
    part = models.CharField(max_length=160, blank=True)  # sub-theme of the session under which it stands
    position = models.PositiveIntegerField(default=0)  # in the session
    reuse_of = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="reuses")

    class Meta:
        ordering = ["-contribution"]
        constraints = [
            models.CheckConstraint(
                condition=Q(variety__in=Variety.values)
                & Q(phase__in=["", *Phase.values])
                & Q(hazard__in=["", *Hazard.values])
                & Q(licence__in=Licence.values),
                name="sheet_words_known",
                violation_error_message=_("A sheet uses the varieties, phases, hazards and licences of the library."),
            ),
            models.CheckConstraint(
                condition=Q(review_months__range=(1, LONGEST_REVIEW)),
                name="sheet_reviewed_in_time",
                violation_error_message=_("A sheet is read again after one to sixty months."),
            ),
            models.CheckConstraint(
                condition=Q(session__isnull=True) | ~Q(session=F("contribution")),
                name="sheet_not_in_itself",
                violation_error_message=_("A sheet is not a part of itself."),
            ),
            models.CheckConstraint(
                condition=Q(reuse_of__isnull=True) | ~Q(reuse_of=F("contribution")),
                name="sheet_reuses_another",
                violation_error_message=_("A sheet is not a reuse of itself."),
            ),
        ]
        indexes = [
            models.Index(fields=["session", "position"], name="sheet_in_session"),
            models.Index(fields=["link"], condition=~Q(link=""), name="sheet_link"),
        ]

    def __str__(self) -> str:
        return self.contribution.title

    @property
    def words(self) -> list[str]:
        """Its keywords, one by one."""
        return [word.strip() for word in self.keywords.split(",") if word.strip()]

    @property
    def byline(self) -> str:
        """Its authors as people say them: `Octave Grandpré, Ville de Bron`."""
        return ", ".join(name.get("literal") or spoken(name) for name in self.authors)

    @property
    def site(self) -> str:
        """Where its link leads, in short: `example.org`."""
        return urlsplit(self.link).netloc.removeprefix("www.")


def spoken(name: dict[str, str]) -> str:
    """`Jan van der Berg Jr`."""
    order = ("given", "non-dropping-particle", "family", "suffix")
    return " ".join(name[part] for part in order if name.get(part))


class Subject(models.Model):
    """One theme that a sheet is about beside the theme of its contribution: `Sheet.themes`, as a search asks for it."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="subjects")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["sheet", "theme"]
        constraints = [models.UniqueConstraint(fields=["sheet", "theme"], name="sheet_subject_once")]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.theme_id}"


class Picture(models.Model):
    """Kept under the print of its bytes; which ones a sheet shows, and in which order, is part of its content, so that
    a new one waits with its revision."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="pictures")
    image = models.BinaryField()  # WebP, at most 1,600 pixels on its longer side
    description = models.CharField(max_length=200)  # for whoever does not see it
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=64)  # SHA-256 of the bytes, in hexadecimal

    class Meta:
        ordering = ["contribution", "id"]
        constraints = [
            models.UniqueConstraint(fields=["contribution", "key"], name="picture_once"),
            models.CheckConstraint(
                condition=~Q(description=""),
                name="picture_described",
                violation_error_message=_("Say in a few words what the picture shows."),
            ),
        ]

    def __str__(self) -> str:
        return self.description
