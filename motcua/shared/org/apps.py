from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OrgConfig(AppConfig):
    name = "motcua.shared.org"
    label = "org"
    verbose_name = "Tổ chức"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.shared.org import cache, projections, receivers

        projections.register()
        receivers.connect()
        post_migrate.connect(cache.forget, sender=self, dispatch_uid="org.forget")
