from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "motcua.shared.calendars"
    label = "calendars"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.shared.calendars import models, projections
        from motcua.shared.journal import registry

        registry.register("calendar", projections.project, tables=[models.CalendarVersion, models.MovedTerm], check_heads=projections.differences)
