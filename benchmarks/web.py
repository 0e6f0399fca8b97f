"""Two servers side by side, and a client that holds its connections open: what every measure over HTTP uses."""

import contextlib
import json
import os
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import ground

SECONDS = float(os.environ.get("BENCH_SECONDS", "3"))
THREADS = "4"  # that answer at once in the one process of each server
PORT = int(os.environ.get("BENCH_PORT", "8180"))


class Measured(NamedTuple):
    rate: float  # answers a second
    median: float  # milliseconds
    worst: float  # 99th percentile, milliseconds
    failures: int


@contextlib.contextmanager
def server(target: str, port: int, **environment: str) -> Iterator[int]:
    """Granian with one process, stopped at the end."""
    options = ["--interface", "wsgi", "--workers", "1", "--blocking-threads", THREADS, "--no-log"]
    command = [sys.executable, "-m", "granian", target, "--port", str(port), *options]
    process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
    try:
        wait(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait(port: int) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        time.sleep(0.1)
    raise SystemExit(f"No server answers on port {port}.")


@contextlib.contextmanager
def both(bare: dict[str, Any]) -> Iterator[tuple[int, int]]:
    """Ports of Boucle and of the bare application with these statements or answers."""
    file = ground.FILES / "bare.json"
    file.write_text(json.dumps({"database": database(), **bare}), encoding="utf-8")
    with (
        server("config.wsgi:application", PORT) as boucle,
        server("benchmarks.bare:application", PORT + 1, BENCH_FILE=str(file)) as limit,
    ):
        yield boucle, limit


def database() -> str:
    return str(Path(os.environ["BOUCLE_DATA"]) / "boucle.sqlite3")


def request(address: str, **headers: str) -> bytes:
    lines = [f"GET {address} HTTP/1.1", "Host: localhost", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


class Connection:
    """One persistent connection with one question at a time on it."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.read = b""
        self.missing: int | None = None
        self.began = 0.0

    def ask(self, question: bytes) -> None:
        self.read, self.missing, self.began = b"", None, time.perf_counter()
        self.socket.sendall(question)

    def is_done(self) -> bool:
        self.read += self.socket.recv(1 << 18)
        if self.missing is None:
            head, found, _ = self.read.partition(b"\r\n\r\n")
            if not found:
                return False
            self.missing = len(head) + 4 + body_length(head)
        return len(self.read) >= self.missing

    @property
    def status(self) -> int:
        return int(self.read[9:12])


def body_length(head: bytes) -> int:
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


def load(port: int, questions: Sequence[bytes], connections: int, seconds: float = SECONDS) -> Measured:
    """Asks the questions in turn, over and over, on so many connections."""
    selector = selectors.DefaultSelector()
    for index in range(connections):
        connection = Connection(port)
        connection.ask(questions[index % len(questions)])
        selector.register(connection.socket, selectors.EVENT_READ, connection)
    asked, failures, times = connections, 0, []
    began = time.perf_counter()
    while (now := time.perf_counter()) - began < seconds or not times:
        for key, _ in selector.select(1):
            connection = key.data
            if connection.is_done():
                times.append(time.perf_counter() - connection.began)
                failures += connection.status not in (200, 304)
                connection.ask(questions[asked % len(questions)])
                asked += 1
    times.sort()
    for key in list(selector.get_map().values()):
        key.data.socket.close()
    at = [times[int(len(times) * share)] * 1000 for share in (0.5, 0.99)]
    return Measured(len(times) / (now - began), *at, failures)


def get(port: int, address: str) -> tuple[int, dict[str, str], bytes]:
    """One answer: status, headers with small letters, body."""
    connection = Connection(port)
    connection.ask(request(address))
    while not connection.is_done():
        pass
    head, _, body = connection.read.partition(b"\r\n\r\n")
    pairs = (line.decode().split(":", 1) for line in head.split(b"\r\n")[1:])
    return connection.status, {name.lower(): value.strip() for name, value in pairs}, body


def compare(name: str, ports: tuple[int, int], questions: Sequence[bytes], floor: float) -> bool:
    """Measures both, in turn, with 1 and 16 connections; prints the ratio beside its floor."""
    held = True
    for connections in (1, 16):
        for port in ports:
            get(port, questions[-1].split()[1].decode())  # the first answer imports what it needs
            load(port, questions[-50:], connections, SECONDS / 4)  # warm
        ours, limit = (load(port, questions, connections) for port in ports)
        ratio = ours.rate / limit.rate
        held = held and ratio >= floor and not ours.failures
        mark = "" if ratio >= floor else "  UNDER THE FLOOR"
        failed = f"  {ours.failures} FAILED" if ours.failures else ""
        print(
            f"{name:34} {connections:2} conn.  {ours.rate:7.0f}/s  p50 {ours.median:6.2f} ms  p99 {ours.worst:6.2f} ms"
            f"  limit {limit.rate:7.0f}/s  ratio {ratio:4.2f} (floor {floor:.2f}){mark}{failed}",
            flush=True,
        )
    return held
