"""Public pages, those of the crisis staff, those of whoever keeps an inventory."""

import gzip
import uuid

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from boucle.before.dominos.models import Attachment, Challenge, Dependency, Inventory, Schedule
from boucle.before.plans.models import Note, Section
from boucle.before.plans.registry import panels
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.guard import actions as guard
from boucle.foundation.guard import forms as guard_forms
from boucle.foundation.guard import rules as guard_rules
from boucle.foundation.territories import actions as territories
from tests.factories import accounts, dominos, plans

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quiet_network() -> None:
    cache.clear()


@pytest.fixture
def made() -> Inventory:
    found = dominos.town()
    territories.open_territory(territory=found.territory)
    return found


@pytest.fixture
def schedule(made: Inventory) -> Schedule:
    return dominos.schedule(made)


def url(name: str, *args: object) -> str:
    return reverse(f"dominos:{name}", args=args)


def signed(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def every_public_page(made: Inventory, schedule: Schedule) -> list[str]:
    run = url("run", made.slug, schedule.slug)
    return [
        url("list", made.territory.slug),
        url("inventory", made.slug),
        url("services", made.slug),
        *(url("service", made.slug, code) for code in ("feeder", "mast", "pump", "water")),
        url("services_csv", made.slug),
        url("needs_csv", made.slug),
        url("measures_csv", made.slug),
        run,
        *(f"{run}?t={minute}" for minute in (1020, 1110, 1145, 1200)),
        f"{run}?why=secret1",
        url("ranking", made.slug, schedule.slug),
        url("schedule_csv", made.slug, schedule.slug),
        url("timeline_csv", made.slug, schedule.slug),
        url("moment", made.slug, schedule.slug) + "?t=1145",
        url("outline", made.slug),
    ]


def test_every_public_page_answers_everybody(client: Client, made: Inventory, schedule: Schedule) -> None:
    assert {page: client.get(page).status_code for page in every_public_page(made, schedule)} == dict.fromkeys(
        every_public_page(made, schedule), 200
    )


def test_no_public_page_names_places_or_codes_a_closed_service(
    client: Client, made: Inventory, schedule: Schedule
) -> None:
    """Whoever reads: a stranger, and the crisis staff on the public address."""
    for reader in (client, signed(Client(), dominos.keeper(made))):
        for page in every_public_page(made, schedule):
            text = reader.get(page).content.decode()
            asked = text.replace("why=secret1", "").replace("why%3Dsecret1", "")  # what they typed
            assert ("Personne cachée" in asked, "secret1" in asked, "45.7333" in asked) == (False, False, False), page


def test_a_closed_service_has_no_public_page(client: Client, made: Inventory) -> None:
    assert client.get(url("service", made.slug, "secret1")).status_code == 404
    assert client.get(url("contest", made.slug, "secret1") + "?figure=people").status_code == 404


def test_the_crisis_staff_reads_closed_services_and_nobody_else(
    client: Client, made: Inventory, schedule: Schedule
) -> None:
    pages = [
        url("run_whole", made.slug, schedule.slug),
        url("services_whole", made.slug),
        url("service_whole", made.slug, "secret1"),
        url("services_csv_whole", made.slug),
        url("ranking_whole", made.slug, schedule.slug),
        url("moment_whole", made.slug, schedule.slug),
    ]
    staff = signed(Client(), accounts.referent(made.territory))
    for page in pages:
        assert client.get(page).status_code == 403
        assert signed(Client(), accounts.stranger()).get(page).status_code == 403
        answer = staff.get(page)
        assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (200, True)
    assert "Personne cachée 1" in staff.get(pages[1]).content.decode()


def test_an_inventory_in_preparation_is_for_its_staff(client: Client) -> None:
    draft = dominos.town(is_open=False)
    assert client.get(url("inventory", draft.slug)).status_code == 404
    assert signed(client, accounts.referent(draft.territory)).get(url("inventory", draft.slug)).status_code == 200


def test_a_run_is_told_in_a_bounded_number_of_queries(
    client: Client, made: Inventory, schedule: Schedule, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page = url("run", made.slug, schedule.slug)
    client.get(page)
    with django_assert_max_num_queries(30):
        client.get(page + "?t=1100")


def test_the_services_of_a_page_are_read_in_few_queries(
    client: Client, made: Inventory, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(8):
        client.get(url("services", made.slug))


def test_a_minute_outside_the_picture_shows_its_edge(client: Client, made: Inventory, schedule: Schedule) -> None:
    page = url("run", made.slug, schedule.slug)
    for typed in ("99999", "-5", "abc", "9" * 20, "²"):
        assert client.get(page, {"t": typed}).status_code == 200


def test_a_run_page_is_light(client: Client, made: Inventory, schedule: Schedule) -> None:
    assert len(gzip.compress(client.get(url("run", made.slug, schedule.slug)).content)) < 50_000


# Contest


def contest(client: Client, made: Inventory, **changes: str) -> tuple[int, str]:
    said = {"text": "Un quart d’heure, pas plus.", "source": "J’habite en face", "likely": "0:15"}
    typed = dominos.guarded(**{**said, **changes})
    answer = client.post(url("contest", made.slug, "mast") + "?figure=autonomy&supplier=feeder", typed)
    return answer.status_code, answer.content.decode()


def test_anybody_contests_a_public_figure_and_follows_it(client: Client, made: Inventory) -> None:
    status, text = contest(client, made)
    row = Challenge.objects.get()
    assert (status, row.value, row.former) == (200, "15/15/15", "20/30/40")
    follow = text.split('href="/follow-contest/')[1].split('"')[0]
    assert client.get(f"/follow-contest/{follow}").status_code == 200
    assert client.get(url("challenge", row.contribution.reference)).status_code == 404


def test_a_doubt_without_a_value_is_taken(client: Client, made: Inventory) -> None:
    assert contest(client, made, likely="")[0] == 200
    assert Challenge.objects.get().value == ""


def test_what_is_wrong_is_said_and_what_was_typed_stays(client: Client, made: Inventory) -> None:
    status, text = contest(client, made, likely="beaucoup", text="Je garde ceci.")
    assert status == 422
    assert "Je garde ceci." in text
    assert Challenge.objects.count() == 0


def test_a_challenge_sent_twice_is_one(client: Client, made: Inventory) -> None:
    key = str(uuid.uuid4())
    assert [contest(client, made, key=key)[0] for _ in range(2)] == [200, 200]
    assert Challenge.objects.count() == 1


def test_a_challenge_that_a_robot_fills_in_is_refused_with_a_sentence(client: Client, made: Inventory) -> None:
    hasty = guard_forms.STAMP.sign(str(int(clock.now().timestamp())))
    assert "C’était très rapide." in contest(client, made, stamp=hasty)[1]
    assert "Un champ que les gens ne voient pas" in contest(client, made, website="http://spam.example")[1]
    assert contest(client, made, stamp="")[0] == 422
    assert Challenge.objects.count() == 0


def test_a_network_that_sends_much_shows_that_it_is_no_robot_then_waits(client: Client, made: Inventory) -> None:
    network = guard_rules.network_hash("127.0.0.1")
    for _ in range(guard_rules.WARM):
        guard.count_sending(network=network)
    page = client.get(url("contest", made.slug, "mast") + "?figure=people").content.decode()
    assert ("data-challenge" in page, "guard/guard" in page) == (True, True)
    assert contest(client, made)[0] == 422
    for _ in range(guard_rules.HOT):
        guard.count_sending(network=network)
    assert contest(client, made)[0] == 429
    assert Challenge.objects.count() == 0


def test_each_challenge_counts_for_its_network(client: Client, made: Inventory) -> None:
    network = guard_rules.network_hash("127.0.0.1")
    before = cache.get(guard_rules.throttle_key(network)) or 0
    contest(client, made)
    assert cache.get(guard_rules.throttle_key(network)) == before + 1


def test_a_figure_that_is_none_is_not_contested(client: Client, made: Inventory) -> None:
    assert client.get(url("contest", made.slug, "mast") + "?figure=couleur").status_code == 404


# Keep


def keep(made: Inventory) -> Client:
    return signed(Client(), dominos.keeper(made))


KEPT = ("keep", "keep_services", "new_service", "import", "library", "schedules", "measures", "challenges")


@pytest.mark.parametrize("name", KEPT)
def test_pages_of_the_keeper_are_for_the_keeper(client: Client, made: Inventory, name: str) -> None:
    page = url(name, made.slug)
    assert client.get(page).status_code == 302
    assert signed(client, accounts.stranger()).get(page).status_code == 403
    assert keep(made).get(page).status_code == 200


def test_an_inventory_begins_with_a_form(made: Inventory) -> None:
    answer = keep(made).post(url("new", made.territory.slug), {"name": "Autre inventaire"})
    found = Inventory.objects.get(name="Autre inventaire")
    assert (answer.status_code, answer["Location"]) == (302, url("keep", found.slug))


def test_a_service_is_added_and_its_needs_too(made: Inventory) -> None:
    client = keep(made)
    typed = {
        "code": "lift", "name": "Ascenseur", "kind": "lift", "people": "40", "vulnerability": "disabled",
        "restart": "0:05", "point": "45.7334, 4.9117", "source": "visite", "confidence": "measured",
    }  # fmt: skip
    answer = client.post(url("new_service", made.slug), typed)
    assert answer["Location"] == url("needs", made.slug, "lift")
    need = {
        "suppliers": ["feeder"], "gate": "all", "likely": "0:30", "source": "visite", "confidence": "measured",
    }  # fmt: skip
    client.post(url("needs", made.slug, "lift"), need)
    row = Dependency.objects.get(service__code="lift")
    assert (row.likely, row.service.restart, row.service.lat) == (30, 5, 45.7334)


def test_a_service_with_a_point_elsewhere_is_refused_with_a_sentence(made: Inventory) -> None:
    typed = {"code": "x", "name": "X", "kind": "lift", "people": "1", "vulnerability": "everybody"}
    typed |= {"point": "48.85, 2.35", "source": "v", "confidence": "measured"}
    answer = keep(made).post(url("new_service", made.slug), typed)
    assert (answer.status_code, "hors de" in answer.content.decode()) == (422, True)


def test_files_are_read_before_they_are_taken(made: Inventory) -> None:
    client = keep(made)
    file = SimpleUploadedFile("s.csv", b"id,name,people\nnew,Nouveau,3\nbad,Mauvais,-1\n")
    checked = client.post(url("import", made.slug), {"services": file})["Location"]
    assert made.services.filter(code="new").count() == 0
    page = client.get(checked).content.decode()
    assert ("1 nouveau service" in page, "1 ligne est mise de côté" in page) == (True, True)
    client.post(checked)
    assert made.services.filter(code="new").count() == 1
    assert client.get(checked).status_code == 404


def test_rules_are_seen_before_they_are_written(made: Inventory) -> None:
    client = keep(made)
    dominos.service(made, "p2", "pump", name="Pompe neuve", lat=45.732, lon=4.912)
    seen = client.get(url("library", made.slug), {"rule": "pump-feeder"}).content.decode()
    assert ("Pompe neuve" in seen, Dependency.objects.filter(service__code="p2").count()) == (True, 0)
    client.post(url("library", made.slug), {"rule": "pump-feeder"})
    assert Dependency.objects.get(service__code="p2").by_rule == "pump-feeder"


def test_a_schedule_gets_its_cuts_and_goes_away(made: Inventory) -> None:
    client = keep(made)
    page = client.post(url("schedules", made.slug), {"name": "Un soir", "day": "2026-12-01"})["Location"]
    client.post(page, {"what": "t:4", "start": "17:00", "end": "20:00"})
    row = Schedule.objects.get(name="Un soir")
    assert list(row.cuts.values_list("tranche", "start", "end")) == [("4", 1020, 1200)]
    assert client.post(page, {"what": "t:4", "start": "19:00", "end": "18:00"}).status_code == 422
    client.post(url("remove_schedule", made.slug, row.slug))
    assert not Schedule.objects.filter(name="Un soir").exists()


def test_a_measure_is_written_and_removed(made: Inventory) -> None:
    client = keep(made)
    typed = {"name": "Groupe", "service": "pump", "change": "autonomy", "value": "6", "supplier": "feeder"}
    client.post(url("measures", made.slug), typed)
    row = made.measures.get(name="Groupe")
    assert [(one.service.code, one.value) for one in row.parts.all()] == [("pump", 6.0)]
    client.post(url("remove_measure", made.slug, row.pk))
    assert not made.measures.filter(name="Groupe").exists()


def test_a_measure_may_come_at_an_hour_which_every_page_says(made: Inventory, schedule: Schedule) -> None:
    client = keep(made)
    typed = {"name": "Groupe", "service": "mast", "change": "autonomy", "value": "6", "supplier": "feeder"}
    client.post(url("measures", made.slug), {**typed, "start": "18:00"})
    row = made.measures.get(name="Groupe")
    assert [(one.value, one.start) for one in row.parts.all()] == [(6.0, 1080)]
    pages = [url("measures", made.slug), url("run", made.slug, schedule.slug)]
    assert ["dès 18\xa0h" in client.get(page).content.decode() for page in pages] == [True, True]
    assert "Groupe,mast,feeder,autonomy,6:00,18:00,," in client.get(url("measures_csv", made.slug)).content.decode()
    assert client.post(url("measures", made.slug), {**typed, "start": "le soir"}).status_code == 422


# The plan


def test_a_run_joins_a_section_which_shows_it_and_takes_its_measures(made: Inventory, schedule: Schedule) -> None:
    plan = plans.plan(made.territory, user=dominos.keeper(made))
    section = plans.section(plan, title="Délestage")
    client = keep(made)
    answer = client.post(url("join", made.slug, schedule.slug), {"section": section.pk})
    row = Attachment.objects.get()
    assert answer["Location"] == url("discuss", made.slug, schedule.slug, row.pk)
    [panel] = panels(section)
    assert [one.lede for one in panel.context["runs"]] != []
    measure = made.measures.get()
    client.post(answer["Location"], {"measure": measure.pk, "role": "D4"})
    client.post(answer["Location"], {"risk": "Eau du Thier"})
    assert list(section.measures.values_list("title", "role")) == [("Batteries au relais", "D4")]
    assert [one.contribution.title for one in section.children.all()] == ["Eau du Thier"]
    client.post(answer["Location"], {"detach": "1"})
    assert panels(section) == []


def attached(made: Inventory, schedule: Schedule) -> tuple[str, Section, Section]:
    """The address where a run is discussed; its section; another one of the same plan."""
    plan = plans.plan(made.territory, user=dominos.keeper(made))
    section, other = plans.section(plan, title="Délestage"), plans.section(plan, title="Eau potable")
    answer = keep(made).post(url("join", made.slug, schedule.slug), {"section": section.pk})
    return answer["Location"], section, other


def test_a_secondary_risk_is_noted_on_a_section_that_is_there_once(made: Inventory, schedule: Schedule) -> None:
    page, _section, other = attached(made, schedule)
    client = keep(made)
    for _ in range(2):
        client.post(page, {"note": "Eau du Thier", "section": other.pk})
    row = Note.objects.get()
    assert (row.section, row.contribution.state, row.fate) == (other, "published", "waiting")
    said = ("Eau du Thier", "18\xa0h\xa010", f"/dominos/{made.slug}/{schedule.slug}/")
    assert [one in row.contribution.text for one in said] == [True] * 3
    text = client.get(page).content.decode()
    assert ("Noté sur « Eau potable »" in text.replace("\xa0", " "), text.count("<option")) == (True, 3)


def test_a_risk_or_a_section_that_is_none_writes_no_note(made: Inventory, schedule: Schedule) -> None:
    page, section, _other = attached(made, schedule)
    elsewhere = plans.section(plans.plan(made.territory, user=dominos.keeper(made)), title="Ailleurs")
    for typed in ({"note": "Rien", "section": section.pk}, {"note": "Eau du Thier", "section": elsewhere.pk}):
        assert keep(made).post(page, typed, follow=True).status_code == 200
    assert (
        signed(Client(), accounts.stranger()).post(page, {"note": "Eau du Thier", "section": section.pk}).status_code
        == 403
    )
    assert Note.objects.count() == 0


def test_a_stranger_joins_nothing(client: Client, made: Inventory, schedule: Schedule) -> None:
    plan = plans.plan(made.territory, user=dominos.keeper(made))
    section = plans.section(plan, title="Délestage")
    answer = signed(client, accounts.stranger()).post(url("join", made.slug, schedule.slug), {"section": section.pk})
    assert (answer.status_code, Attachment.objects.count()) == (404, 0)
