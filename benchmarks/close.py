"""What a text is close to, beside the full-text statement that it rests on, run bare by the driver.

python -m benchmarks.close [number of fiches]
"""

import random
import sys
import time
from collections.abc import Callable
from typing import Any

from benchmarks import ground

FLOOR = 1 / 3
TEXTS = 200
SECONDS = 3.0


def main() -> None:
    number = int(sys.argv[1]) if sys.argv[1:] else 100_000
    ground.fiches(number)
    from boucle.commons.search import queries
    from boucle.foundation.lifecycle.models import Contribution
    from boucle.foundation.territories.models import Territory

    country = Territory.objects.get(code="FR")
    chosen = random.Random(1).sample(range(number), TEXTS)
    rows = list(Contribution.objects.order_by("id").values_list("id", "title", "text"))
    texts = [rows[place] for place in chosen]
    statements = [recorded(lambda one=one: close(queries, country, one)) for one in texts]
    bare = rate(lambda place: run(statements[place]))
    whole = rate(lambda place: close(queries, country, texts[place]))
    found = sum(bool(close(queries, country, one)) for one in texts)
    print(f"{number} texts: {whole:.0f} answers a second, raw full text {bare:.0f}, ratio {whole / bare:.2f}")
    print(f"{found} of {TEXTS} texts have something close to them")
    if whole < FLOOR * bare:
        raise SystemExit(f"Under its floor of {FLOOR:.2f}.")


def close(queries: Any, country: Any, one: tuple[int, str, str]) -> Any:
    return queries.close_to(f"{one[1]} {one[2]}", country, "initiative", exclude=one[0])


def recorded(ask: Callable[[], Any]) -> list[tuple[str, list[Any]]]:
    """The statements that look words up in the full text."""
    from django.db import connection

    from boucle.commons.search.queries.dialects import dialect

    found: list[tuple[str, list[Any]]] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if dialect().CONDITION.split()[0] in sql:
            found.append((sql, list(params or [])))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        ask()
    return found


def run(statements: list[tuple[str, list[Any]]]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for sql, parameters in statements:
            cursor.execute(sql, parameters)
            cursor.fetchall()


def rate(one: Callable[[int], object]) -> float:
    """Answers a second, text after text."""
    done, start = 0, time.perf_counter()
    while time.perf_counter() - start < SECONDS:
        one(done % TEXTS)
        done += 1
    return done / (time.perf_counter() - start)


if __name__ == "__main__":
    main()
