"""Routes."""

from django.urls import URLPattern, path

from boucle.commons.moderation.views import (
    bulk,
    dashboard,
    decide,
    edit,
    export,
    item,
    merge,
    queue,
    situation,
    situation_close,
    situation_public,
    still_true,
)

app_name = "moderation"

coordination: list[URLPattern] = [
    path("t/<slug:slug>/dashboard/", dashboard.dashboard, name="dashboard"),
    path("t/<slug:slug>/dashboard/<slug:name>.csv", dashboard.table, name="dashboard_table"),
    path("t/<slug:slug>/dashboard/call/", dashboard.call, name="dashboard_call"),
    path("t/<slug:slug>/dashboard/<slug:reference>/entrust/", dashboard.entrust, name="dashboard_entrust"),
    path("t/<slug:slug>/dashboard/<slug:reference>/remind/", dashboard.remind, name="dashboard_remind"),
    path("t/<slug:slug>/situations/", situation.listing, name="situations"),
    path("t/<slug:slug>/situations/new/", situation.new, name="situation_new"),
    path("t/<slug:slug>/situations/<slug:name>/", situation.manage, name="situation"),
    path("t/<slug:slug>/situations/<slug:name>/phase/", situation.phase, name="situation_phase"),
    path("t/<slug:slug>/situations/<slug:name>/end-review/", situation.end_review, name="situation_end_review"),
    path("t/<slug:slug>/situations/<slug:name>/close/", situation_close.close, name="situation_close"),
    path("t/<slug:slug>/s/<slug:name>/", situation_public.page, name="situation_public"),
    path("t/<slug:slug>/s/<slug:name>/archive.<slug:extension>", situation_public.archive, name="situation_archive"),
]

urlpatterns: list[URLPattern] = [
    *coordination,
    path("moderation/", queue.queue, name="queue"),
    path("moderation/bulk/", bulk.bulk, name="bulk"),
    path("moderation/export.csv", export.export, name="export"),
    path("moderation/<str:reference>/", item.item, name="item"),
    path("moderation/<str:reference>/contacts/", item.contacts, name="contacts"),
    path("moderation/<str:reference>/hold/", item.hold, name="hold"),
    path("moderation/<str:reference>/decide/", decide.decide, name="decide"),
    path("moderation/<str:reference>/edit/", edit.edit, name="edit"),
    path("moderation/<str:reference>/merge/<str:other>/", merge.merge, name="merge"),
    path("still-true/<str:token>/", still_true.still_true, name="still_true"),
]
