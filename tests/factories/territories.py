"""A small country for tests, loaded through the real loader: two départements of a region, one across the border.

Lyon's neighbours with their true codes and places, so that a test may paste true coordinates.
"""

from boucle.foundation.territories import actions
from boucle.foundation.territories.engine.places import Place
from boucle.foundation.territories.models import Territory

FRANCE = Place(code="FR", name="France", level="country", population=68_000_000)
REGION = Place(code="FR-R84", name="Auvergne-Rhône-Alpes", level="region", within=("FR",))
ISLE = Place(code="FR-R11", name="Île-de-France", level="region", within=("FR",))
RHONE = Place(code="FR-69", name="Rhône", level="department", within=("FR-R84", "FR"))
AIN = Place(code="FR-01", name="Ain", level="department", within=("FR-R84", "FR"))
SEINE = Place(code="FR-93", name="Seine-Saint-Denis", level="department", within=("FR-R11", "FR"))
LYON_METROPOLE = Place(code="200046977", name="Métropole de Lyon", level="epci", within=("FR-69", "FR-R84", "FR"))
IN_LYON = ("200046977", "FR-69", "FR-R84", "FR")


def commune(
    code: str,
    name: str,
    postal_code: str,
    population: int,
    lat: float,
    lon: float,
    within: tuple[str, ...] = IN_LYON,
    **others: object,
) -> Place:
    """A commune as the loader takes it, 2 km wide unless told otherwise."""
    facts: dict[str, object] = {"radius": 2000.0, "postal_codes": (postal_code,), **others}
    return Place(code, name, "commune", within=within, population=population, lat=lat, lon=lon, **facts)  # type: ignore[arg-type]


WIDER = (FRANCE, REGION, ISLE, RHONE, AIN, SEINE, LYON_METROPOLE)
COMMUNES = (
    commune("69123", "Lyon", "69001", 520_774, 45.758, 4.8351, postal_codes=("69001", "69002", "69003")),
    commune("69266", "Villeurbanne", "69100", 156_928, 45.7705, 4.8889),
    commune("69029", "Bron", "69500", 42_216, 45.7344, 4.9117),
    commune("69259", "Vénissieux", "69200", 65_894, 45.7034, 4.8772),
    commune("69204", "Saint-Genis-Laval", "69230", 20_756, 45.6947, 4.7888),
    commune("69063", "Collonges-au-Mont-d'Or", "69660", 4_300, 45.8229, 4.8436),
    commune("69116", "Limonest", "69760", 3_800, 45.8313, 4.7709),
    commune(
        "01015",
        "Arboys en Bugey",
        "01300",
        630,
        45.7206,
        5.6516,
        within=("FR-01", "FR-R84", "FR"),
        other_names=("Arbignieu", "Saint-Bois"),
    ),
    commune("93066", "Saint-Denis", "93200", 149_077, 48.9385, 2.3594, within=("FR-93", "FR-R11", "FR")),
    commune("01373", "Saint-Denis", "01000", 900, 46.2017, 5.1905, within=("FR-01", "FR-R84", "FR")),
    commune("01344", "Saint-Denis-en-Bugey", "01500", 2_200, 45.9525, 5.3289, within=("FR-01", "FR-R84", "FR")),
)


def load() -> dict[str, Territory]:
    """Loads the small country; gives its territories by code."""
    actions.load(places=(*WIDER, *COMMUNES))
    return {row.code: row for row in Territory.objects.all()}


def metropole() -> Territory:
    """The small country's métropole, open: where most tests happen."""
    return actions.open_territory(territory=load()["200046977"])
