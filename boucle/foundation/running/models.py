"""Tables of a running installation: a `Heartbeat` is the last sign of life of one worker's round."""

from django.db import models


class Heartbeat(models.Model):
    name = models.CharField(max_length=60, unique=True)  # "worker", or the name of a periodic round
    at = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
