"""A new fiche meets the saved searches, beside what it costs to put the same fiche on its shelves.

python -m benchmarks.alerts [number of saved searches]

Every search has two words of the fiches, and lies in one of their communes; one in twenty has no word at all.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks import ground

FICHES = 10_000
FLOOR = 1.0  # the fiches of a second that meet their alerts, over those that are put on their shelves
MET = 200
WORDLESS = 0.05


def main() -> None:
    number = int(sys.argv[1]) if sys.argv[1:] else 20_000
    ground.fiches(FICHES)
    from django.db import transaction

    with transaction.atomic():
        measure(number)
        transaction.set_rollback(True)


def measure(number: int) -> None:
    from boucle.commons.search import actions
    from boucle.foundation.lifecycle.models import Contribution

    rows = list(Contribution.objects.order_by("id"))
    keep(number, rows)
    chosen = random.Random(1).sample(rows, MET)
    transitions = [published(row) for row in chosen]
    indexed = seconds(lambda at: actions.index(ids=[chosen[at].pk]))
    matched = seconds(lambda at: actions.match(transition=transitions[at]))
    told = [actions.match(transition=each) for each in transitions]
    ratio = indexed / matched
    print(f"{number} saved searches: a fiche meets them in {1000 * matched:.1f} ms, and fits {sum(told) / MET:.1f}")
    print(f"the same fiche is put on its shelves in {1000 * indexed:.1f} ms, ratio {ratio:.2f}")
    if ratio < FLOOR:
        raise SystemExit(f"Under its floor of {FLOOR:.2f}.")


def keep(number: int, rows: list[Any]) -> None:
    """Saved and confirmed searches, written at once: their mails are not measured."""
    from boucle.commons.search.models import Alert, AlertKey
    from boucle.foundation.core import clock
    from boucle.foundation.lifecycle.models import Contact
    from boucle.foundation.messages.models import Subscription

    now, day = clock.now(), clock.today()
    contacts = [
        Contact(purpose="subscriber", email="a@b.example", consent_at=now, keep_until=day) for _ in range(number)
    ]
    dates = {"created_at": now, "confirmed_at": now, "told_until": now, "next_at": now}
    asked = list(searches(number, rows))
    made = [
        Subscription(contact=contact, territory_id=place, language="fr", search="?q=a", **dates)
        for contact, (place, _) in zip(Contact.objects.bulk_create(contacts), asked, strict=True)
    ]
    kept = Subscription.objects.bulk_create(made)
    Alert.objects.bulk_create(Alert(subscription=one, words=words) for one, (_, words) in zip(kept, asked, strict=True))
    AlertKey.objects.bulk_create(
        AlertKey(stem=stem, territory_id=place, alert_id=one.pk)
        for one, (place, words) in zip(kept, asked, strict=True)
        for stem in (words[0] if words else [""])
    )


def searches(number: int, rows: list[Any]) -> Iterator[tuple[int, list[list[str]]]]:
    from boucle.commons.search.queries import vocabulary

    drawn = random.Random(2)
    for _ in range(number):
        row = drawn.choice(rows)
        words = "" if drawn.random() < WORDLESS else " ".join(drawn.sample(f"{row.title} {row.text}".split(), 2))
        yield row.territory_id, vocabulary.spoken(words)


def published(row: Any) -> Any:
    from boucle.foundation.core import clock
    from boucle.foundation.lifecycle.models import Transition

    return Transition(contribution=row, verb="publish", source="proposed", target="published", at=clock.now())


def seconds(one: Callable[[int], object]) -> float:
    """For one fiche, on average."""
    start = time.perf_counter()
    for at in range(MET):
        one(at)
    return (time.perf_counter() - start) / MET


if __name__ == "__main__":
    main()
