"""What sections list: risks, stakes, directory, means…"""

from django.urls import path

from boucle.before.plans.views.entries import checking, exporting, importing, neighbours, reading, writing

HERE = "s/<str:reference>/entries/"
ONE = f"{HERE}<int:number>/"
PLAN = "plans/<slug:slug>/"

patterns = [
    path(HERE, reading.listing, name="entries"),
    path(f"{HERE}history/", reading.history, name="entries_history"),
    path(f"{HERE}add/", writing.add, name="entry_add"),
    path(f"{HERE}check/", checking.check_all, name="entries_check"),
    path(f"{HERE}verified/", checking.verify, name="contacts_verified"),
    path(f"{HERE}import/", importing.bring, name="entries_import"),
    path(ONE, writing.change, name="entry"),
    path(f"{ONE}remove/", writing.remove, name="entry_remove"),
    path(f"{ONE}move/", writing.move, name="entry_move"),
    path(f"{ONE}check/", checking.check, name="entry_check"),
    path(f"{PLAN}stakes.geojson", exporting.stakes, name="stakes_geojson"),
    path(f"{PLAN}means.geojson", exporting.means, name="means_geojson"),
    path(f"{PLAN}staff/stakes.geojson", exporting.all_stakes, name="staff_stakes_geojson"),
    path(f"{PLAN}staff/means.geojson", exporting.all_means, name="staff_means_geojson"),
    path(f"{PLAN}staff/directory.csv", exporting.directory_file, name="directory_csv"),
    path(f"{PLAN}staff/means.csv", exporting.means_file, name="means_csv"),
    path(f"{PLAN}neighbours/", neighbours.neighbours, name="neighbours"),
]
