"""From open answers to items: codebook, two coders, agreement, words that may be shown."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle.rules import NotAllowed, NotPossible
from boucle.together.consultations import actions
from boucle.together.consultations.enums import ItemType, Method, Side
from boucle.together.consultations.models import Answer, Code, Coding, Consultation, Item, Quote, Round
from boucle.together.consultations.queries import coding
from tests.factories import accounts, consultations

pytestmark = pytest.mark.django_db
WORDS = ("Prévenir la veille.", "Passer voir les voisins.", "Je ne sais pas.")


def question(*, is_closed: bool = True) -> Item:
    """An open question with three answers; the last one may not be quoted."""
    row = consultations.consultation()
    item = consultations.item(row, ItemType.OPEN, text="Que faire avant une coupure ?")
    round_ = consultations.open_round(row, [item])
    for words in WORDS:
        voice, code = consultations.voice(row)
        actions.keep(voice=voice, item=item, value=words, may_quote=words != WORDS[2])
        actions.send(voice=voice, code=code)
    if is_closed:
        consultations.close_round(round_)
    return item


def answer(item: Item, words: str) -> Answer:
    return next(one for one in item.answers.all() if one.value == words)


def facilitator(item: Item) -> User:
    return consultations.facilitator(item.consultation)


def code(item: Item, label: str = "Prévenir") -> Code:
    return actions.add_code(consultation=item.consultation, user=facilitator(item), label=label)


def tick(item: Item, user: User, **ticks: Any) -> None:
    """`first`, `second`, `third`: the codes of each answer."""
    places = {"first": 0, "second": 1, "third": 2}
    given = {answer(item, WORDS[places[name]]).pk: [one.pk for one in codes] for name, codes in ticks.items()}
    actions.code_answers(consultation=item.consultation, user=user, ticks=given)


def signed_in(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def address(item: Item, name: str = "coding", *more: Any) -> str:
    return reverse(f"consultations:{name}", args=[item.consultation.contribution.reference, *more])


@pytest.mark.parametrize("name", ["coding", "coding_read", "quotes"])
def test_a_stranger_sees_nothing_of_the_answers(client: Client, name: str) -> None:
    item = question()
    url = address(item, name, *([] if name == "coding" else [item.number]))

    assert client.get(url).status_code == 302
    assert signed_in(client, accounts.stranger()).get(url).status_code == 403


@pytest.mark.parametrize("name", ["coding", "coding_read", "quotes"])
def test_whoever_facilitates_reads_them(client: Client, name: str) -> None:
    item = question()
    url = address(item, name, *([] if name == "coding" else [item.number]))

    response = signed_in(client, facilitator(item)).get(url)

    assert response.status_code == 200
    assert "style=" not in response.content.decode()


def test_answers_of_an_open_round_are_not_read(client: Client) -> None:
    item = question(is_closed=False)

    shown = signed_in(client, facilitator(item)).get(address(item, "coding_read", item.number)).content.decode()

    assert WORDS[0] not in shown


def test_a_code_is_added_changed_and_removed_from_the_pages(client: Client) -> None:
    item = question()
    signed_in(client, facilitator(item))

    client.post(address(item), {"do": "code", "label": "Prévenir", "definition": "Dire avant."})
    made = Code.objects.get(consultation=item.consultation)
    client.post(address(item, "code", made.pk), {"label": "Prévenir avant", "definition": "", "facet": "quand"})
    made.refresh_from_db()
    assert (made.label, made.facet) == ("Prévenir avant", "quand")
    client.post(address(item, "code", made.pk), {"do": "remove"})

    assert not Code.objects.exists()


def test_a_code_without_a_name_is_refused_beside_its_field(client: Client) -> None:
    item = question()

    response = signed_in(client, facilitator(item)).post(address(item), {"do": "code", "definition": "Dire avant."})

    assert response.status_code == 422
    assert "Dire avant." in response.content.decode()


@pytest.mark.parametrize("label", ["prévenir", coding.NOTHING, "  "])
def test_a_code_has_a_name_of_its_own(label: str) -> None:
    item = question()
    code(item)

    with pytest.raises(NotPossible):
        code(item, label)


def test_a_code_in_use_is_not_removed() -> None:
    item = question()
    made = code(item)
    tick(item, facilitator(item), first=[made])

    with pytest.raises(NotPossible):
        actions.remove_code(code=made, user=facilitator(item))


def test_a_coder_ticks_codes_answer_by_answer(client: Client) -> None:
    item = question()
    made = code(item)
    first, second = answer(item, WORDS[0]), answer(item, WORDS[1])
    typed = {f"codes-{first.pk.hex}": [str(made.pk)], f"codes-{second.pk.hex}": ["none"]}

    response = signed_in(client, facilitator(item)).post(address(item, "coding_read", item.number), typed)

    assert response.status_code == 302
    found = {text.answer.value: text for text in coding.texts(item.answers.all(), facilitator(item))}
    assert (set(found[WORDS[0]].codes), found[WORDS[0]].is_read) == ({made.pk}, True)
    assert (set(found[WORDS[1]].codes), found[WORDS[1]].is_read) == (set(), True)
    assert found[WORDS[2]].is_read is False


def test_ticking_again_replaces_what_the_same_coder_read_and_nobody_elses() -> None:
    item = question()
    made, other = code(item), code(item, "Visiter")
    second = accounts.coordinator(item.consultation.contribution.territory)
    tick(item, second, first=[made])
    tick(item, facilitator(item), first=[made])

    tick(item, facilitator(item), first=[other])

    assert set(Coding.objects.values_list("coder", "code")) == {(second.pk, made.pk), (facilitator(item).pk, other.pk)}


def test_two_coders_see_how_far_they_agree_and_not_what_the_other_ticked(client: Client) -> None:
    item = question()
    made = code(item)
    second = accounts.coordinator(item.consultation.contribution.territory)
    for user in (facilitator(item), second):
        tick(item, user, first=[made], second=[], third=[])

    found = coding.agreement(item.consultation)
    shown = signed_in(client, second).get(address(item)).content.decode()

    assert found is not None
    assert (found.answers, found.percent, found.alpha) == (3, 1, 1)
    assert facilitator(item).email not in shown


def test_one_coder_alone_has_no_agreement() -> None:
    item = question()
    tick(item, facilitator(item), first=[code(item)])

    assert coding.agreement(item.consultation) is None


def test_a_code_of_another_codebook_is_refused() -> None:
    item, other = question(), question()

    with pytest.raises(NotPossible):
        tick(item, facilitator(item), first=[code(other)])


def test_an_item_remembers_the_codes_that_it_came_from(client: Client) -> None:
    item = question()
    made = code(item)
    tick(item, facilitator(item), first=[made], second=[made])
    text = "La commune prévient chaque foyer la veille."

    response = signed_in(client, facilitator(item)).post(
        address(item), {"do": "item", "text": text, "codes": [made.pk]}
    )

    born = Item.objects.get(text=text)
    assert response.headers["Location"] == address(born, "quotes", born.number)
    assert (born.type, list(born.origins.all())) == (ItemType.SCALE, [made])
    assert {one.text for one in coding.candidates(born)} == set(WORDS[:2])


def test_an_item_without_a_code_is_refused(client: Client) -> None:
    item = question()
    code(item)

    response = signed_in(client, facilitator(item)).post(address(item), {"do": "item", "text": "Une idée."})

    assert response.status_code == 422
    assert "Une idée." in response.content.decode()


def born(item: Item) -> Item:
    made = code(item)
    tick(item, facilitator(item), first=[made], second=[made], third=[made])
    return actions.item_of_codes(
        consultation=item.consultation, user=facilitator(item), text="La commune prévient.", codes=[made]
    )


def test_only_words_whose_author_allows_it_are_offered_and_kept(client: Client) -> None:
    item = question()
    made = born(item)
    refused = answer(item, WORDS[2])

    shown = signed_in(client, facilitator(item)).get(address(made, "quotes", made.number)).content.decode()

    assert WORDS[0] in shown
    assert WORDS[2] not in shown
    with pytest.raises(NotPossible):
        actions.write_quotes(item=made, user=facilitator(item), words=[actions.Words(refused.pk, "Autrement dit.")])


def test_words_are_shown_as_they_were_written_again(client: Client) -> None:
    item = question()
    made = born(item)
    key = answer(item, WORDS[0]).pk.hex
    typed = {f"shown-{key}": "1", f"text-{key}": "Prévenir avant.", f"side-{key}": "against", f"said-{key}": "3"}

    signed_in(client, facilitator(item)).post(address(made, "quotes", made.number), typed)

    quote = Quote.objects.get(item=made)
    assert (quote.text, quote.side, quote.said) == ("Prévenir avant.", Side.AGAINST, 3)


def test_words_that_are_unticked_are_shown_no_more(client: Client) -> None:
    item = question()
    made = born(item)
    words = [actions.Words(answer(item, text).pk, text) for text in WORDS[:2]]
    actions.write_quotes(item=made, user=facilitator(item), words=words)

    actions.write_quotes(item=made, user=facilitator(item), words=words[:1])

    assert [quote.text for quote in made.quotes.all()] == [WORDS[0]]


def test_empty_words_are_refused_with_everything_still_typed(client: Client) -> None:
    item = question()
    made = born(item)
    first, second = (answer(item, text).pk.hex for text in WORDS[:2])
    typed = {f"shown-{first}": "1", f"text-{first}": " ", f"text-{second}": "Passer voir."}

    response = signed_in(client, facilitator(item)).post(address(made, "quotes", made.number), typed)

    assert response.status_code == 422
    assert "Passer voir." in response.content.decode()
    assert not Quote.objects.exists()


def test_a_stranger_writes_nothing() -> None:
    item = question()
    user = accounts.stranger()
    row: Consultation = item.consultation

    with pytest.raises(NotAllowed):
        actions.add_code(consultation=row, user=user, label="Prévenir")
    with pytest.raises(NotAllowed):
        actions.code_answers(consultation=row, user=user, ticks={})
    with pytest.raises(NotAllowed):
        actions.write_quotes(item=item, user=user, words=[])


def test_another_method_has_no_coding(client: Client) -> None:
    row = consultations.consultation(Method.VOTE)
    item = consultations.item(row, ItemType.PROPOSAL)

    assert signed_in(client, consultations.facilitator(row)).get(address(item)).status_code == 404


def test_many_answers_take_as_many_queries_as_few(client: Client, django_assert_max_num_queries: Any) -> None:
    item = question(is_closed=False)
    round_ = Round.objects.get()
    for number in range(12):
        consultations.answered(round_, f"Réponse {number}.")
    consultations.close_round(round_)
    signed_in(client, facilitator(item))

    with django_assert_max_num_queries(30):
        client.get(address(item, "coding_read", item.number))
    with django_assert_max_num_queries(30):
        client.get(address(item))
