"""Ways of planning, compared, and placed on two axes."""

from django.urls import URLPattern, path

from boucle.before.plans.views import ways

patterns: list[URLPattern] = [
    path("plans/<slug:slug>/ways/", ways.ways, name="ways"),
    path("plans/<slug:slug>/ways/choose/", ways.choose, name="choose_way"),
]
