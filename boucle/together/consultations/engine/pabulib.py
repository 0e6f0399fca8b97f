"""Reads a file of a participatory budget as Pabulib publishes them (.pb): sections META, PROJECTS and VOTES, cells
separated by `;` (Faliszewski et al., Participatory Budgeting: Data, Tools and Analysis, 2023; pabulib.org/format).

Votes may be approval, choose-1, cumulative, scoring or ordinal. Money becomes whole numbers: `unit` is how many of them
make one unit of the currency (1 when the file has no decimals, 100 for cents).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from boucle.together.consultations.engine import ballots, pabulib_sections, sentences
from boucle.together.consultations.engine.sentences import gettext_noop as _

APPROVALS = ("approval", "choose-1")
POINTED = ("cumulative", "scoring")
ORDINAL = "ordinal"
VOTE_TYPES = (*APPROVALS, *POINTED, ORDINAL)

VOTE_TYPE = _("META, “vote_type”: “%(value)s” is not a known way to vote. Known: %(known)s.")
NO_BUDGET = _("META has no line “budget”.")
UNKNOWN_PROJECT = _("%(section)s, line %(line)s: no project is called “%(value)s”.")
POINTS = _("%(section)s, line %(line)s: %(given)s points for %(needed)s projects.")
TOO_MANY = _("%(section)s, line %(line)s: %(given)s projects are ranked, “max_length” allows %(allowed)s.")
CUT_SHORT = _("META, “%(key)s” says %(said)s, the file has %(found)s: it was cut short, or changed.")


@dataclass(frozen=True)
class Project:
    """What the file says of a project; `votes`, `score` and `selected` only where it publishes them."""

    id: str
    cost: int
    name: str
    votes: int | None
    score: int | None
    selected: bool | None


@dataclass(frozen=True)
class Election:
    """`given`: what each voter's ballot gives to each project, in points (1 each on approvals)."""

    meta: Mapping[str, str]
    vote_type: str
    budget: int
    unit: int
    projects: tuple[Project, ...]
    voters: tuple[str, ...]
    given: tuple[Mapping[str, int], ...]
    threshold: int

    def money(self, amount: float) -> float:
        """An amount in the currency of the file again."""
        return amount // self.unit if amount % self.unit == 0 else amount / self.unit


def read(text: str) -> Election:
    """The election in a file's text. A Refusal names the section and the line of what cannot be understood."""
    sections = pabulib_sections.split(text)
    meta = {row["key"]: row["value"] for _, row in sections["META"]}
    vote_type = meta.get("vote_type", "")
    if vote_type not in VOTE_TYPES:
        raise sentences.Refusal(VOTE_TYPE, value=vote_type, known=", ".join(VOTE_TYPES))
    if "budget" not in meta:
        raise sentences.Refusal(NO_BUDGET)
    lines = {row["key"]: line for line, row in sections["META"]}
    unit = pabulib_sections.decimals(sections)
    projects = tuple(
        project(row, line, unit) for line, row in pabulib_sections.once(sections["PROJECTS"], "PROJECTS", "project_id")
    )
    known = frozenset(one.id for one in projects)
    votes = list(pabulib_sections.once(sections["VOTES"], "VOTES", "voter_id"))
    places = claimed(meta, lines, "max_length")
    found = Election(
        meta=meta,
        vote_type=vote_type,
        budget=int(pabulib_sections.decimal(meta["budget"], "META", lines["budget"]) * unit),
        unit=unit,
        projects=projects,
        voters=tuple(row["voter_id"] for _, row in votes),
        given=tuple(ballot(row, line, vote_type, known, places) for line, row in votes),
        threshold=claimed(meta, lines, "min_project_score_threshold") or 0,
    )
    check_numbers(found, lines)
    return found


def claimed(meta: Mapping[str, str], lines: Mapping[str, int], key: str) -> int | None:
    return pabulib_sections.number(meta[key], "META", lines[key]) if meta.get(key) else None


def project(row: dict[str, str], line: int, unit: int) -> Project:
    return Project(
        id=row["project_id"],
        cost=int(pabulib_sections.decimal(row["cost"], "PROJECTS", line) * unit),
        name=row.get("name", ""),
        votes=pabulib_sections.number(row["votes"], "PROJECTS", line) if row.get("votes") else None,
        score=pabulib_sections.number(row["score"], "PROJECTS", line) if row.get("score") else None,
        selected=row["selected"] == "1" if row.get("selected") else None,
    )


def ballot(row: dict[str, str], line: int, kind: str, known: frozenset[str], places: int | None) -> Mapping[str, int]:
    names = listed(row["vote"])
    for at, name in enumerate(names):
        if name not in known:
            raise sentences.Refusal(UNKNOWN_PROJECT, section="VOTES", line=line, value=name)
        if name in names[:at]:
            raise sentences.Refusal(pabulib_sections.TWICE, section="VOTES", line=line, value=name)
    if kind in POINTED or (kind == ORDINAL and row.get("points")):
        points = [pabulib_sections.number(point, "VOTES", line) for point in listed(row.get("points", ""))]
        if len(points) != len(names):
            raise sentences.Refusal(POINTS, section="VOTES", line=line, given=len(points), needed=len(names))
        return dict(zip(names, points, strict=True))
    if kind == ORDINAL:
        if places and len(names) > places:
            raise sentences.Refusal(TOO_MANY, section="VOTES", line=line, given=len(names), allowed=places)
        return ballots.points(names, ballots.Rule(ballots.RANKING, known, most=places))
    return dict.fromkeys(names, 1)


def listed(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(",")] if cell else []


def check_numbers(found: Election, lines: Mapping[str, int]) -> None:
    """A file cut short says more projects or votes than it has."""
    for key, there in (("num_projects", len(found.projects)), ("num_votes", len(found.voters))):
        if (said := claimed(found.meta, lines, key)) not in (None, there):
            raise sentences.Refusal(CUT_SHORT, key=key, said=said, found=there)
