"""Routes, by what people come for."""

from boucle.after.library.urls import keeping, notebooks, reading, writing

app_name = "library"

urlpatterns = [*keeping.patterns, *notebooks.patterns, *reading.patterns, *writing.patterns]
