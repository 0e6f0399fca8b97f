"""Logs hold no personal data."""

import json
import logging
import sys

from boucle.foundation.core import logs


def line(record: logging.LogRecord) -> dict[str, object]:
    parsed: dict[str, object] = json.loads(logs.JsonFormatter().format(record))
    return parsed


def test_a_line_is_json_with_the_known_fields_only() -> None:
    record = logging.makeLogRecord({"name": "boucle.requests", "msg": "request", "levelname": "INFO"})
    record.route, record.status, record.email = "f", 200, "ana@example.org"
    assert {key: value for key, value in line(record).items() if key != "at"} == {
        "level": "info",
        "logger": "boucle.requests",
        "event": "request",
        "route": "f",
        "status": 200,
    }


def test_the_address_of_a_request_is_not_written() -> None:
    record = logging.makeLogRecord({"name": "django.request", "msg": "Not Found: %s", "args": ("/follow/secret/",)})
    assert "secret" not in json.dumps(line(record))


def test_an_exception_keeps_its_type_and_place_and_loses_its_message() -> None:
    try:
        raise ValueError("ana@example.org")
    except ValueError:
        record = logging.makeLogRecord({"name": "boucle", "msg": "failed", "exc_info": sys.exc_info()})
    written = line(record)
    assert written["error"] == "ValueError"
    assert "ana@example.org" not in json.dumps(written)
