"""The same questions at 10,000 fiches and at more: the median may at most double.

python -m benchmarks.growth [10000 100000 1000000]
"""

import json
import os
import statistics
import subprocess
import sys
import time
from random import Random
from typing import TYPE_CHECKING

from benchmarks import ground, lists

if TYPE_CHECKING:
    from django.http import HttpRequest

FLOOR = 2.0
ASKED = 400
TURNS = 3  # the best of so many medians: other work on the machine only ever adds


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or [10_000, 100_000, 1_000_000]
    figures: dict[int, dict[str, float]] = {}
    for _ in range(TURNS):
        for size in sizes:  # in turn: a busy neighbour slows them alike
            found = measured(size)
            figures[size] = {name: min(time, figures.get(size, found)[name]) for name, time in found.items()}
    held = True
    for name, first in figures[sizes[0]].items():
        ratios = {size: figures[size][name] / first for size in sizes[1:]}
        held = held and all(ratio <= FLOOR for ratio in ratios.values())
        said = "  ".join(f"×{ratio:.2f} at {size:,}" for size, ratio in ratios.items())
        print(f"{name:24} {first:6.2f} ms at {sizes[0]:,}  {said}  (at most ×{FLOOR:.0f})")
    if not held:
        raise SystemExit("A path grows faster than it may.")


def measured(size: int) -> dict[str, float]:
    """Medians in milliseconds, by path; each size in a process of its own, which opens its own database."""
    command = [sys.executable, "-m", "benchmarks.growth", "--one", str(size)]
    done = subprocess.run(command, env=os.environ, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def one(size: int) -> dict[str, float]:
    ground.fiches(size)
    from django.test import RequestFactory

    requests = RequestFactory()
    found = {}
    for name, make in PATHS.items():
        asked = [requests.get(address) for address in make(Random(1))[:ASKED]]
        found[name] = min(median(asked) for _ in range(TURNS))
    return found


def median(asked: "list[HttpRequest]") -> float:
    """Of whole answers: the address read, the rows found, counted, read and written as JSON."""
    from boucle.during.initiatives.views.listing import listing_page

    times = []
    for request in asked:
        began = time.perf_counter()
        listing_page(request, slug=request.path.split("/")[2])
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def country(make: object) -> object:
    """The same questions asked of the whole country, where the most rows match."""

    def addresses(chance: Random) -> list[str]:
        kept = []
        for address in make(chance):  # type: ignore[operator]
            kept.append("/t/france/list/?" + address.partition("?")[2])
        return kept

    return addresses


PATHS = {
    "list, a theme": lists.by_theme,
    "list, a box": lists.by_box,
    "words, a town": lists.by_words,
    "words, the country": country(lists.by_words),
}

if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(one(int(sys.argv[2]))))
    else:
        main()
