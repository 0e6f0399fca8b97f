"""The doctor."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from boucle.foundation.core import clock
from boucle.foundation.running.models import Heartbeat
from boucle.foundation.running.queries import installation

pytestmark = pytest.mark.django_db


def test_an_empty_installation_is_told_what_to_do_in_order() -> None:
    mends = [finding.mend for finding in installation.examine() if finding.level == "problem"]
    assert "Run: boucle territories load, then boucle territories open CODE" in mends
    assert "Run: boucle serve, or boucle work" in mends


def test_the_command_exits_with_one_when_there_is_a_problem() -> None:
    said = StringIO()
    with pytest.raises(SystemExit) as exit_:
        call_command("doctor", "--json", stdout=said)
    assert exit_.value.code == 1
    assert {finding["level"] for finding in json.loads(said.getvalue())} >= {"ok", "problem"}


def test_a_worker_that_lives_is_seen() -> None:
    Heartbeat.objects.create(name="worker", at=clock.now())
    assert installation.worker().level == "ok"


def test_every_finding_that_is_not_ok_says_what_to_do() -> None:
    assert all(finding.mend for finding in installation.examine() if finding.level != "ok")


def test_a_mail_server_that_does_not_answer_is_a_problem(settings: pytest.FixtureRequest) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # type: ignore[attr-defined]
    assert installation.mail().level == "problem"
