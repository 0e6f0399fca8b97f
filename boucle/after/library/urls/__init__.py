"""Routes, by what people come for."""

from boucle.after.library.urls import keeping, reading, writing

app_name = "library"

urlpatterns = [*keeping.patterns, *reading.patterns, *writing.patterns]
