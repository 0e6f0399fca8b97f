"""What other packages show on the page of a section, without plans knowing them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from boucle.before.plans.models import Section


@dataclass(frozen=True)
class Panel:
    """A template of the package that shows it, and what it names."""

    template: str
    context: dict[str, Any]


PANELS: list[Callable[[Section], Panel | None]] = []


def register_panel(panel: Callable[[Section], Panel | None]) -> None:
    """`panel(section)` gives what stands below the section's text, or None; registered twice, it is shown once."""
    if panel not in PANELS:
        PANELS.append(panel)


def panels(section: Section) -> list[Panel]:
    found = (panel(section) for panel in PANELS)
    return [one for one in found if one is not None]
