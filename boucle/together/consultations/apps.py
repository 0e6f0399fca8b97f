from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "boucle.together.consultations"
    label = "consultations"
