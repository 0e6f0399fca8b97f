"""What coders walk: the codebook, the answers, the words that may be shown."""

from django.urls import path

from boucle.together.consultations.views import coding

HERE = "c/<str:reference>/facilitate/coding/"

patterns = [
    path(HERE, coding.coding, name="coding"),
    path(f"{HERE}codes/<int:number>/", coding.code, name="code"),
    path(f"{HERE}<int:number>/", coding.read, name="coding_read"),
    path(f"{HERE}items/<int:number>/", coding.quotes, name="quotes"),
]
