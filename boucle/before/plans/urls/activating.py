"""Scenarios, activations, boards, debriefs."""

from django.urls import URLPattern

patterns: list[URLPattern] = []
