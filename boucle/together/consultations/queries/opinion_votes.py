"""The votes of an opinion map, as columns of numbers: a million of them never become a million rows of a model.

Participants stand under a *pseudonym*: a number of fifteen digits drawn from a secret and their voice. It is the same
in every export and every map of an installation; it says neither who they are nor who came first.
"""

import hashlib
import hmac
import uuid
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.conf import settings
from django.db import connection
from django.db.models import Max
from numpy.typing import NDArray

from boucle.together.consultations.engine import votes
from boucle.together.consultations.models import Item, Voice, Vote

BATCH = 20_000  # rows asked of the database at once
FIRST = 10**14  # of the pseudonyms: all have fifteen digits, which a spreadsheet keeps
ROOM = 9 * FIRST
EVERY = "SELECT id, voice_id, item_id, value FROM {table} WHERE consultation_id = %s AND id <= %s ORDER BY id"
NO_END = 2**62

Columns = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int8]]


@dataclass(frozen=True)
class Lines:
    """Columns of one length, a line per vote, in the order in which they came: pseudonym, number of the statement,
    1/0/-1.

    `last` is the number of the last vote, 0 when there is none.
    """

    who: NDArray[np.int64]
    what: NDArray[np.int64]
    values: NDArray[np.int8]
    last: int

    def ranks(self) -> NDArray[np.int64]:
        """Of each line among those of the same person on the same statement, from 1: enough to tell which one counts,
        and nothing about when anybody came."""
        order = np.lexsort((np.arange(len(self.who)), self.what, self.who))
        who, what = self.who[order], self.what[order]
        is_first = np.ones(len(order), bool)
        is_first[1:] = (who[1:] != who[:-1]) | (what[1:] != what[:-1])
        places = np.arange(len(order))
        found = np.empty(len(order), np.int64)
        found[order] = places - np.maximum.accumulate(np.where(is_first, places, 0)) + 1
        return found


def last_vote(consultation_id: int) -> int:
    """The number of the last vote: when it has not moved, neither has the map."""
    return Vote.objects.filter(consultation=consultation_id).aggregate(last=Max("id"))["last"] or 0


def cast(consultation_id: int) -> int:
    """How many votes there are, changed ones included."""
    return Vote.objects.filter(consultation=consultation_id).count()


def pseudonym(consultation_id: int, voice: str) -> int:
    """Of a voice by its hexadecimal key."""
    said = f"{consultation_id}:{voice}".encode()
    drawn = hmac.digest(settings.SECRET_KEY.encode(), b"participant:" + said, hashlib.sha256)
    return FIRST + int.from_bytes(drawn[:8], "big") % ROOM


def of_voice(voice: Voice) -> int:
    return pseudonym(voice.consultation_id, voice.pk.hex)


def read(consultation_id: int, last_one: int = NO_END) -> Lines:
    """Every vote, or those up to this one, in one query; the numbers of the statements in another."""
    known: dict[Any, int] = {}
    columns: list[Columns] = []
    last = 0
    with connection.cursor() as cursor:
        cursor.execute(EVERY.format(table=Vote._meta.db_table), [consultation_id, last_one])
        while rows := cursor.fetchmany(BATCH):
            ids, voices, items, values = zip(*rows, strict=True)
            for voice in set(voices) - known.keys():
                known[voice] = pseudonym(consultation_id, plain(voice))
            who = np.fromiter(map(known.__getitem__, voices), np.int64, len(rows))
            columns.append((who, np.array(items, np.int64), np.array(values, np.int8)))
            last = ids[-1]
    if not columns:
        return Lines(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.int8), 0)
    who, what, cast = (np.concatenate(column) for column in zip(*columns, strict=True))
    return Lines(who, numbered(what, consultation_id), cast, last)


def numbered(items: NDArray[np.int64], consultation_id: int) -> NDArray[np.int64]:
    """Read after the votes: each of them then has its statement."""
    numbers = statement_numbers(consultation_id)
    distinct, places = np.unique(items, return_inverse=True)
    return np.array([numbers[item] for item in distinct.tolist()], np.int64)[places]


def plain(voice: object) -> str:
    """The key of a voice as its signs: SQLite keeps them, PostgreSQL gives a UUID."""
    return voice.hex if isinstance(voice, uuid.UUID) else str(voice)


def statement_numbers(consultation_id: int) -> dict[int, int]:
    return dict(Item.objects.filter(consultation=consultation_id).values_list("pk", "number"))


def collected(lines: Lines) -> votes.Votes:
    """What the engine takes. A statement that nobody voted on is not there: the export, which anybody computes the map
    from again, does not hold it either."""
    return votes.collect(lines.who, lines.what, lines.values, np.arange(len(lines.who)))
