from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    name = "boucle.during.initiatives"
    label = "initiatives"
