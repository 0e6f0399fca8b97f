"""The README's pictures, from the demo's story. BOUCLE_SCREENSHOTS=1 (`make screenshots`) writes them to docs/."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from boucle.before.dominos.models import Inventory
from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle import jobs
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contribution
from boucle.site.actions import demo, winter
from config import translations
from tests.factories import demo as story

IS_FOR_README = os.environ.get("BOUCLE_SCREENSHOTS") == "1"
FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
WIDTH, HEIGHT = 1280, 860
PLAIN = 100  # colours: fewer is no page but a blank or an error


@pytest.mark.django_db(transaction=True)
@pytest.mark.look
def test_the_pictures_of_the_readme_come_from_the_story(page: Page, live_server: LiveServer, tmp_path: Path) -> None:
    translations.compile_all()
    territory = story.told(None if IS_FOR_README else story.ENOUGH).territory
    while jobs.work():
        pass
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    folder = FOLDER if IS_FOR_README else tmp_path
    take(page, "/", folder / "home.png")
    take(page, f"/t/{territory.slug}/list/", folder / "list.png", top="form.filters")
    take(page, f"/f/{seen_lately().reference}/", folder / "fiche.png")
    sign_in(page, live_server)
    take(page, "/moderation/", folder / "moderation.png")
    page.context.clear_cookies()
    plan = story.told_winter()
    while jobs.work():
        pass
    take(page, f"/plans/{plan.slug}/", folder / "plan.png")
    take(page, reverse("dominos:run", args=[dominos_slug(), winter.EVENING]), folder / "dominos.png")
    basin = plan.shared_with.get()
    take(page, reverse("lessons:loop", args=[basin.slug]), folder / "loop.png")
    take(page, reverse("library:list", args=[basin.slug]), folder / "library.png", top="form.filters")


def dominos_slug() -> str:
    return Inventory.objects.get().slug


def seen_lately() -> Contribution:
    """The fiche checked last among those that say where and when."""
    fiches = Contribution.objects.filter(state=State.PUBLISHED, lat__isnull=False, initiative__hours__gt="")
    return fiches.latest("verified_at")


def sign_in(page: Page, live_server: LiveServer) -> None:
    client = Client()
    client.force_login(User.objects.get(email=demo.MEMBERS[0].email))
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])


def take(page: Page, address: str, file: Path, *, top: str = "body") -> None:
    """Takes what a window shows of a page at rest, from `top` on; a page that errs fails the test when it closes."""
    answer = page.goto(address, wait_until="networkidle")
    assert answer is not None
    assert answer.ok, f"{address} answers {answer.status}"
    assert page.get_by_role("heading", level=1).count() == 1
    page.locator(top).evaluate("node => node.scrollIntoView()")
    file.parent.mkdir(exist_ok=True)
    page.screenshot(path=file, animations="disabled")
    with Image.open(file) as picture:
        assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT))
        colours = picture.convert("RGB").getcolors(WIDTH * HEIGHT)
    assert len(colours or []) > PLAIN, f"{file.name} shows almost nothing"
