"""Structured logs without personal data: one JSON object per line, routes instead of addresses.

A path may hold the secret of a private link, and a query may hold a name: neither is ever written.
"""

import json
import logging
from datetime import UTC, datetime

KEPT = ("method", "route", "status", "milliseconds", "job", "transition", "attempts", "round", "error", "letter")


class JsonFormatter(logging.Formatter):
    """Keeps the event, known extra fields, and of an exception its type and place: never its message."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": self.event(record),
        }
        line |= {name: getattr(record, name) for name in KEPT if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["where"] = self.where(record)
        return json.dumps(line, ensure_ascii=False, default=str)

    def event(self, record: logging.LogRecord) -> str:
        """Django's messages about requests hold their path: the template of the message is kept without it."""
        request = getattr(record, "request", None)
        if request is not None or record.name.startswith("django"):
            return str(record.msg).replace("%s", "…")
        return record.getMessage()

    def where(self, record: logging.LogRecord) -> list[str]:
        trace, places = record.exc_info[2] if record.exc_info else None, []
        while trace is not None:
            places.append(f"{trace.tb_frame.f_code.co_filename.rsplit('/', 2)[-1]}:{trace.tb_lineno}")
            trace = trace.tb_next
        return places[-5:]
