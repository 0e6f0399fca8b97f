"""Routes."""

from django.urls import path

from boucle.commons.search import views

app_name = "search"
urlpatterns = [path("t/<slug:slug>/search/", views.search, name="everywhere")]
