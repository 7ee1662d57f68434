from django.urls import path

from motcua.shared.identity import views

urlpatterns = [
    path("dang-nhap", views.sign_in, name="sign_in"),
    path("dang-xuat", views.sign_out, name="sign_out"),
]
