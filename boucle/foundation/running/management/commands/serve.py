"""`boucle serve`: the web server, the worker and the static files, in one command."""

import os
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from granian import Granian
from granian.constants import Interfaces

from boucle.foundation.running.queries import installation


class Command(BaseCommand):
    help = "Serves the platform: pages, static files, and a worker beside them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=min(4, os.cpu_count() or 1), help="web processes")
        parser.add_argument("--threads", type=int, default=4, help="requests at once in each web process")
        parser.add_argument("--without-worker", action="store_true", help="`boucle work` runs elsewhere")

    def handle(self, *args: Any, **options: Any) -> None:
        missing = installation.missing_migrations()
        if missing:
            raise CommandError("The database is not ready. Run: boucle migrate")
        call_command("collectstatic", interactive=False, verbosity=0)
        self.prepare_metrics()
        connections.close_all()  # each process opens its own
        worker = None if options["without_worker"] else self.start_worker()
        try:
            self.serve(options)
        finally:
            if worker is not None:
                worker.terminate()
                worker.wait(timeout=20)

    def prepare_metrics(self) -> None:
        if settings.BOUCLE["METRICS"]:
            folder = Path(settings.DATA) / "metrics"
            folder.mkdir(exist_ok=True)
            for left in folder.glob("*.db"):
                left.unlink()
            os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)

    def start_worker(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-m", "config.cli", "work", "--parent", str(os.getpid())])

    def serve(self, options: dict[str, Any]) -> None:
        self.stdout.write(f"Boucle: http://{options['host']}:{options['port']}/")
        Granian(
            "config.wsgi:application",
            address=options["host"],
            port=options["port"],
            interface=Interfaces.WSGI,
            workers=options["workers"],
            blocking_threads=options["threads"],
            backpressure=256,
            respawn_failed_workers=True,
            log_enabled=False,
        ).serve()
