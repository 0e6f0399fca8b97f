from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "boucle.commons.search"
    label = "search"
