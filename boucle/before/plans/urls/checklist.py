"""What the law asks, its clocks, its calendar."""

from django.urls import URLPattern

patterns: list[URLPattern] = []
