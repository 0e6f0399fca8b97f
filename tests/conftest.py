"""What every test may use: folders of the run, three standing characters, a real browser."""

import gc
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, sync_playwright
from pytest_django.live_server_helper import LiveServer

os.environ.setdefault("BOUCLE_SECRET_KEY", "a key for tests only")
# Playwright runs an event loop in the test's thread; Django would take a database call for a mistake.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# A busy machine is no defect: no example is timed.
hypothesis_settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("untimed")

HERE = frozenset({"localhost", "127.0.0.1", ""})
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


# What asks for one of these reads or writes the database.
DATABASE_FIXTURES = frozenset({"db", "transactional_db", "live_server"})


# Real files beside the project, which a user's machine does not have.
SHARED = Path(__file__).resolve().parents[2] / "shared"
LACKING = pytest.mark.skip(reason="the folder of shared data is not beside the project")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what drives a browser, and what reads or writes the database: the rest is the same on any engine."""
    for item in items:
        if item.get_closest_marker("shared") is not None and not SHARED.exists():
            item.add_marker(LACKING)
        fixtures = set(getattr(item, "fixturenames", ()))
        if "browser" in fixtures:
            item.add_marker(pytest.mark.browser)
        is_about_looks = item.get_closest_marker("look") is not None  # the same pages from the same rows
        if not is_about_looks and (item.get_closest_marker("django_db") or fixtures & DATABASE_FIXTURES):
            item.add_marker(pytest.mark.database)


def pytest_collection_finish() -> None:
    """Every module of the suite is loaded and stays: looking through them again for garbage took a twelfth of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def emptied_histories() -> Iterator[None]:
    """After a test with real transactions everything is deleted: histories too, which SQLite's triggers refuse."""
    from django.db import connection
    from django.test import TransactionTestCase

    teardown = TransactionTestCase._fixture_teardown

    def without_triggers(self: TransactionTestCase) -> None:
        if connection.vendor != "sqlite":
            return teardown(self)
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE(ABORT%'")
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
            teardown(self)
            for _, sql in triggers:
                cursor.execute(sql)
        return None

    TransactionTestCase._fixture_teardown = without_triggers
    yield
    TransactionTestCase._fixture_teardown = teardown


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the run."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM)
        yield chromium
        chromium.close()


def watch(page: Page, problems: list[str]) -> None:
    """Notes what no page of ours may do: break its security policy, err, leave the machine, miss a file.

    A page may itself be a refusal (404, 403, 422): the browser's own line about that is not a problem."""

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            problems.append(f"console: {message.text}")

    def on_request(request: Request) -> None:
        if request.url.startswith("http") and urlsplit(request.url).hostname not in HERE:
            problems.append(f"another host was asked: {request.url}")

    def on_response(response: Response) -> None:
        is_file = response.request.resource_type not in {"document", "xhr", "fetch"}
        if response.status >= (400 if is_file else 500):
            problems.append(f"{response.status}: {response.url}")

    page.on("console", on_console)
    page.on("request", on_request)
    page.on("response", on_response)
    page.on("pageerror", lambda error: problems.append(f"script: {error}"))


@contextmanager
def opened(browser: Browser, server: LiveServer, **options: Any) -> Iterator[Page]:
    problems: list[str] = []
    context = browser.new_context(base_url=server.url, locale="fr-FR", **options)
    context.set_default_timeout(10_000)
    context.on("page", lambda page: watch(page, problems))
    yield context.new_page()
    context.close()
    assert problems == []


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A fresh window on the live server: `page.goto("/")`. It fails the test if a page errs, see `watch`."""
    with opened(browser, live_server) as window:
        yield window


@pytest.fixture
def page_without_scripts(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """The same, with JavaScript off."""
    with opened(browser, live_server, java_script_enabled=False) as window:
        yield window


@pytest.fixture(autouse=True)
def french() -> Iterator[None]:
    """A page read in English leaves its language on the thread: each test begins in French, as a visitor does."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def forgotten_sendings(request: pytest.FixtureRequest) -> None:
    """What other tests sent from this machine is not held against a browser: after ten, forms ask for a proof."""
    if "live_server" in request.fixturenames:
        from django.core.cache import cache

        request.getfixturevalue("live_server")
        cache.clear()


@pytest.fixture(autouse=True)
def forgotten_counts() -> None:
    """Pages that other tests read are counted for territories that are gone: no count of theirs is written here."""
    from boucle.foundation.core import counters

    counters.counts.clear()


@pytest.fixture(autouse=True)
def forgotten_places() -> None:
    """Each test makes its own territories and events, under the numbers of those before."""
    from boucle.after.lessons.queries import facts
    from boucle.commons.search.queries import around

    around.kept.cache_clear()
    facts.kept.cache_clear()
