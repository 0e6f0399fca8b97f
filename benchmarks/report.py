"""The report of a day of sessions, read and kept as a draft; then published by the worker, beside the same rows
inserted raw.

    python -m benchmarks.report [file]

Without a file, the text that the project was asked to read when it stands beside it, else an invented one of its
length.
"""

import shutil
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import ground, raw

SHARED = Path(__file__).parents[2] / "shared" / "seeds" / "001_5443ef7ba8d0d898.txt"
SIGNS, LIMIT = 70_000, 2.0
FLOOR = 1 / 80  # of the rate of the same rows, inserted raw in one transaction: each sheet is proposed, routed, decided
LONGEST_ROUND = 2.0  # seconds during which nobody else writes


def main() -> None:
    shutil.rmtree(ground.FILES / "report", ignore_errors=True)
    ground.start("report")
    text = Path(sys.argv[1]).read_text(encoding="utf-8") if sys.argv[1:] else found()
    keeper, place = people()
    from boucle.after.library import actions

    before = time.perf_counter()
    draft = actions.read_report(territory=place, user=keeper, words=text, form_key=uuid.uuid4())
    took = time.perf_counter() - before
    pieces = sum(len(session["pieces"]) for session in draft.found["sessions"])
    print(f"{len(text)} signs: {len(draft.found['sessions'])} sessions, {pieces} pieces read and kept in {took:.2f} s")
    if took > LIMIT:
        raise SystemExit(f"Over its limit of {LIMIT} s.")
    publish(draft, keeper)


def publish(draft: Any, keeper: Any) -> None:
    """As the worker does it, a session each round; then the same rows, by the driver alone."""
    from boucle.after.library import actions
    from boucle.foundation.lifecycle.models import Contribution

    waits = actions.ask_to_publish(draft=draft, user=keeper)
    with raw.noted() as statements:
        rounds = list(rounds_of(waits))
        Contribution.objects.update(source_key="")  # a copy would be the same row of the same source
    if not waits.is_done:
        raise SystemExit(f"Given back: {waits.problem}")
    took, longest = sum(rounds), max(rounds)
    bare = raw.insert(statements, 1, 1)
    print(f"{waits.written} sheets published in {took:.2f} s, the longest round {longest:.2f} s; raw {bare:.2f} s")
    print(f"ratio {bare / took:.3f}, floor {FLOOR:.3f}")
    if bare / took < FLOOR or longest > LONGEST_ROUND:
        raise SystemExit("Under its floor, or a round that keeps others from writing for too long.")


def rounds_of(waits: Any) -> Iterator[float]:
    """The seconds of each round of the worker, its transaction included, until the draft waits no more."""
    from boucle.foundation.lifecycle import registry
    from boucle.foundation.running.actions import work

    while waits.is_waiting:
        before = time.perf_counter()
        work.run_round(registry.PERIODIC["library reports"])
        yield time.perf_counter() - before
        waits.refresh_from_db()


def found() -> str:
    if SHARED.exists():
        return SHARED.read_text(encoding="utf-8")
    from tests.factories.library import REPORT

    head, _mark, rest = REPORT.partition("SESSION 1")
    body = rest.partition("\n")[2]
    return head + "".join(f"SESSION {n} – Thème {n}\n{body}" for n in range(1, SIGNS // len(body) + 2))


def people() -> tuple[Any, Any]:
    from boucle.foundation.accounts import actions as accounts
    from boucle.foundation.accounts import rules
    from boucle.foundation.accounts.enums import Post, Right
    from boucle.foundation.accounts.models import User
    from boucle.foundation.territories import actions as territories
    from boucle.foundation.territories.engine.places import Place
    from boucle.foundation.territories.models import Territory

    territories.load(places=[Place("FR", "France", "country")])
    place = Territory.objects.get(code="FR")
    known = User.objects.filter(email="report@boucle.example").first()
    keeper = known or accounts.create_member(email="report@boucle.example", name="Report", password=None)
    if known is None:
        accounts.give(user=keeper, offer=rules.Offer(place, None, Post.COORDINATOR, frozenset(Right)))
    return keeper, place


if __name__ == "__main__":
    main()
