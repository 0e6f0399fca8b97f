"""Ready bytes: who gets the same page as everybody, who never does, and when it is made again."""

import gzip
import itertools
import re
import time
from collections.abc import Iterable, Iterator
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.test.utils import CaptureQueriesContext
from django.urls import include, path
from django.utils import translation

from boucle.foundation.core import clock, counters, ready
from boucle.foundation.core.ready import ways
from boucle.foundation.territories import actions as territories
from boucle.foundation.territories.models import Territory
from tests.factories import contributions

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
made = itertools.count(1)
WORDS = "Une soupe chaude, servie debout, sans inscription. " * 40


def plain(request: HttpRequest, slug: str) -> HttpResponse:
    place = get_object_or_404(Territory, slug=slug)
    name = request.user.name if request.user.is_authenticated else "everybody"  # type: ignore[union-attr]
    said = f"<p>{next(made)} {translation.get_language()} {name} {WORDS}"
    return ready.public(HttpResponse(said), place)


def with_token(request: HttpRequest, slug: str) -> HttpResponse:
    return ready.public(HttpResponse(f"{next(made)} {get_token(request)}"), get_object_or_404(Territory, slug=slug))


def unmarked(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{next(made)}")


def refusal(request: HttpRequest, slug: str) -> HttpResponse:
    return ready.public(HttpResponse(f"{next(made)}", status=404), get_object_or_404(Territory, slug=slug))


def stream(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(iter([b"one", b"two"]))


urlpatterns = [
    path("plain/<slug>", plain),
    path("token/<slug>", with_token),
    path("unmarked", unmarked),
    path("refusal/<slug>", refusal),
    path("stream", stream),
    path("", include("config.urls")),  # a refusal is a whole page of the site
]


class Answer:
    def __init__(self, application: ready.Application, address: str, **headers: str) -> None:
        environ: dict[str, Any] = {"REQUEST_METHOD": headers.pop("METHOD", "GET")}
        environ["PATH_INFO"], _, environ["QUERY_STRING"] = address.partition("?")
        setup_testing_defaults(environ)
        environ |= {f"HTTP_{name}": value for name, value in headers.items()}
        given: Iterable[bytes] = application(environ, self.start)
        self.body = b"".join(given)

    def start(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        self.status, self.headers = status, {name.lower(): value for name, value in headers}


@pytest.fixture
def place() -> Iterator[Territory]:
    """A commune; the handler leaves the test's own connection open, as Django's test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield contributions.commune()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def site() -> ready.Ready:
    return ready.Ready(WSGIHandler())


def test_the_same_bytes_are_given_until_the_revision_moves(site: ready.Ready, place: Territory) -> None:
    first, second = Answer(site, f"/plain/{place.slug}"), Answer(site, f"/plain/{place.slug}")
    assert (second.status, second.body, second.headers["etag"]) == ("200 OK", first.body, first.headers["etag"])
    territories.bump_revision(territory_id=place.pk)
    site.revisions.clear()  # as if a twentieth of a second had passed
    assert Answer(site, f"/plain/{place.slug}").body != first.body


def test_a_ready_page_asks_the_database_for_one_number(site: ready.Ready, place: Territory) -> None:
    Answer(site, f"/plain/{place.slug}")
    site.revisions.clear()
    with CaptureQueriesContext(connection) as queries:
        Answer(site, f"/plain/{place.slug}")
        Answer(site, f"/plain/{place.slug}")
    assert len(queries) == 1


def test_a_page_is_made_again_when_its_minute_is_over(
    site: ready.Ready, place: Territory, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Answer(site, f"/plain/{place.slug}")
    later = time.time() + 60
    monkeypatch.setattr(time, "time", lambda: later)
    assert Answer(site, f"/plain/{place.slug}").body != first.body


def test_each_language_has_its_page_by_cookie_and_by_browser(site: ready.Ready, place: Territory) -> None:
    french = Answer(site, f"/plain/{place.slug}", ACCEPT_LANGUAGE="fr-FR,fr;q=0.9")
    english = Answer(site, f"/plain/{place.slug}", ACCEPT_LANGUAGE="en-GB,en;q=0.9")
    chosen = Answer(site, f"/plain/{place.slug}", ACCEPT_LANGUAGE="fr", COOKIE="language=en")
    assert b" fr " in french.body
    assert b" en " in english.body
    assert b" en " in chosen.body
    assert Answer(site, f"/plain/{place.slug}").body == french.body


def test_who_has_a_session_or_a_message_gets_a_page_of_their_own(site: ready.Ready, place: Territory) -> None:
    common = Answer(site, f"/plain/{place.slug}")
    for cookie in (f"{settings.SESSION_COOKIE_NAME}=abc", "a=b; messages=hello"):
        own = Answer(site, f"/plain/{place.slug}", COOKIE=cookie)
        assert own.body != common.body
        assert own.headers["cache-control"] == "private, no-cache"
        assert "etag" not in own.headers
        assert "x-ready" not in own.headers
    assert Answer(site, f"/plain/{place.slug}", COOKIE="consent=1").body == common.body


def test_a_page_with_a_token_is_never_kept(site: ready.Ready, place: Territory) -> None:
    first, second = Answer(site, f"/token/{place.slug}"), Answer(site, f"/token/{place.slug}")
    assert "set-cookie" in first.headers
    assert first.body != second.body
    with_cookie = Answer(site, f"/token/{place.slug}", COOKIE=first.headers["set-cookie"].split(";")[0])
    assert with_cookie.body not in {first.body, second.body}
    assert site.pages == {}


def test_posts_refusals_streams_and_unmarked_pages_are_never_kept(site: ready.Ready, place: Territory) -> None:
    assert Answer(site, f"/plain/{place.slug}", METHOD="POST").status.startswith("403")
    assert Answer(site, f"/refusal/{place.slug}").status == "404 Not Found"
    assert Answer(site, "/nowhere").status == "404 Not Found"
    assert Answer(site, "/stream").body == b"onetwo"
    assert Answer(site, "/unmarked").body != Answer(site, "/unmarked").body
    assert site.pages == {}


def test_the_mark_never_leaves(site: ready.Ready, place: Territory) -> None:
    for address in (f"/plain/{place.slug}", f"/refusal/{place.slug}", f"/token/{place.slug}"):
        assert "x-ready" not in Answer(site, address).headers


def test_a_known_page_is_a_304_without_a_body(site: ready.Ready, place: Territory) -> None:
    first = Answer(site, f"/plain/{place.slug}")
    again = Answer(site, f"/plain/{place.slug}", IF_NONE_MATCH=first.headers["etag"])
    assert (again.status, again.body) == ("304 Not Modified", b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert Answer(site, f"/plain/{place.slug}", IF_NONE_MATCH='"other"').status == "200 OK"


def test_bytes_are_compressed_once_for_who_accepts_it(site: ready.Ready, place: Territory) -> None:
    raw = Answer(site, f"/plain/{place.slug}")
    packed = Answer(site, f"/plain/{place.slug}", ACCEPT_ENCODING="gzip, br")
    assert gzip.decompress(packed.body) == raw.body
    assert len(packed.body) == int(packed.headers["content-length"]) < len(raw.body)
    assert packed.headers["etag"] != raw.headers["etag"]
    seen = Answer(site, f"/plain/{place.slug}", ACCEPT_ENCODING="gzip", IF_NONE_MATCH=packed.headers["etag"])
    assert seen.status == "304 Not Modified"


def test_a_head_has_the_headers_of_the_page_and_no_body(site: ready.Ready, place: Territory) -> None:
    whole, head = Answer(site, f"/plain/{place.slug}"), Answer(site, f"/plain/{place.slug}", METHOD="HEAD")
    assert (head.status, head.body, head.headers["content-length"]) == ("200 OK", b"", str(len(whole.body)))


def test_the_order_of_parameters_makes_no_other_page(site: ready.Ready, place: Territory) -> None:
    one = Answer(site, f"/plain/{place.slug}?q=soupe&theme=manger")
    assert Answer(site, f"/plain/{place.slug}?theme=manger&q=soupe").body == one.body
    assert Answer(site, f"/plain/{place.slug}?theme=manger&q=soupes").body != one.body
    assert Answer(site, f"/plain/{place.slug}?q=soupe&theme=manger", HX_REQUEST="true").body != one.body
    assert Answer(site, f"/plain/{place.slug}?q=soupe&theme=manger", ACCEPT="application/json").body != one.body


def test_memory_is_bounded_and_the_page_read_last_stays(place: Territory) -> None:
    site = ready.Ready(WSGIHandler(), most_bytes=20_000)
    kept = Answer(site, f"/plain/{place.slug}?q=0").body
    for number in range(1, 30):
        Answer(site, f"/plain/{place.slug}?q={number}")
        assert Answer(site, f"/plain/{place.slug}?q=0").body == kept
    assert site.bytes <= 20_000
    assert site.bytes == sum(page.size for page in site.pages.values())


def test_pages_read_are_counted_and_nobody_with_them(site: ready.Ready, place: Territory) -> None:
    first = Answer(site, f"/plain/{place.slug}")
    Answer(site, f"/plain/{place.slug}", IF_NONE_MATCH=first.headers["etag"])
    Answer(site, f"/plain/{place.slug}", HX_REQUEST="true")
    assert counters.counts[ready.VISITS] == {(place.pk, clock.today()): 2}


def test_during_maintenance_django_answers(site: ready.Ready, place: Territory, tmp_path: Any) -> None:
    first = Answer(site, f"/plain/{place.slug}")
    site.maintenance, site.closed = tmp_path, (0.0, False)
    assert Answer(site, f"/plain/{place.slug}").body != first.body


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        ways, "data", [ways.Data(re.compile("/(plain|token|refusal|lost)/(?P<slug>[a-z]+)"), "d=1", short_view)]
    )


def short_view(request: HttpRequest, slug: str) -> HttpResponse:
    views = {"/plain/": shorter, "/token/": with_token, "/refusal/": refusal}
    return views[request.path.removesuffix(slug)](request, slug)


def shorter(request: HttpRequest, slug: str) -> HttpResponse:
    said = f"short {translation.get_language()} {request.get_full_path()}"
    return ready.public(HttpResponse(said), get_object_or_404(Territory, slug=slug))


def test_data_take_the_short_way_in_the_right_language(site: ready.Ready, place: Territory, short: None) -> None:
    first = Answer(site, f"/plain/{place.slug}?d=1", ACCEPT_LANGUAGE="en")
    assert first.body == f"short en /plain/{place.slug}?d=1".encode()
    assert (first.status, first.headers["x-content-type-options"]) == ("200 OK", "nosniff")
    assert translation.get_language() == settings.LANGUAGE_CODE
    again = Answer(site, f"/plain/{place.slug}?d=1", ACCEPT_LANGUAGE="en", IF_NONE_MATCH=first.headers["etag"])
    assert again.status == "304 Not Modified"
    assert b"everybody" in Answer(site, f"/plain/{place.slug}").body


def test_what_the_short_way_cannot_give_django_answers(site: ready.Ready, place: Territory, short: None) -> None:
    assert b"everybody" not in Answer(site, f"/plain/{place.slug}?d=1").body
    assert Answer(site, "/plain/nowhere?d=1").status == "404 Not Found"
    assert Answer(site, f"/refusal/{place.slug}?d=1").status == "404 Not Found"
    assert Answer(site, f"/lost/{place.slug}?d=1").status == "404 Not Found"
    assert "set-cookie" in Answer(site, f"/token/{place.slug}?d=1").headers
    own = Answer(site, f"/plain/{place.slug}?d=1", COOKIE=f"{settings.SESSION_COOKIE_NAME}=abc")
    assert b"everybody" in own.body
    assert own.headers["cache-control"] == "private, no-cache"


def test_a_host_that_is_not_ours_is_refused(site: ready.Ready, place: Territory, short: None, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    assert Answer(site, f"/plain/{place.slug}?d=1", HOST="evil.example").status == "400 Bad Request"
    assert Answer(site, f"/plain/{place.slug}?d=1", HOST="127.0.0.1").status == "200 OK"
