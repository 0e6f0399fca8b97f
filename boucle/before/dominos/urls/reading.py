"""What everybody reads, the same for the crisis staff with the closed services, and challenges of figures."""

from django.urls import URLPattern, path

from boucle.before.dominos.views import challenging, files, inventory, listing, nodes, ranking, running


def shown(prefix: str, suffix: str, *, is_whole: bool) -> list[URLPattern]:
    """The same pages twice: the public ones never hold a closed service, whoever reads."""
    known = {"is_whole": is_whole}
    return [
        path(f"{prefix}services/", nodes.listed, known, name=f"services{suffix}"),
        path(f"{prefix}services/<path:code>/", nodes.one, known, name=f"service{suffix}"),
        path(f"{prefix}files/services.csv", files.services_csv, known, name=f"services_csv{suffix}"),
        path(f"{prefix}files/dependencies.csv", files.needs_csv, known, name=f"needs_csv{suffix}"),
        path(f"{prefix}files/measures.csv", files.measures_csv, known, name=f"measures_csv{suffix}"),
        path(f"{prefix}<slug:schedule>/", running.page, known, name=f"run{suffix}"),
        path(f"{prefix}<slug:schedule>/ranking/", ranking.page, known, name=f"ranking{suffix}"),
        path(f"{prefix}<slug:schedule>/schedule.csv", files.schedule_csv, known, name=f"schedule_csv{suffix}"),
        path(f"{prefix}<slug:schedule>/timeline.csv", files.timeline_csv, known, name=f"timeline_csv{suffix}"),
        path(f"{prefix}<slug:schedule>/moment.geojson", files.moment_geojson, known, name=f"moment{suffix}"),
    ]


patterns = [
    path("t/<slug:slug>/dominos/", listing.listing, name="list"),
    path("contest/<str:reference>/", challenging.page, name="challenge"),
    path("follow-contest/<str:secret>/", challenging.follow, name="follow_challenge"),
    path("dominos/<slug:slug>/contest/<path:code>/", challenging.bring, name="contest"),
    path("dominos/<slug:slug>/", inventory.page, name="inventory"),
    path("dominos/<slug:slug>/outline.json", files.outline, name="outline"),
    *shown("dominos/<slug:slug>/whole/", "_whole", is_whole=True),
    *shown("dominos/<slug:slug>/", "", is_whole=False),
]
