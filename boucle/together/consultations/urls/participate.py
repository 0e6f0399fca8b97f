"""What participants walk: their code, their sheet, their votes."""

from django.urls import path

from boucle.together.consultations.views import entering

patterns = [
    path("take-part/", entering.type_code, name="type_code"),
    path("take-part/<str:code>/", entering.take_part, name="take_part"),
]
