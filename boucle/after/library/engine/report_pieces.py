"""The pieces of a part of a session: leads under their sub-theme, fieldwork, references."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from boucle.after.library.engine import items, links
from boucle.after.library.engine.items import Item
from boucle.foundation.core import text as texts

VARIETIES = ("lead", "fieldwork", "reference")
ARROW, BULLET = re.compile(r"^\s*(?:→|->|⇒|➔)\s*"), re.compile(r"^\s*[-•*–]\s+")
SHORTEST_TITLE, LONGEST_TITLE, LONGEST_HEADING = 40, 120, 140
ENDS_SENTENCE = re.compile(r"(?<!\.\.)[.?!;:]$")
QUOTED, ITALIC = re.compile(r"«\s*((?:[^«»]|«[^«»]*»)+?)\s*»(?!\s*»)"), re.compile(r"(?<!\*)\*([^*]+)\*(?!\*)")
NAMES = re.compile(r"^[^\W\d_][^\s,]*(?:[ ,&]+(?:et |de |du |la |le |d')?[^\W\d_][^\s,]*){1,9}$")
NO_NAME = frozenset(
    "sur voir travaux rapport article projet revue enquete interview entretien exemple travail ressources these guide"
    " le la les un une des du de sociologie notion concept plateforme".split()
)


# What a line says after its title: its year, its issue, its pages.
SIGNS = {
    "issued": items.YEAR,
    "issue": re.compile(r"\bn°\s*(\d+)"),
    "page": re.compile(r"\bpp?\.\s*(\d+(?:\s*[-–]\s*\d+)?)"),
}


@dataclass
class Piece:
    """One sheet to be: `text` is Markdown, `item` the reference that it is."""

    variety: str
    part: str
    title: str
    text: str
    line: int
    links: list[str] = field(default_factory=list)
    completed: list[str] = field(default_factory=list)  # links to which a scheme was added
    item: Item = field(default_factory=dict)
    kept: bool = True  # somebody who checks may set it aside


@dataclass
class Open:
    """A piece being read."""

    line: int
    lines: list[str]
    is_arrow: bool

    def takes_bullets(self) -> bool:
        """An arrow that ends with a colon announces the list below it."""
        return self.is_arrow and self.lines[0].rstrip().endswith(":")


def read(variety: str, body: Sequence[tuple[int, str]]) -> list[Piece]:
    """Every line of the body goes to a piece or to the sub-theme of those that follow."""
    found: list[tuple[str, Open]] = []
    part = ["", ""]  # a heading in capitals, and the one under it
    following = next_lines(body)
    for place, (number, line) in enumerate(body):
        if not line.strip():
            continue
        arrow, bullet = ARROW.match(line), BULLET.match(line)
        last = found[-1][1] if found else None
        if arrow:
            found.append((joined(part), Open(number, [line[arrow.end() :].strip()], True)))
        elif bullet and last is not None and last.takes_bullets():
            last.lines.append(f"- {line[bullet.end() :].strip()}")
        elif bullet:
            found.append((joined(part), Open(number, [line[bullet.end() :].strip()], False)))
        elif is_heading(line, following[place]):
            part = heading(part, line.strip("#* "))
            close(last)
        elif last is not None:
            last.lines.append(line.strip())
        else:
            found.append((joined(part), Open(number, [line.strip()], False)))
    return [piece(variety, name, each) for name, each in found]


def next_lines(body: Sequence[tuple[int, str]]) -> list[str]:
    """For each line, the next one that holds something."""
    found, after = [], ""
    for _number, line in reversed(body):
        found.append(after)
        after = line if line.strip() else after
    return found[::-1]


def is_heading(line: str, following: str) -> bool:
    """A short line that ends no sentence, above a piece or above another heading."""
    bare = line.strip()
    if len(bare) > LONGEST_HEADING or links.found(bare) or bare.startswith(("+", "//")):
        return False
    if ENDS_SENTENCE.search(bare) and not bare.startswith("#"):
        return False
    begins = bool(ARROW.match(following) or BULLET.match(following))
    return begins or bare.isupper()


def heading(part: list[str], name: str) -> list[str]:
    if name.isupper():
        return [name.capitalize(), ""]
    return [part[0], name]


def joined(part: list[str]) -> str:
    return " : ".join(each for each in part if each)[:160]


def close(last: Open | None) -> None:
    """A heading ends the list that an arrow had announced."""
    if last is not None:
        last.is_arrow = False


def piece(variety: str, part: str, read: Open) -> Piece:
    whole = "\n".join(read.lines) if len(read.lines) == 1 else "\n\n".join(paragraphs(read.lines))
    standing = links.found(whole)
    addresses = list(dict.fromkeys(each.address for each in standing))
    made = Piece(variety, part, title_of(whole), links.marked(whole), read.line, addresses)
    made.completed = [each.address for each in standing if not each.had_scheme]
    if variety == "reference":
        made.item = reference(whole, addresses)
        made.title = shortened(str(made.item["title"]))
    return made


def paragraphs(lines: list[str]) -> list[str]:
    """Lines of a list stay together; others are paragraphs."""
    found: list[str] = []
    for line in lines:
        if found and line.startswith("- ") and found[-1].rpartition("\n")[2].startswith("- "):
            found[-1] += f"\n{line}"
        else:
            found.append(line)
    return found


def bare(words: str) -> str:
    """Without addresses, marks and the signs that introduced them."""
    return re.sub(r"\s+", " ", re.sub(r"[*_#]", "", links.without(words))).strip(" :,;.-–→/").strip()


def title_of(words: str) -> str:
    """Its first sentence."""
    first = re.split(r"(?<=[.?!])\s+(?=[A-ZÀ-Ý])", bare(words.split("\n")[0]), maxsplit=1)[0]
    if len(first) < SHORTEST_TITLE:  # the name of a place, which says nothing alone
        first = bare(words.split("\n")[0])
    return shortened(first or bare(words) or next((each.address for each in links.found(words)), words))


def shortened(words: str) -> str:
    if len(words) <= LONGEST_TITLE:
        return words
    return words[: LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(" ,;:(") + "…"


def reference(words: str, addresses: Sequence[str]) -> Item:
    """CSL-JSON of a line: a title between guillemets or in italics, its author before, its review after, its year."""
    line = links.without(words)
    quoted, italics = QUOTED.search(line), ITALIC.search(line)
    chosen = quoted or italics
    made: dict[str, Any] = {"title": bare(chosen[1]) if chosen else bare(words.split("\n")[0]) or bare(words)}
    made["title"] = made["title"] or next(iter(addresses), words[:LONGEST_TITLE])
    if chosen:
        made["author"] = authors(bare(line[: chosen.start()]))
    if quoted and italics and italics.start() > quoted.end():
        made["container-title"] = bare(italics[1])
    made |= {name: found[1] for name, sign in SIGNS.items() if (found := sign.search(line))}
    made["URL"] = next(iter(addresses), "")
    made["note"] = " ".join(addresses[1:])
    made["type"] = kind(quoted, italics, made)
    return items.tidy(made)


def kind(quoted: Any, italics: Any, made: dict[str, Any]) -> str:
    if made.get("container-title"):
        return "article-journal"
    if italics and not quoted:
        return "book"
    return "webpage" if made["URL"] else "document"


def authors(before: str) -> list[Item]:
    """Names, when that is what stands before the title: `Prénom Nom, Prénom Nom et Prénom Nom`."""
    before = items.YEAR.sub("", before).strip(" ,")
    first = texts.fold(before).split(" ")[0] if before else ""
    if not NAMES.match(before) or first in NO_NAME or len(before) > 120:
        return []
    return [{"literal": name.strip()} for name in re.split(r",| et | & ", before) if name.strip()]
