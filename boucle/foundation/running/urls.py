"""Routes for machines that watch over the installation."""

from django.urls import path

from boucle.foundation.running import views

app_name = "running"
urlpatterns = [
    path("health", views.health, name="health"),
    path("metrics", views.metrics, name="metrics"),
]
