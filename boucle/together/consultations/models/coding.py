"""From open answers to items: codes, who saw them where, and the words that may be shown."""

from django.conf import settings
from django.db import models

from boucle.together.consultations.enums import Side
from boucle.together.consultations.models.asking import Item
from boucle.together.consultations.models.consultation import Consultation
from boucle.together.consultations.models.voices import Answer


class Code(models.Model):
    """A line of the codebook."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="codes")
    label = models.CharField(max_length=120)
    definition = models.TextField(max_length=1000, blank=True)
    facet = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["facet", "label", "id"]
        constraints = [models.UniqueConstraint(fields=["consultation", "label"], name="code_label_once")]

    def __str__(self) -> str:
        return self.label


class Coding(models.Model):
    code = models.ForeignKey(Code, models.CASCADE, related_name="codings")
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="codings")
    coder = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["code", "answer", "coder"], name="coding_once")]

    def __str__(self) -> str:
        return f"{self.code_id} {self.answer_id}"


class Quote(models.Model):
    """Words of an answer, made anonymous by the facilitator, shown by consent beside an item of a later round."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="quotes")
    item = models.ForeignKey(Item, models.CASCADE, related_name="quotes")
    side = models.CharField(max_length=7, choices=Side.choices, default=Side.FOR)
    text = models.CharField(max_length=600)
    said = models.PositiveIntegerField(default=1)  # how many people said the same

    class Meta:
        ordering = ["-said", "id"]
        constraints = [models.UniqueConstraint(fields=["answer", "item"], name="quote_once")]

    def __str__(self) -> str:
        return self.text
