from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    name = "motcua.steering.administration"
    label = "administration"
