from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "motcua.shared.catalogue"
    label = "catalogue"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.shared.catalogue import models, projections
        from motcua.shared.journal import registry

        registry.register(
            "procedure",
            projections.project_procedure,
            tables=[models.ProcedureVersion],
            check_heads=projections.check_procedures,
        )
        registry.register("process", projections.project_process, tables=[models.ProcessVersion])
        registry.register("ruleset", projections.project_rule_set, tables=[models.RuleSetVersion])
