from django.apps import AppConfig


class GuardConfig(AppConfig):
    name = "boucle.foundation.guard"
    label = "guard"
