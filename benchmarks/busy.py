"""The list's 99th percentile while somebody takes everything away, beside the same list on an idle server.

python -m benchmarks.busy [100000]
"""

import contextlib
import multiprocessing
import random
import sys
from collections.abc import Iterator

from benchmarks import ground, lists, web

MOST_TIMES = 3.0
FORMATS = ("csv", "geojson")
TURNS = 3


def main() -> None:
    ground.fiches(int(sys.argv[1]) if sys.argv[1:] else 100_000)
    questions = [web.request(address) for address in lists.by_theme(random.Random(1))]
    held = True
    with web.server("config.wsgi:application", web.PORT) as port:
        web.load(port, questions[-50:], 1, 1.0)
        for form in FORMATS:
            idle, busy = slowest(port, questions), 0.0
            with exporting(port, form):
                busy = slowest(port, questions)
            held = held and busy <= MOST_TIMES * idle
            said = f"p99 idle {idle:.2f} ms, during the export {busy:.2f} ms"
            print(f"list while {form:8} {said}, ×{busy / idle:.2f} (≤ ×{MOST_TIMES:.0f})", flush=True)
    if not held:
        raise SystemExit("An export keeps readers waiting.")


def slowest(port: int, questions: list[bytes]) -> float:
    """The 99th percentile in milliseconds, on one connection; the best of some turns, for other work only adds."""
    return min(web.load(port, questions, 1).worst for _ in range(TURNS))


@contextlib.contextmanager
def exporting(port: int, form: str) -> Iterator[None]:
    """Somebody who takes everything away, again and again, until the end."""
    taker = multiprocessing.get_context("spawn").Process(target=take_away, args=(port, form), daemon=True)
    taker.start()
    try:
        yield
    finally:
        taker.terminate()
        taker.join()


def take_away(port: int, form: str) -> None:
    number = 0
    while True:
        number += 1  # another address each time: nothing is given from memory
        connection = web.Connection(port)
        connection.ask(web.request(f"/t/france/list/?format={form}&n={number}", Connection="close"))
        while connection.socket.recv(1 << 18):
            pass


if __name__ == "__main__":
    main()
