"""Routes."""

from boucle.after.lessons.urls import bringing, reading, working

app_name = "lessons"

urlpatterns = [*bringing.patterns, *working.patterns, *reading.patterns]
