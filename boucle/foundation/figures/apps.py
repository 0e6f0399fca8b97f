from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "boucle.foundation.figures"
    label = "figures"
