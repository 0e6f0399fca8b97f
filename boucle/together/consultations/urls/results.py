"""What came of a consultation: its page, its data, its report."""

from django.urls import path

from boucle.together.consultations.views import results

patterns = [
    path("c/<str:reference>/results/", results.page, name="results"),
]
