"""Keep an inventory: write, import, apply rules, schedule, measure, answer, join to the plan."""

from django.urls import path

from boucle.before.dominos.views.keep import (
    answering,
    create,
    desk,
    importing,
    joining,
    library,
    measures,
    nodes,
    schedules,
)

KEEP = "dominos/<slug:slug>/keep"

patterns = [
    path("t/<slug:slug>/dominos/new/", create.new, name="new"),
    path(f"{KEEP}/", desk.desk, name="keep"),
    path(f"{KEEP}/open/", desk.open_to_public, name="open"),
    path(f"{KEEP}/services/", nodes.listed, name="keep_services"),
    path(f"{KEEP}/services/new/", nodes.new, name="new_service"),
    path(f"{KEEP}/services/<path:code>/needs/", nodes.needs, name="needs"),
    path(f"{KEEP}/services/<path:code>/remove/", nodes.remove, name="remove_service"),
    path(f"{KEEP}/services/<path:code>/", nodes.edit, name="edit_service"),
    path(f"{KEEP}/need/<int:pk>/remove/", nodes.remove_need, name="remove_need"),
    path(f"{KEEP}/import/", importing.choose, name="import"),
    path(f"{KEEP}/import/<str:token>/", importing.check, name="import_check"),
    path(f"{KEEP}/library/", library.page, name="library"),
    path(f"{KEEP}/schedules/", schedules.page, name="schedules"),
    path(f"{KEEP}/schedules/<slug:schedule>/", schedules.one, name="schedule"),
    path(f"{KEEP}/schedules/<slug:schedule>/remove/", schedules.remove, name="remove_schedule"),
    path(f"{KEEP}/schedules/<slug:schedule>/compute/", schedules.compute, name="compute"),
    path(f"{KEEP}/measures/", measures.page, name="measures"),
    path(f"{KEEP}/measures/<int:pk>/remove/", measures.remove, name="remove_measure"),
    path(f"{KEEP}/challenges/", answering.listed, name="challenges"),
    path(f"{KEEP}/challenges/<str:reference>/", answering.one, name="answer"),
    path(f"{KEEP}/join/<slug:schedule>/", joining.page, name="join"),
    path(f"{KEEP}/join/<slug:schedule>/<int:pk>/", joining.discuss, name="discuss"),
]
