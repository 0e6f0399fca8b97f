"""What a public page depends on."""

from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.http.cookie import parse_cookie
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

LONGEST = 2000
PERSONAL_COOKIES = frozenset({settings.SESSION_COOKIE_NAME, "messages"})


class Key(NamedTuple):
    scheme: str
    host: str
    forwarded: str
    path: str
    query: str  # parameters in one order
    language: str
    accepted: str
    fragment: str  # of htmx


def address(environ: dict[str, Any]) -> Key | None:
    """What a public page depends on, or None when the answer can only be for one reader."""
    if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or "HTTP_AUTHORIZATION" in environ:
        return None
    cookies = environ.get("HTTP_COOKIE", "")
    chosen = ""
    if cookies:
        read = parse_cookie(cookies)
        if not PERSONAL_COOKIES.isdisjoint(read):
            return None
        chosen = read.get(settings.LANGUAGE_COOKIE_NAME, "")
    path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
    if len(path) + len(query) > LONGEST:
        return None
    return Key(
        environ.get("wsgi.url_scheme", ""),
        environ.get("HTTP_HOST", ""),
        environ.get("HTTP_X_FORWARDED_PROTO", ""),
        path,
        "&".join(sorted(query.split("&"))) if "&" in query else query,
        language(chosen, environ.get("HTTP_ACCEPT_LANGUAGE", "")[:200]),
        environ.get("HTTP_ACCEPT", "")[:200],
        environ.get("HTTP_HX_REQUEST", "") + environ.get("HTTP_HX_TARGET", "")[:40],
    )


@lru_cache(maxsize=4096)
def language(cookie: str, accepted: str) -> str:
    """The language that Django will choose: the cookie's, else the first accepted one, else French."""
    for code in [cookie, *(code for code, _ in parse_accept_lang_header(accepted))]:
        if code == "*":
            break
        try:
            return translation.get_supported_language_variant(code)
        except LookupError:
            continue
    return str(settings.LANGUAGE_CODE)
