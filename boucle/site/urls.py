"""Routes."""

from django.urls import path

from boucle.site.views import home, languages, pages

app_name = "site"

urlpatterns = [
    path("", home.home, name="home"),
    path("t/<slug:slug>/", home.territory, name="territory"),
    path("language/<str:code>/", languages.choose, name="language"),
    path("about/", pages.about, name="about"),
    path("rights/", pages.rights, name="rights"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("charter/", pages.charter, name="charter"),
    path("guide/", pages.guides, name="guides"),
    path("guide/<str:role>/", pages.guide, name="guide"),
]
