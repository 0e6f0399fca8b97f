"""`boucle demo`: makes the demo on first use, then serves it."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from boucle.foundation.lifecycle import jobs
from boucle.site.actions import demo, winter


class Command(BaseCommand):
    help = "Makes a demo with invented fiches in a real basin, on first use, then serves it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--only-make", action="store_true", help="make it, do not serve it")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.BOUCLE["DEMO"]:
            raise CommandError("The demo has a database of its own. Run: make demo, or set BOUCLE_DEMO=1.")
        call_command("migrate", verbosity=0, interactive=False)
        if not demo.is_told():
            self.make()
        demo.tell_together(say=self.stdout.write)
        winter.tell(say=self.stdout.write)
        while jobs.work():
            pass
        self.introduce(options["host"], options["port"])
        if not options["only_make"]:
            call_command("serve", host=options["host"], port=options["port"])

    def make(self) -> None:
        self.stdout.write("Communes, themes…")
        call_command("territories", "load", verbosity=0)
        call_command("themes", "load", verbosity=0)
        self.stdout.write("Fiches…")
        demo.tell(say=self.stdout.write)

    def introduce(self, host: str, port: int) -> None:
        self.stdout.write(f"\nDemo: http://{host}:{port}/\nAccounts (password: {demo.PASSWORD}):")
        for member in (*demo.MEMBERS, *winter.MEMBERS):
            self.stdout.write(f"  {member.email}  {member.name}")
        self.stdout.write(f"Mail stays here: http://{host}:{port}/mailbox/")
        self.stdout.write("A plan, and an exercise that is open (sign in to follow it):")
        for page in winter.plays():
            self.stdout.write(f"  http://{host}:{port}{page.path}  {page.title}")
        self.stdout.write("Consultations (the code opens a participant's own page):")
        for play in demo.plays():
            code = f"  http://{host}:{port}{reverse('consultations:take_part', args=[play.code])}" if play.code else ""
            self.stdout.write(f"  http://{host}:{port}/c/{play.reference}/  {play.title}{code}")
        self.stdout.write("")
