"""One's own account: password, one-time codes, passkeys, recovery codes, and what happened to it."""

import io

import segno
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.base.errors import NotSignedIn, Refused
from motcua.base.time import now
from motcua.shared.identity import actions
from motcua.shared.identity.actions import factors
from motcua.shared.identity.forms import CodeForm, CurrentForm, KeyForm, PasswordForm
from motcua.shared.identity.models import DoorEvent, User


@never_cache
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """`/bao-mat`: what protects the account, and its last events."""
    user = _user(request)
    return render(request, "identity/security.html", {"held": factors.of(user), "events": factors.events(user.pk), "person": user})


@sensitive_post_parameters("current", "password", "again")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """`/bao-mat/mat-khau`: a new password; other sessions of the person end."""
    user, at = _user(request), now()
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            factors.password_fits(user, form.cleaned_data["current"], at=at)
            actions.set_password(user.pk, form.cleaned_data["password"])
        except Refused as refused:
            _refuse(form, refused)
        else:
            user.refresh_from_db()
            update_session_auth_hash(request, user)
            factors.note(user.pk, DoorEvent.Kind.PASSWORD, at=at)
            messages.success(request, "Đã đổi mật khẩu. Các phiên khác của bạn đã kết thúc.")
            return redirect("security")
    return render(request, "identity/password.html", {"form": form}, status=422 if form.errors else 200)


@sensitive_post_parameters("current", "code")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def codes(request: HttpRequest) -> HttpResponse:
    """`/bao-mat/ma-dung-mot-lan`: turn one-time codes on (scan, type the first code) or off."""
    user, at = _user(request), now()
    on = factors.of(user).totp_since is not None
    form: Form = (CurrentForm if on else CodeForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            factors.password_fits(user, form.cleaned_data["current"], at=at)
            if on:
                factors.turn_off_codes(user, at=at)
                messages.success(request, "Đã tắt mã dùng một lần.")
                return redirect("security")
            return _spares(request, factors.turn_on_codes(request, user, form.cleaned_data["code"], at=at), "Đã bật mã dùng một lần.")
        except Refused as refused:
            _refuse(form, refused)
    secret, address = ("", "") if on else factors.new_secret(request)
    values = {"form": form, "on": on, "secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)), "picture": _picture(address)}
    return render(request, "identity/codes.html", values, status=422 if form.errors else 200)


@sensitive_post_parameters("current", "credential")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def key(request: HttpRequest) -> HttpResponse:
    """`/bao-mat/khoa`: make a passkey in the browser and keep it."""
    user, at = _user(request), now()
    form = KeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            factors.password_fits(user, given["current"], at=at)
            fresh = factors.add_key(request, user, given["name"], given["credential"], at=at)
        except Refused as refused:
            _refuse(form, refused)
        else:
            if fresh:
                return _spares(request, fresh, "Đã thêm khóa đăng nhập.")
            messages.success(request, "Đã thêm khóa đăng nhập.")
            return redirect("security")
    return render(request, "identity/key.html", {"form": form, "options": factors.offer_key(request, user)}, status=422 if form.errors else 200)


@sensitive_post_parameters("current")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def key_removed(request: HttpRequest, id: int) -> HttpResponse:
    """`/bao-mat/khoa/<id>/go`: with the password."""
    user, at = _user(request), now()
    form = CurrentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            factors.password_fits(user, form.cleaned_data["current"], at=at)
            factors.remove_key(user, id, at=at)
        except Refused as refused:
            _refuse(form, refused)
        else:
            messages.success(request, "Đã gỡ khóa đăng nhập.")
            return redirect("security")
    name = next((str(row) for row in factors.of(user).keys if row.pk == id), "")
    return render(request, "identity/key_remove.html", {"form": form, "name": name}, status=422 if form.errors else 200)


@sensitive_post_parameters("current")
@never_cache
@require_POST
def spare(request: HttpRequest) -> HttpResponse:
    """`/bao-mat/ma-du-phong`: new recovery codes, shown once; the old ones stop."""
    user, at = _user(request), now()
    form = CurrentForm(request.POST)
    if form.is_valid():
        try:
            factors.password_fits(user, form.cleaned_data["current"], at=at)
            return _spares(request, factors.renew_codes(user, at=at), "Đã lấy mã dự phòng mới; các mã cũ không dùng được nữa.")
        except Refused as refused:
            _refuse(form, refused)
    values = {"held": factors.of(user), "events": factors.events(user.pk), "person": user, "form": form}
    return render(request, "identity/security.html", values, status=422)


def _spares(request: HttpRequest, fresh: list[str], said: str) -> HttpResponse:
    return render(request, "identity/spares.html", {"codes": [f"{code[:4]} {code[4:]}" for code in fresh], "said": said})


def _user(request: HttpRequest) -> User:
    if getattr(request, "officer", None) is None or not isinstance(request.user, User):
        raise NotSignedIn("Bạn chưa đăng nhập, hoặc phiên làm việc đã hết hạn. Hãy đăng nhập rồi làm tiếp.")
    return request.user


def _refuse(form: Form, refused: Refused) -> None:
    placed = [name for name in refused.fields if name in form.fields]
    for name in placed:
        form.add_error(name, refused.fields[name])
    if not placed:
        form.add_error(None, refused.detail)


def _picture(address: str) -> SafeString:
    """The address as a QR code in SVG; it holds no text of a person's beyond the sign-in name, and segno escapes nothing but draws paths."""
    if not address:
        return mark_safe("")
    out = io.BytesIO()
    segno.make(address, micro=False, error="m").save(out, kind="svg", scale=4, border=3, xmldecl=False, svgns=True, omitsize=False, title="Mã QR")
    return mark_safe(out.getvalue().decode())  # noqa: S308 paths drawn by the library, no text of ours
