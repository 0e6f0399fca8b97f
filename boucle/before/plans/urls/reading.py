"""Read a plan and its sections; bring a note to them."""

from django.urls import URLPattern, path

from boucle.before.plans.views import bringing, following, listing, reading

patterns: list[URLPattern] = [
    path("t/<slug:slug>/plans/", listing.plans, name="list"),
    path("plans/<slug:slug>/", reading.plan, name="plan"),
    path("s/<str:reference>/", reading.section, name="section"),
    path("s/<str:reference>/versions/", reading.versions, name="versions"),
    path("s/<str:reference>/annotate/", bringing.annotate, name="annotate"),
    path("s/<str:reference>/propose/", bringing.propose, name="propose"),
    path("n/<str:reference>/", bringing.note, name="note"),
    path("note/<str:secret>/", following.follow, name="follow"),
    path("note/<str:secret>/revise/", following.revise, name="revise_note"),
    path("note/<str:secret>/withdraw/", following.withdraw, name="withdraw_note"),
    path("note/<str:secret>/restore/", following.restore, name="restore_note"),
    path("note/<str:secret>/erase/", following.erase, name="erase_note"),
]
