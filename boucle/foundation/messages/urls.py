"""Routes of subscriptions and of the demonstration's mailbox."""

from django.urls import path

from boucle.foundation.messages.views import mailbox, subscriptions

app_name = "messages"

urlpatterns = [
    path("mailbox/", mailbox.mailbox, name="mailbox"),
    path("mailbox/<int:number>/", mailbox.mailbox_mail, name="mailbox_mail"),
    path("t/<slug:slug>/subscribe/", subscriptions.subscribe, name="subscribe"),
    path("t/<slug:slug>/subscribe/asked/", subscriptions.asked, name="asked"),
    path("subscriptions/confirm/<str:token>/", subscriptions.confirm, name="confirm"),
    path("subscriptions/leave/<str:token>/", subscriptions.leave, name="leave"),
]
