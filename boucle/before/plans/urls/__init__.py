"""Routes, by what people come for."""

from boucle.before.plans.urls import activating, checklist, entries, keeping, planning, printing, reading

app_name = "plans"

urlpatterns = [
    *keeping.patterns,
    *checklist.patterns,
    *entries.patterns,
    *activating.patterns,
    *printing.patterns,
    *planning.patterns,
    *reading.patterns,
]
