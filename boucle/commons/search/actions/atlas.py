"""What is looked up to place contributions: nestings, names and middles of territories, the tree of themes."""

from collections.abc import Collection, Iterable

from boucle.commons.search import engine
from boucle.commons.search.queries import around
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.enums import PUBLIC_NATURES
from boucle.foundation.situations.models import Situation, Theme
from boucle.foundation.territories.enums import Level
from boucle.foundation.territories.models import Territory, Within

Address = tuple[int, int, int]  # lane, territory, theme


class Atlas:
    """Reads each territory and situation once, however many contributions are placed."""

    def __init__(self) -> None:
        self.themes = {row.pk: row for row in Theme.objects.all()}
        self.theme_stems = {
            id_: engine.document_stems(f"{theme.name_fr} {theme.name_en}") for id_, theme in self.themes.items()
        }
        self.outward: dict[int, list[int]] = {}
        self.stems: dict[int, str] = {}
        self.middles: dict[int, tuple[float, float] | None] = {}
        self.large: set[int] = set()  # those that have words of their own
        self.situations: dict[int, set[int]] = {}  # the territories inside which a situation has its lane
        # themes are joined when they are asked for: every commune times every theme would fill the memory
        self.lanes: dict[tuple[str, int, int | None, bool], list[tuple[int, int]]] = {}

    def read(self, rows: Collection[Contribution]) -> None:
        """Learns what it takes to place these contributions."""
        self.read_nestings({row.territory_id for row in rows} - self.outward.keys())
        self.read_names({outside for row in rows for outside in self.outward[row.territory_id]} - self.stems.keys())
        self.read_situations({row.situation_id for row in rows if row.situation_id} - self.situations.keys())

    def read_nestings(self, ids: Iterable[int]) -> None:
        for id_ in ids:
            self.outward[id_] = []
        lines = Within.objects.filter(inside__in=list(ids)).order_by("inside", "distance", "outside")
        for inside, outside in lines.values_list("inside_id", "outside_id"):
            self.outward[inside].append(outside)

    def read_names(self, ids: Iterable[int]) -> None:
        for territory in Territory.objects.filter(pk__in=list(ids)).order_by():
            self.stems[territory.pk] = engine.document_stems(territory.name)
            if territory.level in around.LEVELS:
                self.large.add(territory.pk)
            is_point = territory.level == Level.COMMUNE and territory.lat is not None and territory.lon is not None
            self.middles[territory.pk] = (territory.lat or 0.0, territory.lon or 0.0) if is_point else None

    def read_situations(self, ids: Iterable[int]) -> None:
        for situation in Situation.objects.filter(pk__in=list(ids)).order_by():
            inside = Within.objects.filter(outside=situation.territory_id).order_by()
            self.situations[situation.pk] = set(inside.values_list("inside_id", flat=True))

    def place(self, row: Contribution) -> list[Address]:
        """Every address under which a contribution stands; none of them is public when its nature is not."""
        is_public = row.nature in PUBLIC_NATURES
        key = (row.kind, row.territory_id, row.situation_id, is_public)
        if key not in self.lanes:
            self.lanes[key] = self.all_lanes(row, is_public)
        themes = self.chain(row.theme_id)
        return [(*lane, theme) for lane in self.lanes[key] for theme in themes]

    def all_lanes(self, row: Contribution, is_public: bool) -> list[tuple[int, int]]:
        number = registry.kind(row.kind).number
        outward = self.outward[row.territory_id]
        lanes = [(engine.lane(number), territory) for territory in outward] if is_public else []
        if row.situation_id:
            lane = engine.lane(number, row.situation_id)
            inside = self.situations[row.situation_id]
            lanes += [(lane, territory) for territory in outward if territory in inside]
        return lanes

    def chain(self, theme_id: int | None) -> list[int]:
        """All themes (0), the theme, and those above it."""
        found = [0]
        while theme_id is not None and theme_id not in found:
            found.append(theme_id)
            theme_id = self.themes[theme_id].parent_id
        return found

    def tile(self, row: Contribution) -> int:
        return engine.shelf_tile(row.tile, self.middles.get(row.territory_id))

    def names(self, row: Contribution) -> str:
        """Stems of the names of its themes and of the places that it lies in."""
        themes = [self.theme_stems[theme] for theme in self.chain(row.theme_id)[1:]]
        return " ".join([*themes, *(self.stems[territory] for territory in self.outward[row.territory_id])])
