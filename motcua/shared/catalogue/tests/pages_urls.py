from django.urls import include, path

urlpatterns = [path("", include("motcua.shared.catalogue.urls"))]
handler404 = "motcua.base.http.not_found"
