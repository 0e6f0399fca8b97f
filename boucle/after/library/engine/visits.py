"""Visits an address politely: one request, a name, a short wait, nothing kept of the page."""

import http.client
import ipaddress
import socket
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

TIMEOUT = 15  # seconds
NAME = "Boucle (link check: one request a month)"
NO_HEAD = frozenset({400, 403, 405, 406, 501})  # some servers refuse HEAD, and answer GET
STILL_THERE = frozenset({401, 403, 429})  # it answers, though not to a program


@dataclass(frozen=True)
class Visit:
    """What an address answered: `state` of enums.LinkState, in a few words why, and whether to try again later."""

    state: str
    answer: str


class Quiet(urllib.request.HTTPRedirectHandler):
    """Follows redirections to the web only, and never into this machine's own network."""

    def __init__(self, allows: Callable[[str], bool]) -> None:
        self.allows = allows

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        if not self.allows(newurl):
            raise urllib.error.URLError("inner address")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def is_outside(address: str) -> bool:
    """Whether an address leads to the public web: a sheet must not make the server knock at its own doors."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return False
    try:
        found = socket.getaddrinfo(parts.hostname, None)
    except (OSError, UnicodeError):
        return True  # it does not exist: the visit will say so
    return all(ipaddress.ip_address(str(each[4][0]).partition("%")[0]).is_global for each in found)


def visit(address: str, allows: Callable[[str], bool] = is_outside, timeout: float = TIMEOUT) -> Visit:
    """HEAD, then GET where HEAD is refused. `allows`: which addresses may be visited."""
    if not allows(address):
        return Visit("gone", "inner address")
    opener = urllib.request.build_opener(Quiet(allows))
    opener.addheaders = [("User-Agent", NAME), ("Accept", "*/*")]
    first = ask(opener, "HEAD", address, timeout)
    code = int(first.answer) if first.answer.isdigit() else 0
    return ask(opener, "GET", address, timeout) if code in NO_HEAD else first


def ask(opener: urllib.request.OpenerDirector, method: str, address: str, timeout: float) -> Visit:
    try:
        with opener.open(urllib.request.Request(address, method=method), timeout=timeout) as answer:
            moved = urlsplit(answer.url)[1:4] != urlsplit(address)[1:4]
            return Visit("moved" if moved else "answers", answer.url[:120] if moved else str(answer.status))
    except urllib.error.HTTPError as error:
        error.close()
        return Visit("answers" if error.code in STILL_THERE and method == "GET" else "gone", str(error.code))
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Visit("gone", str(getattr(error, "reason", "") or error)[:120] or type(error).__name__)
