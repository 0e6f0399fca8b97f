"""Routes."""

from django.urls import path

from boucle.foundation.guard import views

app_name = "guard"

urlpatterns = [path("challenge/", views.challenge, name="challenge")]
