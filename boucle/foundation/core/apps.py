from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "boucle.foundation.core"
    label = "core"
