"""What the whole API says in one way, also where no room was reached."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from motcua.base.errors import Refused
from motcua.base.http import is_api, problem


class MethodNotAllowed(Refused):
    kind, status, title = "method_not_allowed", 405, "Không nhận phương thức này"


class ApiMethodMiddleware:
    """A method that a path does not take is told as problem+json, with the methods that it takes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code != MethodNotAllowed.status or not is_api(request):
            return response
        allowed = response.headers.get("Allow", "")
        told: HttpResponse = problem(MethodNotAllowed(f"Địa chỉ này chỉ nhận {allowed or 'phương thức khác'}."), request)
        told.headers["Allow"] = allowed
        return told
