"""Propose, and follow what was proposed."""

from django.urls import URLPattern, path

from boucle.after.library.views import following, proposing

patterns: list[URLPattern] = [
    path("t/<slug:slug>/library/propose/", proposing.propose, name="propose"),
    path("b/<str:reference>/reuse/", proposing.reuse, name="reuse"),
    path("sheet/<str:secret>/", following.follow, name="follow"),
    path("sheet/<str:secret>/revise/", following.revise, name="revise"),
    path("sheet/<str:secret>/verify/", following.verify, name="verify"),
    path("sheet/<str:secret>/withdraw/", following.withdraw, name="withdraw"),
    path("sheet/<str:secret>/restore/", following.restore, name="restore"),
    path("sheet/<str:secret>/erase/", following.erase, name="erase"),
]
