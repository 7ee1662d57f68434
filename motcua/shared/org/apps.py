from typing import Any

from django.apps import AppConfig


def _at_work(officer: Any) -> bool:
    return bool(officer.has("counter", "specialist", "head_of_unit", "leader", "clerk", "admin"))


class OrgConfig(AppConfig):
    name = "motcua.shared.org"
    label = "org"
    verbose_name = "Tổ chức"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.base import navigation
        from motcua.shared.org import projections, queries, receivers

        projections.register()
        receivers.connect()
        several = navigation.Place(
            "choose_post", "Đổi chức danh", "choose_post", order=95, menu=True, shown=lambda officer: len(queries.posts_of(officer.username)) > 1
        )
        navigation.register(several)
        navigation.register(navigation.Place("absences", "Vắng mặt", "absences", order=90, shown=_at_work))
