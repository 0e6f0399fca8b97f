from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "boucle.foundation.documents"
    label = "documents"
