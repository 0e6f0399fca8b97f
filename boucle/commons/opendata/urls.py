"""Routes of the open-data door."""

from django.urls import path

from boucle.commons.opendata import feeds
from boucle.commons.opendata.api import pages, problems
from boucle.commons.opendata.api.interface import api

app_name = "opendata"

urlpatterns = [
    path("t/<slug:slug>/feed.atom", feeds.feed, name="feed"),
    path("api/", pages.documentation, name="api"),
    path("api/v1/openapi.json", pages.openapi, name="openapi"),
    path("api/v1/", api.urls),
    path("api/v1/<path:path>", problems.not_found, name="nothing"),
]
