"""Write a plan, its sections, its notes' answers."""

from django.urls import URLPattern

patterns: list[URLPattern] = []
