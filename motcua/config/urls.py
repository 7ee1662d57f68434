"""All addresses: each room brings its own."""

from django.urls import URLPattern, URLResolver, include, path

from motcua.config.api import api
from motcua.config.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
    path("suc-khoe", health, name="health"),
    path("", include("motcua.edge.services.urls")),
    path("", include("motcua.base.urls")),
    path("", include("motcua.shared.identity.urls")),
    path("", include("motcua.shared.org.urls")),
    path("", include("motcua.steering.indicators.urls")),
    path("", include("motcua.steering.administration.urls")),
    path("", include("motcua.work.tasks.urls")),
    path("", include("motcua.work.dossiers.urls")),
    path("", include("motcua.shared.catalogue.urls")),
]

handler400 = "motcua.base.http.bad_request"
handler403 = "motcua.base.http.forbidden"
handler404 = "motcua.base.http.not_found"
handler500 = "motcua.base.http.server_error"
