from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "boucle.commons.moderation"
    label = "moderation"
