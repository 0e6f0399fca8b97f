"""Routes of the consent process: who walks it, who reads it, who holds it."""

from django.urls import path

from boucle.together.consultations.views import consent, consent_desk

patterns = [
    path("take-part/<str:code>/consent/", consent.part, name="consent_part"),
    path("c/<str:reference>/consent/", consent.way, name="consent"),
    path("c/<str:reference>/facilitate/consent/", consent_desk.desk, name="consent_desk"),
]
