"""Bring a testimony, follow it."""

from django.urls import URLPattern, path

from boucle.after.lessons.views import bringing, following

patterns: list[URLPattern] = [
    path("t/<slug:slug>/lessons/testify/", bringing.testify, name="testify"),
    path("my-testimony/<str:secret>/", following.follow, name="follow"),
    path("my-testimony/<str:secret>/erase/", following.erase, name="erase"),
]
