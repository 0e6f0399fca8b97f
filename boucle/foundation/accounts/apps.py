from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "boucle.foundation.accounts"
    label = "accounts"
