from django.apps import AppConfig


class DominosConfig(AppConfig):
    name = "boucle.before.dominos"
    label = "dominos"
