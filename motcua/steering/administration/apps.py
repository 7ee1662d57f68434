from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    name = "motcua.steering.administration"
    label = "administration"

    def ready(self) -> None:
        from motcua.steering.administration import navigation

        navigation.places()
