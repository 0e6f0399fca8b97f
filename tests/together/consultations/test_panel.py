"""The panel: invited once, reminded when late, renewed without a second voice."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boucle.foundation.core import clock
from boucle.foundation.lifecycle.actions import ContactDetails
from boucle.foundation.lifecycle.models import ContactReading
from boucle.foundation.lifecycle.rules import NotAllowed, NotPossible
from boucle.foundation.messages.enums import Template
from boucle.foundation.messages.models import Letter
from boucle.together.consultations import actions
from boucle.together.consultations.enums import Access, ItemType, Method
from boucle.together.consultations.models import Consultation, Panellist
from boucle.together.consultations.queries import codes, finding, participation
from boucle.together.consultations.queries import panel as lists
from tests.factories import accounts
from tests.factories import consultations as made
from tests.together.consultations.test_facilitate import address, signed

pytestmark = pytest.mark.django_db


def panel_of(row: Consultation, number: int = 3) -> list[actions.Invitation]:
    return made.invited(row, number)


def test_one_person_is_invited_by_mail_once() -> None:
    row = made.consultation(access=Access.PANEL)
    client = signed(made.facilitator(row))
    sent = {"name": "Personne inventée", "email": "un@exemple.fr"}
    for sentence in ("the mail is on its way", "is invited already"):
        page = client.post(address(row, "panel"), sent, follow=True)
        assert sentence in page.content.decode()
    letter = Letter.objects.get()
    assert letter.template == Template.PANEL_INVITATION
    assert codes.read(letter.once["private_path"].strip("/").split("/")[-1])


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [({}, "Give a name, or an e-mail address."), ({"name": "X", "email": "pas une adresse"}, "Enter a valid email")],
)
def test_an_invitation_to_nobody_is_refused_and_stays(typed: dict[str, str], sentence: str) -> None:
    row = made.consultation(access=Access.PANEL)
    answer = signed(made.facilitator(row)).post(address(row, "panel"), typed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert all(value in answer.content.decode() for value in typed.values())


def test_somebody_without_an_address_is_led_to_their_letter_and_the_code_opens() -> None:
    row = made.consultation(access=Access.PANEL)
    client = signed(made.facilitator(row))
    to_letters = client.post(address(row, "panel"), {"name": "Voisine du 4e"})["Location"]
    somebody = Panellist.objects.get()
    assert to_letters == address(row, "letters") + f"?who={somebody.pk}"
    printed = client.post(to_letters, {"who": [somebody.pk]})
    code = printed.context["made"][0]["code"]
    assert code in printed.content.decode() and "<svg" in printed.content.decode()
    assert printed["Cache-Control"] and "no-store" in printed["Cache-Control"]
    assert finding.panellist(code) == somebody
    again = client.post(to_letters, {"who": [somebody.pk]}).context["made"][0]["code"]
    assert (finding.panellist(code), finding.panellist(again)) == (None, somebody)


def test_letters_for_nobody_are_refused() -> None:
    row = made.consultation(access=Access.PANEL)
    page = signed(made.facilitator(row)).post(address(row, "letters"), follow=True)
    assert "Tick at least one person." in page.content.decode()


def test_a_list_says_row_by_row_what_it_took_and_runs_again_with_no_double() -> None:
    row = made.consultation(access=Access.PANEL)
    client = signed(made.facilitator(row))
    text = "Nom;Courriel;Groupe\nAnne;anne@exemple.fr;Soins\nBob;;Soins\nRien;pas-une-adresse;Secours\n;;Secours\n"
    page = client.post(address(row, "panel_list"), {"text": text})
    assert (page.context["fresh"], page.context["doubles"], page.context["wrong"]) == (2, 0, 2)
    said = page.content.decode()
    assert "“pas-une-adresse” is not an e-mail address." in said and "Neither a name nor an e-mail" in said
    assert [group.name for group in row.groups.all()] == ["Soins"]
    page = client.post(address(row, "panel_list"), {"text": text})
    assert (page.context["fresh"], page.context["doubles"], page.context["wrong"]) == (0, 2, 2)
    assert row.panel.count() == 2


def test_a_file_of_windows_is_read_like_what_is_pasted() -> None:
    row = made.consultation(access=Access.PANEL)
    file = SimpleUploadedFile("gens.csv", "nom,mail\nÉlodie,e@exemple.fr\n".encode("cp1252"))
    signed(made.facilitator(row)).post(address(row, "panel_list"), {"file": file})
    contact = row.panel.get().contact
    assert contact is not None and (contact.name, contact.email) == ("Élodie", "e@exemple.fr")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Paste a list, or choose a file."),
        ("juste une ligne", "The first line names at least two columns, such as name and email."),
        ("couleur;taille\nbleu;3", "The first line names the columns: name, email, group."),
        ("nom;mail\n", "The list has a first line and nobody under it."),
        ("nom;mail\n" + "a;b\n" * 2001, "This list has more than 2000 rows: cut it in two."),
    ],
)
def test_what_is_no_list_is_refused_and_stays(text: str, sentence: str) -> None:
    row = made.consultation(access=Access.PANEL)
    answer = signed(made.facilitator(row)).post(address(row, "panel_list"), {"text": text})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert text.strip()[:20] in answer.content.decode()


def test_rows_that_are_broken_are_set_aside_alone(in_english: None) -> None:
    long = "x" * 81
    people = lists.read(lists.pasted(f"name;email\nAnne;a@exemple.fr;trop\n{long};b@exemple.fr\nBob;bob@exemple.fr\n"))
    assert [person.problem for person in people] == [
        "This row has more cells than the first line has columns.",
        "Shorten the name, or the group: 80 signs at most.",
        "",
    ]


def test_only_the_late_are_reminded_and_once_a_day() -> None:
    row = made.consultation(access=Access.PANEL, is_anonymous=False)
    first, second, gone = panel_of(row)
    round_ = made.open_round(row)
    voice = actions.enter(code=first.code)
    actions.keep(voice=voice, item=round_.asked.get().item, value=7)
    actions.send(voice=voice, code=first.code)
    actions.leave(panellist=gone.panellist)
    client = signed(made.facilitator(row))
    assert "1 person is reminded." in client.post(address(row, "panel_remind"), follow=True).content.decode()
    assert "reminded today already" in client.post(address(row, "panel_remind"), follow=True).content.decode()
    letters = Letter.objects.filter(template=Template.PANEL_REMINDER)
    assert [letter.contact_id for letter in letters] == [second.panellist.contact_id]
    with clock.at(clock.now() + timedelta(days=1)):
        assert actions.remind(round=round_, user=made.facilitator(row)) == 1


def test_nobody_is_late_before_a_round_opens() -> None:
    row = made.consultation(access=Access.PANEL)
    panel_of(row)
    page = signed(made.facilitator(row)).post(address(row, "panel_remind"), follow=True)
    assert "No round is open: nobody is late." in page.content.decode()


def test_a_renewed_code_takes_the_place_of_the_lost_one() -> None:
    row = made.consultation(access=Access.PANEL)
    lost = panel_of(row)[0]
    made.open_round(row)
    actions.enter(code=lost.code)
    client = signed(made.facilitator(row))
    page = client.post(address(row, "panel_renew", lost.panellist.pk), follow=True)
    assert "Another link is on its way, unless this person has answered" in page.content.decode()
    with pytest.raises(NotPossible):
        actions.enter(code=lost.code)
    fresh = Letter.objects.order_by("-pk")[0].once["private_path"].strip("/").split("/")[-1]
    assert finding.panellist(fresh) == lost.panellist


def test_where_anonymity_is_set_nobody_who_answered_gets_a_second_code() -> None:
    row = made.consultation(access=Access.PANEL)
    somebody = panel_of(row)[0]
    round_ = made.open_round(row)
    voice = actions.enter(code=somebody.code)
    actions.keep(voice=voice, item=round_.asked.get().item, value=7)
    actions.send(voice=voice, code=somebody.code)
    before = Letter.objects.count()
    page = signed(made.facilitator(row)).post(address(row, "panel_renew", somebody.panellist.pk), follow=True)
    assert "unless this person has answered" in page.content.decode()
    assert finding.panellist(somebody.code) == somebody.panellist
    assert Letter.objects.count() == before


def test_whoever_came_to_a_map_may_have_voted_and_gets_no_second_code() -> None:
    row = made.consultation(Method.OPINIONS, access=Access.PANEL)
    somebody = panel_of(row)[0]
    actions.enter(code=somebody.code)
    shown = actions.renew(panellist=Panellist.objects.get(pk=somebody.panellist.pk), user=made.facilitator(row)).code
    assert (finding.panellist(shown), finding.panellist(somebody.code)) == (None, somebody.panellist)


def test_where_a_key_is_kept_the_voice_follows_the_new_code() -> None:
    row = made.consultation(access=Access.PANEL, is_anonymous=False)
    somebody = panel_of(row)[0]
    round_ = made.open_round(row)
    voice = actions.enter(code=somebody.code)
    actions.keep(voice=voice, item=round_.asked.get().item, value=7)
    actions.send(voice=voice, code=somebody.code)
    renewed = actions.renew(panellist=Panellist.objects.get(pk=somebody.panellist.pk), user=made.facilitator(row))
    assert actions.enter(code=renewed.code) == voice


def test_whoever_stops_is_shown_and_can_be_replaced() -> None:
    row = made.consultation(access=Access.PANEL, is_anonymous=False)
    gone = panel_of(row)[0]
    client = signed(made.facilitator(row))
    page = client.post(address(row, "panel_leave", gone.panellist.pk), follow=True)
    assert "stopped on" in page.content.decode() and "Replace" in page.content.decode()
    assert page.context["people"].total.left == 1
    with pytest.raises(NotPossible, match=r"ended|terminée"):
        actions.enter(code=gone.code)


def test_people_of_another_consultation_are_not_found() -> None:
    row, other = made.consultation(access=Access.PANEL), made.consultation(access=Access.PANEL)
    elsewhere = panel_of(other)[0].panellist
    client = signed(made.facilitator(row))
    for route in ("panel_leave", "panel_renew"):
        assert client.post(address(row, route, elsewhere.pk)).status_code == 404


def test_a_closed_consultation_invites_nobody(in_english: None) -> None:
    row = made.consultation()
    made.open_round(row)
    row = made.close(row)
    with pytest.raises(NotPossible, match="This consultation is closed"):
        actions.invite(consultation=row, user=made.facilitator(row), details=ContactDetails(name="Anne"))


def test_a_stranger_does_none_of_it() -> None:
    row = made.consultation(access=Access.PANEL)
    somebody, panellist = accounts.stranger(), panel_of(row)[0].panellist
    round_ = made.open_round(row)
    for forbidden in (
        lambda: actions.invite(consultation=row, user=somebody, details=ContactDetails(name="Anne")),
        lambda: actions.invite_many(consultation=row, user=somebody, people=[]),
        lambda: actions.remind(round=round_, user=somebody),
        lambda: actions.renew(panellist=panellist, user=somebody),
        lambda: actions.print_letters(panellists=[panellist], user=somebody),
        lambda: actions.strike(panellist=panellist, user=somebody),
    ):
        with pytest.raises(NotAllowed):
            forbidden()
    client = signed(somebody)
    for route, rest in (
        ("panel_list", ()),
        ("panel_group", ()),
        ("panel_remind", ()),
        ("panel_leave", (panellist.pk,)),
    ):
        assert client.post(address(row, route, *rest)).status_code == 403


def test_groups_are_counted_against_the_territory() -> None:
    row = made.consultation(access=Access.PANEL)
    client = signed(made.facilitator(row))
    client.post(address(row, "panel_group"), {"name": "Soins", "population": "120"})
    assert client.post(address(row, "panel_group"), {"name": ""}).status_code == 422
    group = row.groups.get()
    came = made.invited(row, 2, group=group)[0]
    made.invited(row, 1)
    round_ = made.open_round(row)
    voice = actions.enter(code=came.code)
    actions.keep(voice=voice, item=round_.asked.get().item, value=3)
    actions.send(voice=voice, code=came.code)
    found = participation.of(row, round_)
    assert [(str(line.group), line.population, line.invited, line.came, line.sent) for line in found.lines] == [
        ("Soins", 120, 2, 1, 1),
        ("None", None, 1, 0, 0),
    ]
    assert (found.total.invited, found.total.sent, found.others) == (3, 1, 0)


def test_reading_names_and_addresses_leaves_a_trace_and_counting_people_leaves_none() -> None:
    row = made.consultation(access=Access.PANEL)
    user = made.facilitator(row)
    client = signed(user)
    named = actions.invite(consultation=row, user=user, details=ContactDetails(name="Voisine du 4e")).panellist
    panel_of(row, 2)
    client.get(address(row, "facilitate"))
    assert ContactReading.objects.count() == 0
    client.get(address(row, "panel"))
    assert ContactReading.objects.filter(reader=user).count() == 3
    client.get(address(row, "letters"))
    client.post(address(row, "letters"), {"who": [named.pk]})
    assert ContactReading.objects.filter(reader=user, contact=named.contact).count() == 3
    signed(accounts.stranger()).get(address(row, "panel"))
    assert ContactReading.objects.count() == 5


def test_the_page_of_the_panel_asks_as_many_queries_for_a_crowd() -> None:
    row = made.consultation(access=Access.PANEL)
    client = signed(made.facilitator(row))
    panel_of(row, 2)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address(row, "panel"))
        counts.append(len(queries))
        panel_of(row, 8)
    assert counts[0] == counts[1]


def test_the_questions_follow_each_letter_and_an_empty_sheet_can_be_copied() -> None:
    row = made.consultation(access=Access.PANEL)
    items = [
        made.item(row, ItemType.SCALE, settings={"scale": [0, 4], "ends": ["pas du tout", "tout à fait"]}),
        made.item(row, ItemType.CHOICE, settings={"options": ["la commune", "la préfecture"], "most": 2}),
        made.item(row, ItemType.RANKING, settings={"options": ["un", "deux"]}),
        made.item(row, ItemType.PLACEMENT, settings={"axes": [["seul", "ensemble"], ["après", "avant"]]}),
        made.item(row, ItemType.ESTIMATE, settings={"unit": "heures"}),
        made.item(row, ItemType.OPEN),
        made.item(row, ItemType.STATEMENT),
        made.item(row, ItemType.OPTION, cost=4000),
    ]
    client = signed(made.facilitator(row))
    assert "Plan the round first" in client.get(address(row, "blank_sheet")).content.decode()
    client.post(address(row, "panel"), {"name": "Voisine du 4e"})
    actions.plan_round(consultation=row, user=made.facilitator(row), items=items)
    blank = client.get(address(row, "blank_sheet")).content.decode()
    letters = client.post(address(row, "letters"), {"who": [Panellist.objects.get().pk]}).content.decode()
    for page in (blank, letters):
        assert all(item.text in page for item in items)
        assert "<span>0</span><span>1</span><span>2</span><span>3</span><span>4</span>" in page
        assert "la préfecture" in page and "Tick 2 boxes at most." in page and "4000 euros" in page
    assert signed(accounts.stranger()).get(address(row, "blank_sheet")).status_code == 403
