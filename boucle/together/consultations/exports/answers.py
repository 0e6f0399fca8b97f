"""The answers of a Delphi without names: what `boucle recompute delphi` reads, and every type of answer as JSON.

`participant` is a pseudonym, the same from round to round; lines stand in its order, which is drawn. `group` is empty
where a group is too small to be told. What people wrote in their own words is here only as it may be quoted.
"""

import csv
import io
from typing import Any

import orjson

from boucle.together.consultations.enums import ItemType
from boucle.together.consultations.models import Consultation, Item, Quote
from boucle.together.consultations.queries.delphi_answers import Collected, Said

COLUMNS = ("participant", "round", "item", "value", "group")
FORMULAS = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run


def as_csv(found: Collected) -> str:
    """One line for each mark on the scale of the rule; an empty value is "no opinion"."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for line in found.lines():
        value = "" if line.value is None else f"{line.value:.12g}"
        writer.writerow((line.participant, line.round, line.item, value, safe(line.group)))
    return out.getvalue()


def safe(text: str) -> str:
    """The name of a group never becomes a formula."""
    return f"'{text}" if text.startswith(FORMULAS) else text


def rule(consultation: Consultation) -> bytes:
    """The rule to the byte: the SHA-256 of this file is the print that was locked."""
    return orjson.dumps(consultation.rule, option=orjson.OPT_SORT_KEYS)


def as_json(found: Collected) -> dict[str, Any]:
    """Items, rounds, every answer that is no free text, and the words that may be quoted."""
    known = {item.number: item for item in found.items}
    row = found.consultation
    return {
        "consultation": row.contribution.reference,
        "title": row.contribution.title,
        "rule": row.rule,
        "rule_hash": row.rule_hash,
        "rounds": [
            {"round": one.number, "opened_at": one.opened_at, "closed_at": one.closed_at} for one in found.rounds
        ],
        "items": [item_json(item, found) for item in found.items],
        "answers": [answer(line) for line in found.said if known[line.item].type != ItemType.OPEN],
        "quotes": quotes(found),
    }


def item_json(item: Item, found: Collected) -> dict[str, Any]:
    return {
        "item": str(item.number),
        "type": item.type,
        "text": item.text,
        "rounds": list(found.asked[item.number]),
        "settings": item.settings,
        "is_judged": item.number in found.judged,
        "verdict": item.verdict,
    }


def answer(line: Said) -> dict[str, Any]:
    return {
        "participant": str(line.who),
        "round": line.round,
        "item": str(line.item),
        "value": line.value,
        "group": line.group,
    }


def quotes(found: Collected) -> list[dict[str, Any]]:
    rows = Quote.objects.filter(item__in=found.items, answer__may_quote=True).order_by("item__number", "-said", "id")
    return [
        {"item": str(number), "side": side, "text": text, "said": said}
        for number, side, text, said in rows.values_list("item__number", "side", "text", "said")
    ]
