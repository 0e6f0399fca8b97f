"""Routes: kept by coordinators, read by everybody, read whole by the crisis staff."""

from boucle.before.dominos.urls import keeping, reading

app_name = "dominos"

urlpatterns = [*keeping.patterns, *reading.patterns]
