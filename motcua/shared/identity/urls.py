"""Addresses of this room."""

from django.urls import path

from motcua.shared.identity.views import door, second, security

urlpatterns = [
    path("dang-nhap", door.sign_in, name="sign_in"),
    path("dang-nhap/buoc-hai", second.second, name="sign_in_second"),
    path("dang-nhap/khoa", second.passkey, name="sign_in_passkey"),
    path("dang-xuat", door.sign_out, name="sign_out"),
    path("bao-mat", security.security, name="security"),
    path("bao-mat/mat-khau", security.password, name="security_password"),
    path("bao-mat/ma-dung-mot-lan", security.codes, name="security_codes"),
    path("bao-mat/khoa", security.key, name="security_key"),
    path("bao-mat/khoa/<int:id>/go", security.key_removed, name="security_key_remove"),
    path("bao-mat/ma-du-phong", security.spare, name="security_spare"),
]
