"""Ways of planning, compared, and placed on two axes."""

from django.urls import URLPattern

patterns: list[URLPattern] = []
