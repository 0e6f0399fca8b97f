"""Routes of what results needs."""

from django.urls import URLPattern

patterns: list[URLPattern] = []
