"""Routes of what consent needs."""

from django.urls import URLPattern

patterns: list[URLPattern] = []
