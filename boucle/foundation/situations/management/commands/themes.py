"""`boucle themes load`: the standing themes and the templates of situations."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from boucle.foundation.situations import actions


class Command(BaseCommand):
    help = "load: writes the standing themes and the templates of situations; safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["load"], help="load: write what ships with the product")

    def handle(self, *args: Any, **options: Any) -> None:
        self.say(_("Themes: %(made)d new, %(changed)d brought up to date."), actions.load_themes())
        self.say(_("Templates: %(made)d new, %(changed)d brought up to date."), actions.load_templates())

    def say(self, sentence: str, loaded: actions.Loaded) -> None:
        self.stdout.write(sentence % {"made": loaded.made, "changed": loaded.changed})
