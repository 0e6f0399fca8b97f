"""The report of an opinion map, from the same map as its page."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from boucle.together.consultations.exports import opinions_checklist, report, report_sections
from boucle.together.consultations.exports.report import Report, Section, Table
from boucle.together.consultations.models import Consultation, Item
from boucle.together.consultations.queries import (
    figures_opinions,
    figures_sureness,
    opinion_map,
    opinion_names,
    opinion_words,
    public,
)
from boucle.together.consultations.queries.figures_opinions import Said


@dataclass(frozen=True)
class Mapped:
    """A map, and the statements by their numbers."""

    row: Consultation
    found: opinion_map.Ready
    items: dict[int, Item]


def of(row: Consultation) -> Report:
    """Raises NotReady while the map is being computed beside."""
    part = public.part(row)
    mapped = read(row) if part.taking >= row.minimum_cell else None
    found = mapped.found if mapped is not None else None
    return report.of(row, tuple(sections(row, part, mapped)), opinions_checklist.of(row, part, found))


def read(row: Consultation) -> Mapped:
    found = opinion_map.ready(row)
    if found is None:
        raise report.NotReady
    return Mapped(row, opinion_names.named(row, found), {item.number: item for item in row.items.all()})


def sections(row: Consultation, part: public.Part, mapped: Mapped | None) -> Iterator[Section]:
    yield from report_sections.beginning(row)
    yield report_sections.participation(row, part, opinion_words.sample(row, part))
    if mapped is None:
        yield Section(_("What came out"), report_sections.few())
    else:
        yield outcome(mapped)
        yield from groups(mapped) if mapped.found.found.count else everybody(mapped)
        yield sureness(mapped)
        statements = report_sections.drawn(figures_opinions.statements(mapped.found, mapped.items))
        yield Section(_("All the statements"), (), statements)
    yield from report_sections.decision(row)
    if mapped is not None:
        yield again(mapped)


def outcome(mapped: Mapped) -> Section:
    found = mapped.found
    ties = figures_opinions.ties(found, mapped.items)
    said = (opinion_words.lede(found, ties), opinion_words.figures(mapped.row, found))
    outside = found.people - sum(found.sizes)
    table = report_sections.drawn(figures_opinions.groups_table(found, outside)) if found.found.count else None
    return Section(_("What came out"), (*report_sections.provisional(mapped.row), *said), table)


def groups(mapped: Mapped) -> Iterator[Section]:
    """What joins the groups, then what each shares by itself."""
    joining = figures_opinions.ties_table(mapped.found, mapped.items)
    none = _("No statement has most of every group on the same side. Whoever knows one may bring it.")
    yield Section(
        _("What joins the groups"),
        () if joining else (none,),
        report_sections.drawn(joining) if joining else None,
    )
    head = (_("Group"), _("Statement"), _("In the group"), _("The others"))
    rows = tuple(
        (camp.name, quoted(said), *labels(said))
        for camp in figures_opinions.camps(mapped.found, mapped.items)
        for said in camp.said
    )
    nothing = () if rows else (_("No statement sets it apart with enough certainty."),)
    caption = _("The two statements that set each group apart the most.")
    yield Section(
        _("What each group shares, and the others do not"), nothing, Table(caption, head, rows) if rows else None
    )


def everybody(mapped: Mapped) -> Iterator[Section]:
    """What most of everybody says, where there are no groups."""
    rows = tuple((quoted(said), *labels(said)) for said in figures_opinions.shared(mapped.found, mapped.items))
    said = _("Statements on which most of everybody stand on the same side.")
    none = _("No statement has most people on the same side yet.")
    table = Table("", (_("Statement"), _("Everybody")), rows) if rows else None
    yield Section(_("What most people share"), (said if rows else none,), table)


def quoted(said: Said) -> str:
    return _("“%(text)s”") % {"text": said.text}


def labels(said: Said) -> tuple[str, ...]:
    return tuple(row.label for row in said.picture.rows)


def sureness(mapped: Mapped) -> Section:
    sure = figures_sureness.sure_figure(mapped.found)
    cautions = opinion_words.cautions(mapped.found)
    if sure is None:
        said = _("Nobody was drawn again by lot: how steady groups would be is not known.")
        return Section(_("How sure it is"), (said, *cautions))
    return Section(
        _("How sure it is"), (f"{sure.headline}. {sure.reading}", *cautions), report_sections.drawn(sure.table)
    )


def again(mapped: Mapped) -> Section:
    said = _("The votes without names, the program and the seed give the same map on your computer, to the point.")
    files = (
        (_("Last votes, CSV"), "votes_csv"),
        (_("All votes, CSV"), "all_votes_csv"),
        (_("Statements, with both counts, CSV"), "statements_csv"),
        (_("The map, JSON"), "map_json"),
    )
    return report_sections.again(mapped.row, files, said, command=opinion_words.command(mapped.row, mapped.found))
