"""Routes of the open-data door."""

from django.urls import path

from boucle.commons.opendata import feeds

app_name = "opendata"

urlpatterns = [
    path("t/<slug:slug>/feed.atom", feeds.feed, name="feed"),
]
