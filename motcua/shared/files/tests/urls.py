"""The router alone, behind a token that stands for one officer."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from ninja import NinjaAPI
from ninja.security import HttpBearer

from motcua.base.errors import NotSignedIn, Refused
from motcua.base.http import problem
from motcua.shared.files.api import router


class Caller:
    by = "be@000.01.25.H19"


class Token(HttpBearer):
    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        if token != "good":
            raise NotSignedIn("Mã truy cập không đúng.")
        return Caller()


api = NinjaAPI(urls_namespace="files-test", auth=Token())
api.add_router("", router)


@api.exception_handler(Refused)
def refused(request: HttpRequest, exc: Refused) -> HttpResponse:
    return problem(exc, request)


urlpatterns = [path("api/v1/", api.urls)]
