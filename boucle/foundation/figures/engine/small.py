"""Small pictures for a cell of a table that says their figures."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from boucle.foundation.figures.engine import shapes


def meter(share: float, style: str, height: int, track: str = "") -> str:
    """A horizontal bar that fills a share of its cell."""
    svg = Element("svg", {"width": "100%", "height": str(height), "aria-hidden": "true"})
    round_end = {"rx": "2"} if track else {}
    if track:
        shapes.add(svg, "rect", track, width="100%", height=height, **round_end)
    bounded = min(1.0, max(0.0, share))
    shapes.add(svg, "rect", style, width=shapes.percent(bounded), height=height, **round_end)
    return shapes.text_of(svg)


def parts(shares: Sequence[float], styles: Sequence[str], height: int) -> str:
    """A bar of several parts, from the left; what they leave stays empty."""
    svg = Element("svg", {"width": "100%", "height": str(height), "aria-hidden": "true"})
    left = 0.0
    for share, style in zip(shares, styles, strict=True):
        place = {"x": shapes.percent(left)} if left else {}
        shapes.add(svg, "rect", style, **place, width=shapes.percent(share), height=height)
        left += share
    return shapes.text_of(svg)


def spark(values: Sequence[float], label: str, style: str = "l-loop") -> str:
    """A line as wide as its cell, 28 pixels high, from 0 to the largest value."""
    svg = Element("svg", {"class": "spark", "viewBox": "0 0 100 28", "preserveAspectRatio": "none", "role": "img"})
    svg.set("aria-label", label)
    top = max(values, default=0) or 1
    across = 100 / max(1, len(values) - 1)
    points = [f"{shapes.plain(index * across)} {shapes.plain(26 - 24 * v / top)}" for index, v in enumerate(values)]
    attributes = {"d": "M" + "L".join(points or ["0 26"]), "vector-effect": "non-scaling-stroke"}
    shapes.add(svg, "path", style, **attributes)
    return shapes.text_of(svg)
