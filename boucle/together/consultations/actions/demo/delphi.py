"""A Delphi in two rounds, with thirty-seven invented professionals: open answers become items, three people leave."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

from boucle.foundation.core import clock
from boucle.foundation.lifecycle.actions import ContactDetails
from boucle.together.consultations import actions
from boucle.together.consultations.actions import coding, panel, prepare, rounds, sheets
from boucle.together.consultations.actions.demo.cast import Cast, days_ago, evening, mark, median, moved, read
from boucle.together.consultations.enums import Access, ItemType, Method, Side
from boucle.together.consultations.models import Answer, Code, Consultation, Item, Panellist, Round, Voice
from boucle.together.consultations.queries import delphi_feedback

NAME = "Delphi…"
TITLE = "Délestage : que faire avant une coupure ?"
CODE = ""  # it is over
SEED = 37
BEGUN, SECOND, CLOSED, DECIDED = 62, 40, 26, 19  # days ago
NO_OPINION = 0.03  # of the marks
MISREAD = 0.12  # of the codes, by the second coder


@dataclass
class Person:
    """Somebody invented, the code of their letter, their marks of the first round."""

    family: int
    panellist: Panellist
    code: str
    voice: Voice
    marks: dict[int, int] = field(default_factory=dict)


@dataclass
class Story:
    cast: Cast
    told: dict[str, Any]
    row: Consultation
    people: list[Person]
    rng: Random
    scale: list[Item] = field(default_factory=list)
    born: list[Item] = field(default_factory=list)


def tell(cast: Cast) -> None:
    told = read("delphi")
    with clock.at(days_ago(BEGUN)):
        row = cast.create(told, Method.DELPHI, Access.PANEL)
        story = Story(cast, told, row, invited(cast, told, row), Random(SEED))
        first = first_round(story)
    with clock.at(days_ago(SECOND)):
        rounds.close_round(round=first, by=cast.by)
        read_answers(story)
        leave(story)
        second = second_round(story)
    with clock.at(days_ago(CLOSED)):
        rounds.close(consultation=second.consultation, by=cast.by)
    with clock.at(days_ago(DECIDED)):
        decided(story)


def invited(cast: Cast, told: dict[str, Any], row: Consultation) -> list[Person]:
    """One in four has no e-mail: their code came on paper."""
    found: list[Person] = []
    for at, family in enumerate(told["families"]):
        group = prepare.add_group(consultation=row, user=cast.coordinator, name=family["name"])
        for _ in range(family["count"]):
            number = len(found) + 1
            email = "" if number % 4 == 0 else f"delphi-{number}@boucle.example"
            details = ContactDetails(name=f"Personne inventée {number}", email=email)
            made = panel.invite(consultation=row, user=cast.coordinator, details=details, group=group)
            found.append(Person(at, made.panellist, made.code, sheets.enter(code=made.code)))
    return found


def first_round(story: Story) -> Round:
    """Three open questions, eight measures to mark."""
    user, row = story.cast.coordinator, story.row
    asked = [prepare.add_item(consultation=row, user=user, type=ItemType.OPEN, text=q) for q in story.told["questions"]]
    story.scale = [
        prepare.add_item(consultation=row, user=user, type=ItemType.SCALE, text=each["text"])
        for each in story.told["scale"]
    ]
    round_ = rounds.plan_round(
        consultation=row,
        user=user,
        items=[*asked, *story.scale],
        introduction="Avec vos mots d’abord : c’est de là que viendra le second tour.",
        closes_at=clock.now() + timedelta(days=14),
    )
    rounds.open_round(round=round_, by=story.cast.by)
    say_in_words(story, round_, asked)
    for item, each in zip(story.scale, story.told["scale"], strict=True):
        say_in_marks(story, round_, item, each)
    for person in story.people:
        sheets.send(voice=person.voice, code=person.code)
    return round_


def say_in_words(story: Story, round_: Round, asked: list[Item]) -> None:
    """Each family's answers, one after the other, to each of its people in turn."""
    turns: dict[str, int] = defaultdict(int)
    names = [family["name"] for family in story.told["families"]]
    for answer in story.told["answers"]:
        mine = [person for person in story.people if names[person.family] == answer["family"]]
        person = mine[turns[answer["family"]] % len(mine)]
        turns[answer["family"]] += 1
        sheets.keep(voice=person.voice, item=asked[answer["q"] - 1], value=answer["text"], may_quote=True, round=round_)


def say_in_marks(story: Story, round_: Round, item: Item, each: dict[str, Any]) -> None:
    """The first people of the panel who stand on a side write why."""
    reasons = {Side.FOR: list(each["for"]), Side.AGAINST: list(each["against"])}
    for person in story.rng.sample(story.people, len(story.people)):
        if story.rng.random() < NO_OPINION:
            sheets.keep(voice=person.voice, item=item, value=None, round=round_)
            continue
        value = person.marks[item.pk] = mark(story.rng, each["first"][person.family], each["spread"])
        side = Side.FOR if value >= 6 else Side.AGAINST
        reason = reasons[side].pop(0) if reasons[side] else ""
        sheets.keep(voice=person.voice, item=item, value=value, reason=reason, may_quote=bool(reason), round=round_)


