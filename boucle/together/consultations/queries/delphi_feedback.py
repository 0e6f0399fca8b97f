"""What a participant sees of the group before answering again: the last closed round in which the item was asked.

Nothing in round one; nothing of an open question; no figure of fewer people than the smallest group that may be shown.
"""

from dataclasses import replace
from typing import Any

from boucle.together.consultations.enums import Side
from boucle.together.consultations.models import Answer, Coding, Item, Quote, Round, Voice
from boucle.together.consultations.queries import delphi_computed
from boucle.together.consultations.queries.delphi_seen import Feedback, Said


def feedback(round_: Round, item: Item, voice: Voice) -> Feedback | None:
    """What the group said of an item before this round, beside what this voice said; None where there is nothing.

    A handful of queries. Raises Refusal for a rule that does not read.
    """
    if item.type not in delphi_computed.FIGURES:
        return None
    source = source_of(round_, item)
    if source is None:
        return None
    rows = answers(source, item)
    own = next((value for key, value, _group in rows if key == voice.pk), None)
    made = delphi_computed.computed(source, item, [(value, group) for _key, value, group in rows], own)
    return made if made.is_hidden else with_words(made, item)


def source_of(round_: Round, item: Item) -> Round | None:
    earlier = Round.objects.filter(consultation=round_.consultation_id, closed_at__isnull=False, asked__item=item)
    return earlier.filter(number__lt=round_.number).select_related("consultation").order_by("-number").first()


def answers(source: Round, item: Item) -> list[tuple[Any, Any, str]]:
    """Voice, value and group of what was sent."""
    sent = Answer.objects.filter(item=item, sheet__round=source, sheet__is_sent=True).order_by("sheet__voice_id")
    rows = sent.values_list("sheet__voice_id", "value", "sheet__voice__group__name")
    return [(key, value, group or "") for key, value, group in rows]


def with_words(made: Feedback, item: Item) -> Feedback:
    """The reasons that may be shown; how many open answers the item comes from."""
    named = {line.name for line in made.groups if not line.is_hidden}
    rows = Quote.objects.filter(item=item, answer__may_quote=True).order_by("-said", "id")
    words: dict[str, list[Said]] = {Side.FOR: [], Side.AGAINST: []}
    for side, text, said, group in rows.values_list("side", "text", "said", "answer__sheet__voice__group__name"):
        words[side].append(Said(text, said, group if group in named else ""))
    origins = Coding.objects.filter(code__items=item).values("answer").distinct().count()
    return replace(
        made,
        quotes_for=tuple(words[Side.FOR]),
        quotes_against=tuple(words[Side.AGAINST]),
        origin_count=origins,
    )
