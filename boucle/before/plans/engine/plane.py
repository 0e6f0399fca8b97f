"""The map of placements: a mark for each person, a frame around the middle half, on two named axes."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from boucle.before.plans.engine.placements import Point, Spread
from boucle.foundation.figures.engine import scatter, shapes

EDGE = 100
FIRST_LINE, ABOVE_AXIS, FOOT = 12, 6, 8


@dataclass(frozen=True)
class Plane:
    """Clouds by shape and colour, whose names the legend says. `ends`: left, right, low, high."""

    clouds: Sequence[scatter.Cloud]
    ends: tuple[str, str, str, str]

    box: str = f"0 0 {scatter.WIDTH} {scatter.HEIGHT}"
    height: int = scatter.HEIGHT

    def draw(self, svg: Element) -> None:
        self.draw_axes(svg)
        for index, cloud in enumerate(self.clouds):
            frame = "L".join(scatter.written(corner) for corner in cloud.outline)
            dashes = {"stroke-linejoin": "round", "stroke-dasharray": "2 4"}
            shapes.add(svg, "path", scatter.style(index)[1], d=f"M{frame}Z", **dashes)
        for index, cloud in enumerate(self.clouds):
            scatter.marks(svg, cloud.points, scatter.style(index)[0], scatter.style(index)[2])

    def draw_axes(self, svg: Element) -> None:
        across, up = scatter.WIDTH / 2, scatter.HEIGHT / 2
        left, right, low, high = self.ends
        shapes.add(svg, "line", "grid", x1=0, x2=scatter.WIDTH, y1=up, y2=up)
        shapes.add(svg, "line", "grid", x1=across, x2=across, y1=0, y2=scatter.HEIGHT)
        shapes.write(svg, "s halo", f"← {left}", x=0, y=up - ABOVE_AXIS)
        shapes.write(svg, "s halo e", f"{right} →", x=scatter.WIDTH, y=up - ABOVE_AXIS)
        shapes.write(svg, "s halo m", f"↑ {high}", x=across, y=FIRST_LINE)
        shapes.write(svg, "s halo m", f"↓ {low}", x=across, y=scatter.HEIGHT - FOOT)

    @property
    def legend(self) -> list[tuple[str, str]]:
        styles = [(scatter.style(index), cloud) for index, cloud in enumerate(self.clouds)]
        return [(scatter.swatch(style[0], style[2]), f"{cloud.name} ({cloud.size})") for style, cloud in styles]


def cloud(name: str, size: str, points: Sequence[Point], x: Spread, y: Spread) -> scatter.Cloud:
    """A subject's points, and the frame between its quarters on both axes."""
    corners = [(x.low, y.low), (x.high, y.low), (x.high, y.high), (x.low, y.high)]
    return scatter.Cloud(name, size, [scaled(point) for point in points], [scaled(corner) for corner in corners])


def scaled(point: tuple[float, float]) -> scatter.Point:
    return point[0] / EDGE, point[1] / EDGE
