from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "motcua.steering.indicators"
    label = "indicators"
