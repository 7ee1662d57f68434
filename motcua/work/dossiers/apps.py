from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "motcua.work.dossiers"
    label = "dossiers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.shared.calendars import actions as calendars
        from motcua.shared.journal import registry
        from motcua.work.dossiers import checks, navigation, projections, queries
        from motcua.work.dossiers.models import PROJECTED, Side, Submission

        registry.register("dossier", projections.project, tables=PROJECTED, check_heads=checks.heads_against_rows)
        for prefix in ("supplement", "opinion", "request"):
            registry.register(prefix, projections.project_side, tables=[Side])
        registry.register("submission", projections.project_submission, tables=[Submission])
        calendars.register_open_terms(queries.open_terms)
        navigation.places()
