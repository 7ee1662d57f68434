from django.apps import AppConfig
from django.db.models.signals import post_migrate


class IdentityConfig(AppConfig):
    name = "motcua.shared.identity"
    label = "identity"
    verbose_name = "Tài khoản"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.shared.identity import queries, receivers

        receivers.connect()
        post_migrate.connect(queries.forget, sender=self, dispatch_uid="identity.forget")
