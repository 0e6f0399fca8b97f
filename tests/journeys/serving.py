"""Runs the real server on a database of its own, on the engine of the run, and stops it by its own process group."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.db import connection


@dataclass
class Server:
    """A running `boucle serve`: its address, the environment it was started with, its process."""

    address: str
    environment: dict[str, str]
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        """kill -9 of the server, its web processes and its worker at once."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def own_database(folder: Path) -> Iterator[dict[str, str]]:
    """The environment of an installation with nothing in it yet."""
    environment = {
        **os.environ,
        "BOUCLE_DATA": str(folder),
        "BOUCLE_SECRET_KEY": "a key for one test, long enough for the doctor",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "BOUCLE_MAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        "BOUCLE_LOG_LEVEL": "ERROR",
    }
    if connection.vendor == "sqlite":
        environment.pop("DATABASE_URL", None)
        yield environment
        return
    name = f"own_{uuid.uuid4().hex[:12]}"
    outside(f'CREATE DATABASE "{name}"')
    parts = urlsplit(os.environ["DATABASE_URL"])
    environment["DATABASE_URL"] = urlunsplit(parts._replace(path=f"/{name}"))
    try:
        yield environment
    finally:
        outside(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def outside(statement: str) -> None:
    """Creating a database cannot be part of a transaction."""
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as plain:
        plain.execute(statement)


def run(environment: dict[str, str], *arguments: str, stdin: str = "") -> str:
    """Runs one `boucle` command; its failure is the test's."""
    done = subprocess.run(
        [sys.executable, "-m", "config.cli", *arguments],
        env=environment, input=stdin, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def start(environment: dict[str, str], *arguments: str) -> Server:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "config.cli", "serve", "--port", str(port), *arguments],
        env={**environment, "BOUCLE_ORIGIN": f"http://127.0.0.1:{port}"},
        start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    server = Server(f"http://127.0.0.1:{port}", environment, process)
    try:
        wait_until_healthy(server)
    except BaseException:
        server.kill()
        raise
    return server


def wait_until_healthy(server: Server, seconds: float = 40) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        assert server.process.poll() is None, "the server ended by itself"
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{server.address}/health", timeout=2) as answer:
            if answer.status == 200:
                return
        time.sleep(0.1)
    raise AssertionError("the server did not become healthy in time")
