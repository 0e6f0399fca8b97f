"""What the law asks, its clocks, its calendar."""

from django.urls import path

from boucle.before.plans.views.law import choosing, dates, reading, tagging

HERE = "plans/<slug:slug>/law/"

patterns = [
    path(HERE, reading.law, name="law"),
    path(f"{HERE}lists/", choosing.lists, name="law_lists"),
    path(f"{HERE}lists/<str:code>/drop/", choosing.drop, name="law_drop"),
    path(f"{HERE}lists/<str:code>/<str:since>/", choosing.version, name="law_version"),
    path(f"{HERE}dates/", dates.dates, name="law_dates"),
    path(f"{HERE}dates/<int:number>/remove/", dates.remove, name="law_date_remove"),
    path("plans/<slug:slug>/calendar.ics", reading.calendar, name="calendar"),
    path("s/<str:reference>/points/", tagging.points, name="points"),
]
