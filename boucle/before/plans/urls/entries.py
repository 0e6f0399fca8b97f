"""What sections list: risks, stakes, directory, means…"""

from django.urls import URLPattern

patterns: list[URLPattern] = []
