"""Find and read."""

from django.urls import URLPattern, path

from boucle.after.library.views import listing, reading

patterns: list[URLPattern] = [
    path("t/<slug:slug>/library/", listing.listing_page, name="list"),
    path("b/<str:reference>/", reading.sheet, name="sheet"),
    path("b/<str:reference>/versions/", reading.history, name="versions"),
    path("b/<str:reference>/images/<str:key>.webp", reading.picture, name="picture"),
]
