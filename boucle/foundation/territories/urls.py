"""Routes."""

from django.urls import path

from boucle.foundation.territories import views

app_name = "territories"
urlpatterns = [path("suggest", views.suggest, name="suggest")]