def read_answers(story: Story) -> None:
    """Two people code the same answers, not always alike; codes become items, reasons are quoted."""
    user, row = story.cast.coordinator, story.row
    codes = {
        each["key"]: coding.add_code(
            consultation=row, user=user, label=each["label"], definition=each["definition"], facet=each["facet"]
        )
        for each in story.told["codes"]
    }
    truth = {answer["text"]: {codes[key].pk for key in answer["codes"]} for answer in story.told["answers"]}
    answers = list(Answer.objects.filter(sheet__voice__consultation=row, item__type=ItemType.OPEN))
    ticks = {answer.pk: truth[answer.value] for answer in answers}
    coding.code_answers(consultation=row, user=user, ticks=ticks)
    other = {answer.pk: misread(story.rng, truth[answer.value], codes) for answer in sorted(answers, key=by_text)}
    coding.code_answers(consultation=row, user=story.cast.second, ticks=other)
    story.born = [
        coding.item_of_codes(
            consultation=row, user=user, text=each["text"], codes=[codes[key] for key in each["codes"]]
        )
        for each in story.told["born"]
    ]
    for item, each in zip(story.scale, story.told["scale"], strict=True):
        quote(story, item, each)


def by_text(answer: Answer) -> str:
    """Keys of answers are random: the draw follows their words."""
    return str(answer.value)


def misread(rng: Random, codes: set[int], known: dict[str, Code]) -> set[int]:
    if rng.random() < 1 - 2 * MISREAD:
        return codes
    other = rng.choice(sorted(code.pk for code in known.values()))
    return codes ^ {other}


def quote(story: Story, item: Item, each: dict[str, Any]) -> None:
    sides = dict.fromkeys(each["for"], Side.FOR) | dict.fromkeys(each["against"], Side.AGAINST)
    rows = Answer.objects.filter(item=item).exclude(reason="")
    words = [
        coding.Words(answer.pk, answer.reason, sides[answer.reason], said=story.rng.randrange(2, 10))
        for answer in sorted(rows, key=lambda answer: answer.reason)
    ]
    coding.write_quotes(item=item, user=story.cast.coordinator, words=words)


def leave(story: Story) -> None:
    """One person of each of three families stops after the first round."""
    names = [family["name"] for family in story.told["families"]]
    for name in story.told["leavers"]:
        person = next(person for person in story.people if names[person.family] == name)
        panel.leave(panellist=person.panellist)
        story.people.remove(person)


def second_round(story: Story) -> Round:
    """What is not settled, and what was born of the answers; each sees the group's marks first."""
    for item in story.scale:
        item.refresh_from_db()
    kept = [item for item in story.scale if not item.verdict]
    round_ = rounds.plan_round(
        consultation=story.row,
        user=story.cast.coordinator,
        items=[*kept, *story.born],
        introduction="Rien n’oblige à rejoindre le groupe : un écart expliqué vaut mieux qu’un accord poli.",
        closes_at=clock.now() + timedelta(days=14),
    )
    rounds.open_round(round=round_, by=story.cast.by)
    told = {item.pk: each for item, each in zip(story.scale, story.told["scale"], strict=True)}
    for item in kept:
        mark_again(story, round_, item, told[item.pk]["pull"])
    for item, each in zip(story.born, story.told["born"], strict=True):
        for person in story.people:
            value = mark(story.rng, each["second"][person.family], each["spread"])
            sheets.keep(voice=person.voice, item=item, value=value, round=round_)
    for person in story.people:
        sheets.send(voice=person.voice, code=person.code)
    return round_


def mark_again(story: Story, round_: Round, item: Item, pull: float) -> None:
    middle = median([person.marks[item.pk] for person in story.people if item.pk in person.marks])
    for person in story.people:
        seen = delphi_feedback.feedback(round_, item, person.voice)
        if seen is not None:
            sheets.note_shown(voice=person.voice, round=round_, item=item, feedback=seen.as_json())
        former = person.marks.get(item.pk)
        value = None if former is None else moved(story.rng, former, middle, pull)
        sheets.keep(voice=person.voice, item=item, value=value, round=round_)


def decided(story: Story) -> None:
    told = [*story.told["scale"], *story.told["born"]]
    outcomes = {
        item: actions.Choice(each["kept"], each["reason"])
        for item, each in zip([*story.scale, *story.born], told, strict=True)
    }
    actions.decide(
        consultation=story.row,
        user=story.cast.coordinator,
        text=story.told["decision"],
        review_on=evening(150).date(),
        outcomes=outcomes,
    )
