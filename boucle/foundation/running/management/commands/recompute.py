"""`boucle recompute`: a published result, computed again from its export by anyone."""

import sys
from argparse import ArgumentParser
from typing import Any

import orjson
from django.core.management.base import BaseCommand

from boucle.foundation.core import recomputing

OPTIONS = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS | orjson.OPT_SERIALIZE_NUMPY


class Command(BaseCommand):
    help = "Computes a published result again from its export, and prints it as JSON."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        subjects = parser.add_subparsers(dest="subject", required=True)
        for name in recomputing.subjects:
            subject = recomputing.load(name)
            subject.add_arguments(subjects.add_parser(name, help=subject.HELP))

    def handle(self, *args: Any, **options: Any) -> None:
        found = recomputing.load(options["subject"]).run(options)
        sys.stdout.buffer.write(orjson.dumps(found, option=OPTIONS) + b"\n")
