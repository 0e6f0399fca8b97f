"""Routes, by who walks them."""

from boucle.together.consultations.urls import coding, consent, facilitate, participate, public, results

app_name = "consultations"

urlpatterns = [
    *public.patterns,
    *participate.patterns,
    *results.patterns,
    *consent.patterns,
    *coding.patterns,
    *facilitate.patterns,
]
