"""Routes."""

from django.urls import path

from boucle.commons.search.views import everywhere, following

app_name = "search"
urlpatterns = [
    path("t/<slug:slug>/search/", everywhere.search, name="everywhere"),
    path("t/<slug:slug>/search/follow/", following.follow, name="follow"),
]
