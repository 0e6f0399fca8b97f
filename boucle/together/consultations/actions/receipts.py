"""Receipts: what proves that a sheet is counted, and tells nobody what it says."""

import hashlib
import secrets
from typing import Any

import orjson

from boucle.together.consultations.models import Sheet


def seal(sheet: Sheet) -> None:
    """A receipt anew for what the sheet now says; its owner can check it by `receipt_of`."""
    sheet.is_sent = True
    sheet.salt = sheet.salt or secrets.token_hex(16)
    sheet.receipt = receipt_of(sheet.salt, {a.item.number: a.value for a in sheet.answers.select_related("item")})
    sheet.save(update_fields=["is_sent", "salt", "receipt"])


def receipt_of(salt: str, answers: dict[int, Any]) -> str:
    """SHA-256 of the salt and of the answers by number of item, as JSON with sorted keys: a commitment that its owner
    alone can open."""
    return hashlib.sha256(salt.encode() + canonical(answers)).hexdigest()


def canonical(answers: dict[int, Any]) -> bytes:
    """Answers by number of item, always the same signs for the same answers."""
    return orjson.dumps({str(number): value for number, value in answers.items()}, option=orjson.OPT_SORT_KEYS)


def said(sheet: Sheet) -> str:
    """What a sheet says, as the signs that its receipt is made of."""
    return canonical({answer.item.number: answer.value for answer in sheet.answers.select_related("item")}).decode()
