"""The limit beside which Boucle is measured: a WSGI application that does nothing else.

`BENCH_FILE` names a JSON file: for each address the statements to run, or the answer to give from memory.
"""

import base64
import json
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import orjson

DATA = json.loads(Path(os.environ["BENCH_FILE"]).read_text(encoding="utf-8"))
ANSWERS = {
    address: (tag, base64.b64decode(body), [tuple(pair) for pair in headers])
    for address, (tag, body, headers) in DATA.get("answers", {}).items()
}
KNOWN = {"cache-control", "vary"}
STATEMENTS = DATA.get("statements", {})
local = threading.local()


def rows(statement: str, parameters: list[Any]) -> list[Any]:
    if not hasattr(local, "cursor"):
        url = os.environ.get("DATABASE_URL", "")
        if url:
            import psycopg

            local.cursor = psycopg.connect(url, autocommit=True).cursor()
        else:
            connection = sqlite3.connect(DATA["database"], isolation_level=None)
            connection.execute("PRAGMA cache_size=-65536")
            connection.execute("PRAGMA mmap_size=1073741824")
            local.cursor = connection.cursor()
    local.cursor.execute(statement, parameters)
    return list(local.cursor.fetchall())


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    address = environ["PATH_INFO"] + ("?" + environ["QUERY_STRING"] if environ["QUERY_STRING"] else "")
    if address in ANSWERS:
        tag, body, headers = ANSWERS[address]
        if environ.get("HTTP_IF_NONE_MATCH") == tag:
            start_response("304 Not Modified", [("ETag", tag), *(pair for pair in headers if pair[0] in KNOWN)])
            return ()
        start_response("200 OK", list(headers))
        return (body,)
    body = orjson.dumps([rows(*statement) for statement in STATEMENTS[address]], default=str)
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return (body,)
