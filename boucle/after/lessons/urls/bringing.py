"""Bring a testimony, follow it."""

from django.urls import URLPattern, path

from boucle.after.lessons.views import bringing, following

patterns: list[URLPattern] = [
    path("t/<slug:slug>/lessons/testify/", bringing.testify, name="testify"),
    path("my-testimony/<str:secret>/", following.follow, name="follow"),
    path("my-testimony/<str:secret>/revise/", following.revise, name="revise"),
    path("my-testimony/<str:secret>/withdraw/", following.withdraw, name="withdraw"),
    path("my-testimony/<str:secret>/restore/", following.restore, name="restore"),
    path("my-testimony/<str:secret>/erase/", following.erase, name="erase"),
    path("testimony-became/<str:token>/", following.became, name="became"),
]
