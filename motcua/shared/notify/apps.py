from importlib import import_module

from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "motcua.shared.notify"
    label = "notify"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("motcua.shared.notify.jobs")
