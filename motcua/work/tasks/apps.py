from django.apps import AppConfig

from motcua.base import navigation


class TasksConfig(AppConfig):
    name = "motcua.work.tasks"
    label = "tasks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.shared.journal import registry
        from motcua.work.tasks import projections, queries, receivers
        from motcua.work.tasks.models import Task

        registry.register("task", projections.project, tables=[Task], check_heads=projections.differences)
        receivers.connect()
        waiting = navigation.Place(
            "tasks", "Việc được giao", "tasks", order=20, shortcut="g", phone=True, icon="check", count=lambda officer: queries.mine(officer).count()
        )
        navigation.register(waiting)
