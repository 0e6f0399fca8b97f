"""What everybody reads."""

from django.urls import path

from boucle.together.consultations.views import consultation, listing, statements

patterns = [
    path("t/<slug:slug>/consultations/", listing.listing, name="list"),
    path("c/<str:reference>/", consultation.page, name="consultation"),
    path("statement/<str:reference>/", statements.statement, name="statement"),
]
