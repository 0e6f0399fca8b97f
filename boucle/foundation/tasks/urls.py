"""Routes."""

from django.urls import path

from boucle.foundation.tasks import views

app_name = "tasks"

urlpatterns = [
    path("", views.mine, name="mine"),
    path("<uuid:uid>/", views.page, name="task"),
    path("<uuid:uid>/move/", views.move, name="move"),
]
