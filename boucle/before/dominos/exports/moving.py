"""What moves in a run: every service's states as a table, every placed service as points."""

from typing import Any

from boucle.before.dominos.exports.files import hours, table
from boucle.before.dominos.queries import timelines
from boucle.before.dominos.queries.moment import Moment
from boucle.before.dominos.queries.runs import Ran

TIMELINE = ("service", "name", "state", "from", "to", "people", "wave")


def timeline(found: Ran) -> str:
    """A row for each stretch: hours from the midnight that the schedule begins with."""
    rows = []
    for one in timelines.moved(found):
        spans = [(*span, "reserve") for span in one.reserve] + [(*span, "lost") for span in one.lost]
        rows += [
            (one.service.code, one.service.name, state, hours(low), hours(high), one.service.people, one.wave)
            for low, high, state in sorted(spans)
        ]
    return table(TIMELINE, rows)


def features(found: Ran, at: Moment) -> dict[str, Any]:
    """GeoJSON; `state`: lost, reserve or up."""
    states = {**dict.fromkeys(at.standing, "reserve"), **dict.fromkeys(at.lost, "lost")}
    return {
        "type": "FeatureCollection",
        "minute": at.minute,
        "features": [
            {
                "type": "Feature",
                "id": one.code,
                "geometry": {"type": "Point", "coordinates": [one.lon, one.lat]},
                "properties": {"name": one.name, "kind": one.kind, "state": states.get(row, "up")},
            }
            for row, one in enumerate(found.town.services)
            if one.lat is not None
        ],
    }
