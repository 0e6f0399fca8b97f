"""What came of a consultation: its page, its data, its report."""

from django.urls import path

from boucle.together.consultations.views import (
    receipts,
    report,
    results,
    results_budget,
    results_data,
    results_delphi,
    results_opinions,
)

patterns = [
    path("c/<str:reference>/results/", results.page, name="results"),
    path("c/<str:reference>/results/answers.csv", results_data.answers_csv, name="answers_csv"),
    path("c/<str:reference>/results/answers.json", results_data.answers_json, name="answers_json"),
    path("c/<str:reference>/results/rule.json", results_data.rule_json, name="rule_json"),
    path("c/<str:reference>/results/report/", report.page, name="report"),
    path("c/<str:reference>/results/report.pdf", report.pdf, name="report_pdf"),
    path("c/<str:reference>/results/report.json", report.as_json, name="report_json"),
    path("c/<str:reference>/results/<int:number>/", results_delphi.item_page, name="result"),
    path("c/<str:reference>/results/<int:number>/verbatims/", results_delphi.verbatims, name="verbatims"),
    path("c/<str:reference>/votes.csv", results_opinions.last_votes, name="votes_csv"),
    path("c/<str:reference>/all-votes.csv", results_opinions.all_votes, name="all_votes_csv"),
    path("c/<str:reference>/statements.csv", results_opinions.statements, name="statements_csv"),
    path("c/<str:reference>/map.json", results_opinions.as_json, name="map_json"),
    path("c/<str:reference>/ballots.pb", results_budget.pabulib, name="ballots_pb"),
    path("c/<str:reference>/ballots.csv", results_budget.table, name="ballots_csv"),
    path("c/<str:reference>/receipts/", receipts.page, name="receipts"),
    path("c/<str:reference>/receipts.json", receipts.as_json, name="receipts_json"),
    path("take-part/<str:code>/map/", results_opinions.own, name="own_map"),
]
