"""`boucle plans`: what an installation knows about emergency plans."""

from argparse import ArgumentParser
from importlib import import_module
from typing import Any

from django.core.management.base import BaseCommand

SUBJECTS = ("regimes",)


class Command(BaseCommand):
    help = "Legal lists that plans answer to: their versions and counts; writes their reference page."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        subjects = parser.add_subparsers(dest="subject", required=True)
        for name in SUBJECTS:
            subject = module(name)
            subject.add_arguments(subjects.add_parser(name, help=subject.HELP))

    def handle(self, *args: Any, **options: Any) -> None:
        module(options["subject"]).run(options, self.stdout.write)


def module(name: str) -> Any:
    return import_module(f"boucle.before.plans.management.plans.{name}")
