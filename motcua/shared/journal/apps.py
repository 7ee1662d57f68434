from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "motcua.shared.journal"
    label = "journal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.shared.journal import receivers

        receivers.connect(self)
