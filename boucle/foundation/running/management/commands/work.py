"""`boucle work`: runs a worker alone."""

import os
import signal
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from boucle.foundation.core import beside
from boucle.foundation.running.actions import work

PAUSE_SECONDS = 0.2


class Command(BaseCommand):
    help = "Runs a worker: empties the outbox, sends mail, reminds, archives. Several may run on PostgreSQL."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due, then stop")
        parser.add_argument("--parent", type=int, help="stop when this process is gone")

    def handle(self, *args: Any, **options: Any) -> None:
        self.is_stopping = False
        if options["once"]:
            while work.turn() or beside.wait():
                pass
            return
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, self.stop)
        self.loop(options["parent"])

    def loop(self, parent: int | None) -> None:
        while not self.is_stopping and (parent is None or os.getppid() == parent):
            close_old_connections()
            if not work.turn():
                time.sleep(PAUSE_SECONDS)

    def stop(self, number: int, frame: FrameType | None) -> None:
        self.is_stopping = True
