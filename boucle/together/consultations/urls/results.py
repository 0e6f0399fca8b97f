"""What came of a consultation: its page, its data, its report."""

from django.urls import path

from boucle.together.consultations.views import results, results_opinions

patterns = [
    path("c/<str:reference>/results/", results.page, name="results"),
    path("c/<str:reference>/votes.csv", results_opinions.last_votes, name="votes_csv"),
    path("c/<str:reference>/all-votes.csv", results_opinions.all_votes, name="all_votes_csv"),
    path("c/<str:reference>/statements.csv", results_opinions.statements, name="statements_csv"),
    path("c/<str:reference>/map.json", results_opinions.as_json, name="map_json"),
    path("take-part/<str:code>/map/", results_opinions.own, name="own_map"),
]
