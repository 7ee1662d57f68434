"""The second proof after the password, and signing in by passkey alone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from motcua.base.errors import Invalid, Throttled
from motcua.base.time import now
from motcua.shared.identity import throttle
from motcua.shared.identity.actions import factors
from motcua.shared.identity.forms import SecondForm
from motcua.shared.identity.http import client_address
from motcua.shared.identity.models import DoorEvent, User
from motcua.shared.identity.views.door import onward

TRIES, SPAN = 30, 15 * 60


@sensitive_post_parameters("code", "credential")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second(request: HttpRequest) -> HttpResponse:
    """`/dang-nhap/buoc-hai`: a one-time code, a recovery code or a passkey, within five minutes of the password."""
    at = now()
    user = factors.half(request, at=at)
    if user is None:
        messages.error(request, "Bước xác nhận thứ hai đã quá 5 phút. Hãy nhập lại mật khẩu.")
        return redirect("sign_in")
    if request.method != "POST":
        return _second_page(request, user, SecondForm(initial={"next": request.GET.get("next", "")}))
    form = SecondForm(request.POST)
    by_key = request.POST.get("credential", "")
    if not by_key and not form.is_valid():
        return _second_page(request, user, form, 422)
    try:
        if by_key:
            factors.check_key(request, by_key, user, at=at)
        else:
            factors.check_code(user, form.cleaned_data["code"], at=at)
        factors.admit(request, user, DoorEvent.Kind.SECOND_STEP, at=at, address=client_address(request))
    except (Invalid, Throttled) as refused:
        form.errors.clear()
        form.add_error("code" if refused.fields else None, refused.detail)
        return _second_page(request, user, form, refused.status)
    return HttpResponseRedirect(onward(request, request.POST.get("next", "")))


def _second_page(request: HttpRequest, user: User, form: SecondForm, status: int = 200) -> HttpResponse:
    held = factors.of(user)
    values = {"form": form, "held": held, "options": factors.challenge(request, user) if held.keys else None}
    return render(request, "identity/second.html", values, status=status)


@sensitive_post_parameters("credential")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def passkey(request: HttpRequest) -> HttpResponse:
    """`/dang-nhap/khoa`: a passkey that asks for its own PIN or fingerprint signs in alone."""
    at, address = now(), client_address(request)
    problem, status = "", 200
    if request.method == "POST":
        try:
            throttle.hit("passkey_address", address, TRIES, SPAN, at)
            user = factors.check_key(request, request.POST.get("credential", ""), None, at=at)
            factors.admit(request, user, DoorEvent.Kind.PASSKEY, at=at, address=address)
            return HttpResponseRedirect(onward(request, request.POST.get("next", "")))
        except (Invalid, Throttled) as refused:
            problem, status = refused.detail, refused.status
    values = {"options": factors.challenge(request, None), "problem": problem, "next": request.POST.get("next") or request.GET.get("next", "")}
    return render(request, "identity/passkey.html", values, status=status)
