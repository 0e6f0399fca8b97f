"""Routes of what facilitate needs."""

from django.urls import URLPattern

patterns: list[URLPattern] = []
