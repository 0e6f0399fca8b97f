from django.apps import AppConfig


class RunningConfig(AppConfig):
    name = "boucle.foundation.running"
    label = "running"
