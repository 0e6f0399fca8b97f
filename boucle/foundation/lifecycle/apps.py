from django.apps import AppConfig


class LifecycleConfig(AppConfig):
    name = "boucle.foundation.lifecycle"
    label = "lifecycle"
