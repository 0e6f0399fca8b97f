"""Does a question find its answer? The answers of a FAQ of 2020 are fiches; each question is asked as it was written,
of the list and of what a text is close to.

    python -m benchmarks.recall [faq.jsonl]

Prints recall at 1, 5 and 10, as written and with everything that must be forgiven: no accent, and one typo.
"""

import json
import random
import sys
import unicodedata
from pathlib import Path
from typing import Any

from benchmarks import ground

FAQ = Path(__file__).parents[2] / "shared/data/textes-fr/faq-covid-2020.jsonl"
LIMIT = 0.75  # at 5, as written


def main() -> None:
    lines = Path(sys.argv[1] if sys.argv[1:] else FAQ).read_text(encoding="utf-8").splitlines()
    pairs = [json.loads(line) for line in lines]
    ground.start("recall")
    territory, ids = answers(pairs)
    ways = {"as written": str, "without accents": bare, "with one typo": mistyped}
    for finder in (listed, close):
        print(finder.__doc__)
        for name, change in ways.items():
            places = [place(finder(territory, change(pair["question"])), ids[pair["id"]]) for pair in pairs]
            at = {n: sum(found is not None and found < n for found in places) / len(pairs) for n in (1, 5, 10)}
            print(f"{name:16} recall@1 {at[1]:.2f}  recall@5 {at[5]:.2f}  recall@10 {at[10]:.2f}  of {len(pairs)}")
            if name == "as written" and at[5] < LIMIT:
                raise SystemExit(f"recall@5 is under {LIMIT}")


def answers(pairs: list[dict[str, str]]) -> tuple[object, dict[str, int]]:
    """A commune with one fiche per answer: its source as title, its text alone as text."""
    from datetime import timedelta

    from boucle.commons.search import actions
    from boucle.during.initiatives.models import Initiative
    from boucle.foundation.core import clock
    from boucle.foundation.lifecycle.enums import State
    from boucle.foundation.lifecycle.models import Contribution
    from boucle.foundation.territories import actions as territories
    from boucle.foundation.territories.engine.places import Place
    from boucle.foundation.territories.models import Territory

    territories.load(places=[Place("FR", "France", "country")])
    territory = Territory.objects.get(code="FR")
    Contribution.objects.all().delete()
    now = clock.now()
    ids = {}
    for pair in pairs:
        row = Contribution.objects.create(
            kind="initiative",
            territory=territory,
            state=State.PUBLISHED,
            title=pair["source"][:120],
            text=pair["reponse"][:8000],
            created_at=now,
            published_at=now,
            verified_at=now,
            review_on=(now + timedelta(days=90)).date(),
        )
        Initiative.objects.create(contribution=row)
        ids[pair["id"]] = row.pk
    actions.reindex()
    return territory, ids


def place(found: list[int], wanted: int) -> int | None:
    """The place of the answer among what is found, from 0; None when it is not there."""
    return found.index(wanted) if wanted in found else None


def listed(territory: Any, question: str) -> list[int]:
    """The first page of the list"""
    from boucle.commons.search import queries

    asked, _ = queries.parse({"q": question}, territory)
    return [row.id for row in queries.page(asked).rows]


def close(territory: Any, question: str) -> list[int]:
    """What the question is close to"""
    from boucle.commons.search import queries

    return [row.id for row in queries.close_to(question, territory, "initiative", limit=10)]


def bare(question: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", question) if not unicodedata.combining(sign))


def mistyped(question: str) -> str:
    """Two neighbouring letters of the longest word are swapped."""
    word = max(question.replace("’", " ").split(), key=len)
    at = random.Random(word).randrange(1, len(word) - 2)
    return question.replace(word, word[:at] + word[at + 1] + word[at] + word[at + 2 :], 1)


if __name__ == "__main__":
    main()
