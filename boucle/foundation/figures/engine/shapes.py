"""SVG elements, scales and ticks."""

import math
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

Number = int | float


def chart(key: str, height: int, title: str, description: str) -> Element:
    """A picture as wide as its column, named for screen readers."""
    svg = Element("svg", {"class": "chart", "height": str(height), "role": "img"})
    svg.set("aria-labelledby", f"{key}-t {key}-d")
    SubElement(svg, "title", {"id": f"{key}-t"}).text = title
    SubElement(svg, "desc", {"id": f"{key}-d"}).text = description
    return svg


def add(parent: Element, tag: str, kind: str, **attributes: Number | str) -> Element:
    given = {name: value if isinstance(value, str) else plain(value) for name, value in attributes.items()}
    return SubElement(parent, tag, given | ({"class": kind} if kind else {}))


def write(parent: Element, kind: str, text: str, *, x: Number | str, y: Number) -> None:
    """Words at a place; their class says size and side (m: middle, e: end)."""
    add(parent, "text", kind, x=x, y=y).text = text


def at(parent: Element, share: float, y: Number) -> Element:
    """A place at a share of the width: what is drawn in it counts in pixels from there."""
    return add(parent, "svg", "", x=percent(share), y=y, overflow="visible")


def percent(share: float) -> str:
    """`0.25` as `25%`."""
    return f"{plain(share * 100)}%"


def plain(value: Number) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def text_of(element: Element) -> str:
    return tostring(element, encoding="unicode", short_empty_elements=True)


def ticks(top: float, about: int = 3) -> list[float]:
    """Round values from 0 to at least `top`, steps of 1, 2 or 5 times a power of ten, about so many steps."""
    if top <= 0:
        return [0.0, 1.0]
    rough = top / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * (1 - 1e-9))
    return [step * count for count in range(math.ceil(top / step - 1e-9) + 1)]


def shown_labels(labels: Sequence[str], most: int = 12) -> list[str]:
    """At most so many labels, evenly apart, the last one always there; the others are empty."""
    every = math.ceil(len(labels) / most) if labels else 1
    last = len(labels) - 1
    return [label if (last - index) % every == 0 else "" for index, label in enumerate(labels)]


def swatch(tag: str, kind: str, **attributes: Number | str) -> str:
    """What a legend shows of a shape."""
    svg = Element("svg", {"width": "16", "height": "14", "aria-hidden": "true"})
    add(svg, tag, kind, **attributes)
    return text_of(svg)


def cut(text: str, most: int) -> str:
    """At most so many signs; the table beside the picture holds the whole."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
