from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "boucle.foundation.tasks"
    label = "tasks"
