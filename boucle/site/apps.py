from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "boucle.site"
    label = "site"
