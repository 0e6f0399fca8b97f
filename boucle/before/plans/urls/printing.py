"""A plan on paper, and offline."""

from django.urls import URLPattern

patterns: list[URLPattern] = []
