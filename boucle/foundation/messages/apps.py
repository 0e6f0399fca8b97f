from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "boucle.foundation.messages"
    label = "outgoing"  # django.contrib has a "messages" of its own
