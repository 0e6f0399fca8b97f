"""Dead links: visited politely, on a real server of this machine, and said after several failures only."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from boucle.after.library import actions, jobs
from boucle.after.library.engine import links, visits
from boucle.after.library.models import Check
from boucle.foundation.core import clock
from tests.factories import library


class Pages(BaseHTTPRequestHandler):
    asked: list[tuple[str, str, str]] = []

    def answer(self) -> None:
        self.asked.append((self.command, self.path, self.headers["User-Agent"]))
        code = {"/a": 200, "/moved": 301, "/head": 200 if self.command == "GET" else 405, "/shut": 403}.get(
            self.path, 404
        )
        self.send_response(code)
        if code == 301:
            self.send_header("Location", "/a")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD = answer  # noqa: N815  # names of the standard library

    def log_message(self, *_arguments: Any) -> None:
        """Says nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    Pages.asked = []
    made = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    made.server_close()
    thread.join()


def here(address: str) -> visits.Visit:
    """A visit to this machine, which the worker never makes."""
    return visits.visit(address, allows=lambda _address: True, timeout=5)


def test_an_address_that_answers_is_asked_once_without_its_page(server: str) -> None:
    assert here(f"{server}/a") == visits.Visit("answers", "200")
    assert [(method, path) for method, path, _name in Pages.asked] == [("HEAD", "/a")]
    assert Pages.asked[0][2].startswith("Boucle")


def test_an_address_that_refuses_head_is_asked_for_its_page(server: str) -> None:
    assert here(f"{server}/head") == visits.Visit("answers", "200")
    assert [method for method, _path, _name in Pages.asked] == ["HEAD", "GET"]


def test_an_address_that_shuts_programs_out_is_not_dead(server: str) -> None:
    assert here(f"{server}/shut") == visits.Visit("answers", "403")


def test_an_address_that_moved_is_said_with_the_new_one(server: str) -> None:
    assert here(f"{server}/moved") == visits.Visit("moved", f"{server}/a")


def test_an_address_that_is_gone_is_said(server: str) -> None:
    assert here(f"{server}/nothing") == visits.Visit("gone", "404")


def test_a_port_where_nobody_listens_is_gone() -> None:
    assert here("http://127.0.0.1:9/").state == "gone"


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/", "http://10.0.0.1/", "http://[::1]/", "file:///etc/passwd", "ftp://a.b/"]
)
def test_the_inner_network_is_never_visited(address: str) -> None:
    assert visits.is_outside(address) is False
    assert visits.visit(address) == visits.Visit("gone", "inner address")


@pytest.mark.django_db
def test_nothing_leaves_while_the_setting_is_off() -> None:
    library.sheet(link="https://a.example.org/")
    assert jobs.check_links() == 0
    assert Check.objects.count() == 0


@pytest.mark.django_db
def test_links_are_visited_one_per_host_then_left_alone_for_a_month(server: str) -> None:
    place = library.place()
    for path in ("/a", "/nothing"):
        library.sheet(territory=place, link=server + path)
    assert actions.check_links(limit=20, visit=here) == 1
    assert actions.check_links(limit=20, visit=here) == 1
    assert actions.check_links(limit=20, visit=here) == 0
    assert dict(Check.objects.values_list("address", "answer")) == {f"{server}/a": "200", f"{server}/nothing": "404"}


@pytest.mark.django_db
def test_a_link_is_said_dead_after_three_failures_and_alive_after_one_answer(server: str) -> None:
    sheet = library.sheet(link=f"{server}/nothing")
    states = []
    for _time in range(3):
        actions.check_links(limit=20, visit=here)
        states.append(Check.objects.get().state)
        Check.objects.update(at=clock.now() - timedelta(days=3))
    assert states == ["answers", "answers", "gone"]
    Check.objects.update(address=f"{server}/a")
    type(sheet).objects.update(link=f"{server}/a")
    actions.check_links(limit=20, visit=here)
    assert (Check.objects.get().state, Check.objects.get().failures) == ("answers", 0)


# Addresses in a text


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("Voir <https://a.example.org/x(1)>.", ["https://a.example.org/x(1)"]),
        ("Voir https://a.example.org/x.", ["https://a.example.org/x"]),
        ("(https://a.example.org/x)", ["https://a.example.org/x"]),
        ("https://a.example.org/Tour_(Lyon)", ["https://a.example.org/Tour_(Lyon)"]),
        ("www.exemple.fr et exemple.org/page", ["https://www.exemple.fr", "https://exemple.org/page"]),
        ("lea@exemple.fr, le 2.5 et v1.2", []),
    ],
)
def test_addresses_are_found_with_or_without_their_scheme(text: str, addresses: list[str]) -> None:
    assert [each.address for each in links.found(text)] == addresses


def test_addresses_become_links_once() -> None:
    said = "Voir www.exemple.fr, et <https://a.example.org>."
    assert links.marked(said) == "Voir <https://www.exemple.fr>, et <https://a.example.org>."
    assert links.marked(links.marked(said)) == links.marked(said)
