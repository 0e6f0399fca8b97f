from django.apps import AppConfig


class OpendataConfig(AppConfig):
    name = "boucle.commons.opendata"
    label = "opendata"
