"""Read the register, a lesson, the loop, the register of errors, the formats of a debrief."""

from django.urls import URLPattern, path

from boucle.after.lessons.views import formats, looping, reading, reviews

HERE = "t/<slug:slug>/lessons/"

patterns: list[URLPattern] = [
    path(HERE, reading.listing, name="list"),
    path(f"{HERE}loop/", looping.loop, name="loop"),
    path(f"{HERE}errors/", looping.errors, name="errors"),
    path(f"{HERE}reviews/", reviews.listing, name="reviews"),
    path(f"{HERE}reviews/<int:number>/", reviews.review, name="review"),
    path(f"{HERE}formats/", formats.formats, name="formats"),
    path(f"{HERE}formats/<slug:name>.pdf", formats.pdf, name="format_pdf"),
    path(f"{HERE}formats/<slug:name>/", formats.sheet, name="format"),
    path("l/<str:reference>/", reading.lesson, name="lesson"),
    path("testimonies/<str:reference>/", reading.testimony, name="testimony"),
]
