from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    name = "boucle.foundation.territories"
    label = "territories"
