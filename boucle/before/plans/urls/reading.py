"""Read a plan and its sections; bring a note to them."""

from django.urls import URLPattern

patterns: list[URLPattern] = []
