from django.apps import AppConfig


class SituationsConfig(AppConfig):
    name = "boucle.foundation.situations"
    label = "situations"
