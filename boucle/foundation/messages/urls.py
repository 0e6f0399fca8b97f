"""Routes of subscriptions and of the demonstration's mailbox."""

from django.urls import path

from boucle.foundation.messages import views

app_name = "messages"

urlpatterns = [
    path("mailbox/", views.mailbox, name="mailbox"),
    path("mailbox/<int:number>/", views.mailbox_mail, name="mailbox_mail"),
    path("subscriptions/leave/<str:token>/", views.leave, name="leave"),
]
