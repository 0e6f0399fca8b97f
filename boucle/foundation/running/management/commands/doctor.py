"""`boucle doctor`: checks an installation and says what to mend."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from boucle.foundation.running.queries import installation

SIGNS = {"ok": "ok     ", "advice": "advice ", "problem": "PROBLEM"}


class Command(BaseCommand):
    help = "Checks this installation and says what to mend. Exits with 1 when there is a problem."
    requires_system_checks: list[str] = []  # the doctor works on a sick patient

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        findings = list(installation.examine())
        if options["json"]:
            self.stdout.write(json.dumps([asdict(finding) for finding in findings], indent=2))
        else:
            for finding in findings:
                mend = f" → {finding.mend}" if finding.mend else ""
                self.stdout.write(f"{SIGNS[finding.level]} {finding.what}{mend}")
        if any(finding.level == "problem" for finding in findings):
            sys.exit(1)
