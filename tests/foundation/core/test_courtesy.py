"""A download rests while a page is being made, never for ever, and a page never waits for itself."""

import threading
import time
from collections.abc import Iterator

import pytest

from boucle.foundation.core import courtesy


@pytest.fixture
def being_made(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Another thread makes a page, until the event is set."""
    monkeypatch.setattr(courtesy, "REST", 60.0)
    entered, done = threading.Event(), threading.Event()

    def page(environ: object, start: object) -> list[bytes]:
        entered.set()
        done.wait(60)
        return [b"page"]

    thread = threading.Thread(target=courtesy.Counted(page), args=({}, None))
    thread.start()
    entered.wait(60)
    yield done
    done.set()
    thread.join()


def test_a_download_goes_on_when_the_page_is_made(being_made: threading.Event) -> None:
    taken: list[int] = []
    download = threading.Thread(target=lambda: taken.extend(courtesy.giving_way(range(100))))
    download.start()
    download.join(0.2)
    assert taken == []
    being_made.set()
    download.join(60)
    assert taken == list(range(100))


def test_a_download_never_waits_for_ever(being_made: threading.Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courtesy, "REST", 0.001)
    assert list(courtesy.giving_way(range(100))) == list(range(100))
    assert not being_made.is_set()


def test_a_page_waits_for_no_page(being_made: threading.Event) -> None:
    began = time.monotonic()
    page = courtesy.Counted(lambda environ, start: list(courtesy.giving_way(range(100))))
    assert page({}, None) == list(range(100))
    assert time.monotonic() - began < 30


def test_a_page_that_fails_is_no_longer_being_made() -> None:
    def fails(environ: object, start: object) -> None:
        raise ValueError

    with pytest.raises(ValueError):
        courtesy.Counted(fails)({}, None)
    assert courtesy.PAGES.none.is_set()
