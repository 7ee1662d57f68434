from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "motcua.steering.indicators"
    label = "indicators"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.steering.indicators import navigation

        navigation.places()
