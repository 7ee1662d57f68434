from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OrgConfig(AppConfig):
    name = "motcua.shared.org"
    label = "org"
    verbose_name = "Tổ chức"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.base import navigation
        from motcua.shared.org import cache, projections, queries, receivers

        projections.register()
        receivers.connect()
        several = navigation.Place(
            "choose_post", "Chọn chức danh", "choose_post", order=95, shown=lambda officer: len(queries.posts_of(officer.username)) > 1
        )
        navigation.register(several)
        post_migrate.connect(cache.forget, sender=self, dispatch_uid="org.forget")
