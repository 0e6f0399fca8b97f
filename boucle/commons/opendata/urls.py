"""Routes of the open-data door."""

from django.urls import path

from boucle.commons.opendata import feeds
from boucle.commons.opendata.api import pages, problems
from boucle.commons.opendata.api.interface import api
from boucle.commons.opendata.views import imports

app_name = "opendata"

urlpatterns = [
    path("t/<slug:slug>/feed.atom", feeds.feed, name="feed"),
    path("t/<slug:slug>/import/", imports.start, name="import"),
    path("t/<slug:slug>/import/<uuid:uid>/", imports.run_page, name="import_run"),
    path("t/<slug:slug>/import/<uuid:uid>/progress/", imports.progress_part, name="import_progress"),
    path("t/<slug:slug>/import/<uuid:uid>/report.csv", imports.report_file, name="import_report"),
    path("t/<slug:slug>/import/<uuid:uid>/forget/", imports.forget, name="import_forget"),
    path("api/", pages.documentation, name="api"),
    path("api/v1/openapi.json", pages.openapi, name="openapi"),
    path("api/v1/", api.urls),
    path("api/v1/<path:path>", problems.not_found, name="nothing"),
]
