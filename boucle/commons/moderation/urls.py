"""Routes."""

from django.urls import URLPattern, path

from boucle.commons.moderation.views import bulk, decide, edit, export, item, merge, queue, still_true

app_name = "moderation"

urlpatterns: list[URLPattern] = [
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
