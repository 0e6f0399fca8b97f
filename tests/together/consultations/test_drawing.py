"""A panel drawn by lot: asked for on the page, drawn by a worker, once."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from boucle.foundation.core import beside, clock
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.rules import NotAllowed
from boucle.together.consultations import actions
from boucle.together.consultations.enums import Access, DrawState
from boucle.together.consultations.jobs import draws
from boucle.together.consultations.models import Consultation, Draw
from boucle.together.consultations.queries import drawing
from tests.factories import accounts
from tests.factories import consultations as made
from tests.together.consultations.test_facilitate import address, signed

pytestmark = pytest.mark.django_db

POOL = "id;name;email;age\n" + "\n".join(
    f"p{number};Personne {number};p{number}@exemple.fr;{'jeune' if number % 2 else 'âgé'}" for number in range(12)
)
QUOTAS = "category,value,min,max\nage,jeune,2,2\nage,âgé,2,2\n"
CROSSED = "category,value,min,max\nage,jeune,2,2\nage,âgé,2,2\nlieu,nord,4,4\nlieu,sud,0,0\n"
SPLIT = "id;age;lieu\n" + "\n".join(
    f"p{n};{'jeune' if n % 2 else 'âgé'};{'nord' if n % 2 else 'sud'}" for n in range(12)
)


def files(pool: str = POOL, quotas: str = QUOTAS) -> dict[str, SimpleUploadedFile]:
    return {
        "pool": SimpleUploadedFile("pool.csv", pool.encode()),
        "quotas": SimpleUploadedFile("q.csv", quotas.encode()),
    }


def ask(client: Client, row: Consultation, seed: int = 2027, **given: Any) -> str:
    """The address of the draw."""
    answer = client.post(address(row, "panel_draw"), {"seed": str(seed), **files(**given)})
    assert answer.status_code == 302
    return str(answer["Location"])


def asked(row: Consultation, seed: int = 2027, **given: Any) -> Draw:
    ask(signed(made.facilitator(row)), row, seed, **given)
    return Draw.objects.latest("pk")


def draw(client: Client, row: Consultation, seed: int = 2027) -> HttpResponse:
    page = ask(client, row, seed)
    draws.work()
    answer = client.get(page)
    assert isinstance(answer, HttpResponse)
    return answer


def panel_row() -> Consultation:
    return made.consultation(access=Access.PANEL)


def test_the_page_answers_at_once_a_worker_draws_and_the_list_invites() -> None:
    row = panel_row()
    client = signed(made.facilitator(row))
    page = ask(client, row)
    waiting = client.get(page).content.decode()
    assert "The draw is under way" in waiting and 'http-equiv="refresh"' in waiting and "waiting" in waiting
    assert draws.work() == 1
    done = client.get(page)
    result = done.context["draw"]
    assert len(result.found.panel) == 4
    assert [(seat.quota.value, seat.drawn) for seat in result.seats] == [("jeune", 2), ("âgé", 2)]
    assert result.chances[0][1] == pytest.approx(1 / 3)
    assert "with the seed 2027" in done.content.decode()
    client.post(address(row, "panel_list"), {"text": result.people})
    assert row.panel.count() == 4
    assert row.panel.exclude(contact__email="").count() == 4


def test_the_same_draw_asked_for_again_is_the_first_one_and_computes_nothing() -> None:
    row = panel_row()
    client = signed(made.facilitator(row))
    first = ask(client, row)
    assert draws.work() == 1
    assert ask(client, row) == first
    assert draws.work() == 0
    assert Draw.objects.count() == 1
    assert ask(client, row, seed=2028) != first
    assert ask(client, row, quotas=QUOTAS.replace("2,2", "3,3")) != first
    assert ask(client, panel_row_of(row), 2027) != first


def panel_row_of(row: Consultation) -> Consultation:
    """Another consultation of the same facilitator."""
    return made.consultation(access=Access.PANEL, territory=row.contribution.territory, user=made.facilitator(row))


def test_another_seed_draws_others() -> None:
    row = panel_row()
    client = signed(made.facilitator(row))
    assert len({draw(client, row, seed).context["draw"].people for seed in range(5)}) > 1


def test_quotas_that_no_panel_holds_are_said_with_the_smallest_change(in_english: None) -> None:
    row = panel_row()
    one = asked(row, pool=SPLIT, quotas=CROSSED)
    draws.work()
    one.refresh_from_db()
    assert (one.state, one.people, one.pool) == (DrawState.IMPOSSIBLE, {}, {})
    page = signed(made.facilitator(row)).get(address(row, "panel_drawn", one.pk)).content.decode()
    assert "No panel can be drawn" in page and "The smallest change after which one does" in page


def test_a_pool_is_erased_once_it_was_drawn_from_and_the_names_of_the_drawn_a_week_later() -> None:
    row = panel_row()
    client = signed(made.facilitator(row))
    page = ask(client, row)
    draws.work()
    one = Draw.objects.get()
    assert one.pool == {}
    assert set(one.people) == set(one.found["panel"])
    with clock.at(clock.now() + timedelta(days=6)):
        assert registry.PERIODIC["names of draws"].run() == 0
    with clock.at(clock.now() + timedelta(days=8)):
        assert registry.PERIODIC["names of draws"].run() == 1
    assert Draw.objects.get().people == {}
    assert "are erased" in client.get(page).content.decode()
    assert ask(client, row) == page
    assert set(Draw.objects.get().people) == set(one.found["panel"])


def test_a_draw_whose_worker_was_stopped_is_taken_up_again() -> None:
    row = panel_row()
    one = asked(row)
    taken = actions.take_draw()
    assert taken == one
    assert actions.take_draw() is None
    with clock.at(clock.now() + timedelta(seconds=50)):
        actions.still_drawing(one)
        assert draws.work() == 0
    with clock.at(clock.now() + timedelta(seconds=90)):
        assert draws.work() == 0
    with clock.at(clock.now() + timedelta(seconds=120)):
        assert draws.work() == 1
    assert Draw.objects.get().state == DrawState.DONE


def test_a_worker_that_was_thought_to_be_lost_changes_nothing_when_it_comes_back() -> None:
    row = panel_row()
    asked(row)
    lost = actions.take_draw()
    assert lost is not None
    found = drawing.compute(lost)
    with clock.at(clock.now() + timedelta(minutes=5)):
        draws.work()
    finished = Draw.objects.get().finished_at
    with clock.at(clock.now() + timedelta(minutes=6)):
        actions.finish_draw(draw=lost, found=found)
    assert Draw.objects.get().finished_at == finished


def test_a_draw_that_breaks_is_tried_again_and_the_worker_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    asked(panel_row())

    def fail(_draw: object) -> None:
        raise ValueError("broken")

    with monkeypatch.context() as patched:
        patched.setattr(drawing, "compute", fail)
        assert draws.work() == 1
    assert Draw.objects.get().state == DrawState.RUNNING
    with clock.at(clock.now() + timedelta(minutes=2)):
        assert draws.work() == 1
    assert Draw.objects.get().state == DrawState.DONE


@pytest.mark.django_db(transaction=True)
def test_the_turn_of_the_worker_begins_a_draw_on_a_thread() -> None:
    asked(panel_row())
    turn = registry.PERIODIC["draws"]
    assert turn.run() == 1
    beside.wait()
    assert Draw.objects.get().state == DrawState.DONE
    assert turn.run() == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_take_the_same_draw() -> None:
    row = panel_row()
    for seed in range(3):
        asked(row, seed)
    taken: list[int] = []

    def take() -> None:
        try:
            while (one := actions.take_draw()) is not None:
                taken.append(one.pk)
        finally:
            connection.close()

    workers = [threading.Thread(target=take) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert sorted(taken) == sorted(Draw.objects.values_list("pk", flat=True))


def test_the_page_that_asks_again_is_sent_to_the_result() -> None:
    row = panel_row()
    client = signed(made.facilitator(row))
    page = ask(client, row)
    waiting = client.get(page, headers={"HX-Request": "true"})
    assert "HX-Redirect" not in waiting and "<html" not in waiting.content.decode()
    draws.work()
    assert client.get(page, headers={"HX-Request": "true"})["HX-Redirect"] == page


def test_without_a_worker_the_page_says_so_after_a_while() -> None:
    row = panel_row()
    client = signed(made.facilitator(row))
    page = ask(client, row)
    assert "no worker seems to run" not in client.get(page).content.decode()
    Draw.objects.update(asked_at=clock.now() - timedelta(minutes=3))
    assert "no worker seems to run" in client.get(page).content.decode()


def test_draws_are_listed_with_their_state_by_as_many_queries_for_many_as_for_one() -> None:
    row = panel_row()
    client = signed(made.facilitator(row))
    counts = []
    for seed in (1, 2, 3):
        draw(client, row, seed)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address(row, "panel_draw")).content.decode()
        counts.append(len(queries))
    assert counts[1] == counts[2]
    assert page.count("4 people among 12, seed") == 3


def test_a_stranger_asks_for_no_draw_and_sees_none() -> None:
    row = panel_row()
    one = asked(row)
    read = drawing.read(*(file.file for file in files().values()), size=None)
    with pytest.raises(NotAllowed):
        actions.ask_draw(consultation=row, user=accounts.stranger(), files=read, seed=1)
    assert signed(accounts.stranger()).get(address(row, "panel_drawn", one.pk)).status_code == 403
    other = panel_row()
    assert signed(made.facilitator(other)).get(address(other, "panel_drawn", one.pk)).status_code == 404


@pytest.mark.parametrize(
    "changed",
    [{}, {"digest": "autre", "state": "perdu"}, {"digest": "autre", "state": DrawState.DONE, "finished_at": None}],
)
def test_what_is_no_draw_is_refused_by_the_database(changed: dict[str, Any]) -> None:
    one = asked(panel_row())
    one.pk = None
    for name, value in changed.items():
        setattr(one, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        one.save(force_insert=True)


@pytest.mark.parametrize(
    ("pool", "quotas", "sentence"),
    [
        ("nom;age\nA;jeune\n", QUOTAS, "“pool.csv”: the column “id” is missing from the first line."),
        (POOL, "a,b\n1,2\n", "“quotas.csv”: the column “category” is missing from the first line."),
        ("rien", QUOTAS, "“pool.csv” is no table: save the sheet as CSV."),
        (POOL, QUOTAS.replace("2,2", "20,20"), ""),
    ],
)
def test_files_that_draw_nobody_are_refused(pool: str, quotas: str, sentence: str) -> None:
    row = made.consultation(access=Access.PANEL)
    answer = signed(made.facilitator(row)).post(address(row, "panel_draw"), {"seed": "1", **files(pool, quotas)})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert answer.context["form"].non_field_errors()
    assert Draw.objects.count() == 0
