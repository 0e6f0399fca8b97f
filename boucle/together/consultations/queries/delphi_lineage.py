"""Where an item comes from: its codes, the open answers that carry them, the words that may be read."""

from dataclasses import dataclass

from django.db.models import Count, Q

from boucle.together.consultations.engine import delphi_groups
from boucle.together.consultations.models import Code, Coding, Consultation, Item, Quote
from boucle.together.consultations.queries.delphi_answers import Collected
from boucle.together.consultations.queries.delphi_seen import Said


@dataclass(frozen=True)
class Origin:
    """A code, and how many open answers carry it."""

    code: Code
    answers: int


@dataclass(frozen=True)
class Lineage:
    """`answers` carry one of the codes, `quoted` of them may be read."""

    origins: tuple[Origin, ...]
    answers: int
    quoted: int
    parents: tuple[Item, ...]
    children: tuple[Item, ...]

    @property
    def is_known(self) -> bool:
        return bool(self.origins or self.parents or self.children)


def lineage(item: Item) -> Lineage:
    codes = item.origins.annotate(answers=Count("codings__answer", distinct=True)).order_by("facet", "label", "id")
    return Lineage(
        origins=tuple(Origin(code, code.answers) for code in codes),
        answers=Coding.objects.filter(code__items=item).values("answer").distinct().count(),
        quoted=Quote.objects.filter(item=item, answer__may_quote=True).count(),
        parents=tuple(item.parents.filter(is_withdrawn=False).order_by("number")),
        children=tuple(item.children.filter(is_withdrawn=False).order_by("number")),
    )


def verbatims(found: Collected, item: Item) -> list[Said]:
    """Words made anonymous, of those who allow it; their family where it is large enough to be named."""
    named = named_groups(found.consultation, found.rule.minimum_cell)
    rows = Quote.objects.filter(item=item, answer__may_quote=True).order_by("-said", "text")
    return [
        Said(text, said, group if group in named else "")
        for text, said, group in rows.values_list("text", "said", "answer__sheet__voice__group__name")
    ]


def named_groups(consultation: Consultation, minimum: int) -> frozenset[str]:
    """Families large enough to stand beside somebody's words."""
    spoke = Count("voices", filter=Q(voices__sheets__is_sent=True), distinct=True)
    sizes: dict[str, int] = dict(consultation.groups.annotate(spoke=spoke).values_list("name", "spoke"))
    return delphi_groups.shown(sizes, minimum)
