"""Signing in and out."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from motcua.base.errors import Throttled
from motcua.base.navigation import address
from motcua.base.time import now
from motcua.shared.identity import actions
from motcua.shared.identity.forms import SignInForm
from motcua.shared.identity.http import client_address, own_path


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """`/dang-nhap`: who is signed in already goes on to their work."""
    if request.method != "POST":
        if getattr(request, "officer", None) is not None:
            return HttpResponseRedirect(onward(request, request.GET.get("next", "")))
        return _page(request, SignInForm(initial={"next": request.GET.get("next", "")}))
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    given = form.cleaned_data
    try:
        done = actions.sign_in(request, username=given["username"], password=given["password"], address=client_address(request), at=now())
    except (Throttled, actions.SignInRefused) as refused:
        form.add_error(None, refused.detail)
        response = _page(request, form, status=refused.status)
        if isinstance(refused, Throttled):
            response["Retry-After"] = str(refused.retry_after)
        return response
    if not done:
        return HttpResponseRedirect(f"{reverse('sign_in_second')}?{urlencode({'next': given['next']})}")
    return HttpResponseRedirect(onward(request, given["next"]))


@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """`/dang-xuat`."""
    actions.sign_out(request)
    messages.success(request, "Bạn đã đăng xuất.")
    return redirect("sign_in")


def _page(request: HttpRequest, form: SignInForm, status: int = 200) -> HttpResponse:
    return render(request, "identity/sign_in.html", {"form": form}, status=status)


def onward(request: HttpRequest, path: str) -> str:
    """Where to go after signing in: the page that was asked for when it is ours, else the desk."""
    return own_path(request, path) or address(str(settings.LOGIN_REDIRECT_URL), "/") or "/"
