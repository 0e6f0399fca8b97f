"""kill -9 of the server in the middle of writes: no acknowledged fiche is lost, none is half written."""

import contextlib
import http.client
import json
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

import pytest
from django.db import connection

from tests.journeys import serving

WRITERS = 8
ACKNOWLEDGED_BEFORE_KILL = 60
HALF_WRITTEN = """
    SELECT count(*) FROM lifecycle_contribution c
    WHERE NOT EXISTS (SELECT 1 FROM lifecycle_transition t WHERE t.contribution_id = c.id AND t.number = 1)
       OR NOT EXISTS (SELECT 1 FROM lifecycle_revision r WHERE r.contribution_id = c.id)
       OR NOT EXISTS (SELECT 1 FROM lifecycle_contact p WHERE p.contribution_id = c.id)
       OR NOT EXISTS (SELECT 1 FROM initiatives_initiative i WHERE i.contribution_id = c.id)
"""
DOUBLES = "SELECT count(*) - count(DISTINCT title) FROM lifecycle_contribution"

pytestmark = pytest.mark.django_db


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[tuple[dict[str, str], str]]:
    """A small commune, ready to serve, and a key that may write."""
    with serving.own_database(tmp_path) as environment:
        serving.run(environment, "migrate", "--verbosity", "0")
        serving.run(environment, "territories", "load", "--departments", "19")
        serving.run(environment, "territories", "open", "19272")
        serving.run(environment, "themes", "load")
        key = serving.run(environment, "apikey", "create", "writer", "--per-hour", "1000000").split()[-1]
        yield environment, key


class Writers:
    """Programs that propose as fast as they can, and remember what was acknowledged."""

    def __init__(self, address: str, key: str, first: int) -> None:
        self.address, self.key, self.first = urlsplit(address), key, first
        self.acknowledged: dict[str, str] = {}  # reference → title
        self.refused: list[str] = []
        self.is_over = threading.Event()
        self.threads = [threading.Thread(target=self.write, args=(number,)) for number in range(WRITERS)]

    def write(self, number: int) -> None:
        turn = 0
        with connected(self.address) as link, contextlib.suppress(OSError, http.client.HTTPException):
            while not self.is_over.is_set():
                title = f"Soupe {self.first}-{number}-{turn}"
                status, answer = propose(link, self.key, title)
                if status != 201:
                    self.refused.append(f"{status} {answer}")
                    return
                self.acknowledged[answer["reference"]] = title
                turn += 1

    def run_until(self, enough: int) -> None:
        for thread in self.threads:
            thread.start()
        deadline = time.monotonic() + 90
        while len(self.acknowledged) < enough and not self.refused and time.monotonic() < deadline:
            time.sleep(0.005)

    def join(self) -> None:
        self.is_over.set()
        for thread in self.threads:
            thread.join()


@contextlib.contextmanager
def connected(address: SplitResult) -> Iterator[http.client.HTTPConnection]:
    link = http.client.HTTPConnection(address.hostname or "", address.port, timeout=20)
    try:
        yield link
    finally:
        link.close()


def propose(link: http.client.HTTPConnection, key: str, title: str) -> tuple[int, Any]:
    body = {
        "title": title,
        "text": "Un bol de soupe chaude pour qui passe.",
        "theme": "repas-chauds",
        "territory": "19272",
        "contact": {"email": "soupe@example.org"},
    }
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json", "Idempotency-Key": title}
    link.request("POST", "/api/v1/fiches", json.dumps(body), headers)
    answer = link.getresponse()
    content = answer.read()
    return answer.status, json.loads(content or b"null")


def rows(environment: dict[str, str], statement: str) -> list[tuple[Any, ...]]:
    """Reads the database of that installation from outside."""
    if connection.vendor == "sqlite":
        with contextlib.closing(sqlite3.connect(Path(environment["BOUCLE_DATA"]) / "boucle.sqlite3")) as plain:
            return plain.execute(statement).fetchall()
    import psycopg

    with psycopg.connect(environment["DATABASE_URL"]) as other:
        return other.execute(statement).fetchall()


def test_no_acknowledged_fiche_is_lost_none_is_half_written_none_is_double(
    installation: tuple[dict[str, str], str],
) -> None:
    environment, key = installation
    acknowledged: dict[str, str] = {}
    for turn in range(2):
        server = serving.start(environment, "--workers", "2")
        writers = Writers(server.address, key, turn)
        try:
            writers.run_until(ACKNOWLEDGED_BEFORE_KILL)
        finally:
            server.kill()
            writers.join()
        assert writers.refused == []
        assert len(writers.acknowledged) >= ACKNOWLEDGED_BEFORE_KILL
        acknowledged |= writers.acknowledged
    kept = dict(rows(environment, "SELECT reference, title FROM lifecycle_contribution"))
    assert {reference: kept.get(reference) for reference in acknowledged} == acknowledged
    assert rows(environment, HALF_WRITTEN) == [(0,)]
    serving.run(environment, "history")
    send_again(environment, key, dict(list(acknowledged.items())[-5:]))
    assert rows(environment, DOUBLES) == [(0,)]


def send_again(environment: dict[str, str], key: str, acknowledged: dict[str, str]) -> None:
    """A program that saw its server die sends once more what it is not sure of: the same fiche answers."""
    server = serving.start(environment, "--workers", "1")
    try:
        with connected(urlsplit(server.address)) as link:
            for reference, title in acknowledged.items():
                assert propose(link, key, title)[1]["reference"] == reference
    finally:
        server.stop()
