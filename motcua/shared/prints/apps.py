from django.apps import AppConfig


class PrintsConfig(AppConfig):
    name = "motcua.shared.prints"
    label = "prints"
    default_auto_field = "django.db.models.BigAutoField"
