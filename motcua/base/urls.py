from django.urls import path

from motcua.base import views

urlpatterns = [
    path("gui-lai", views.resend, name="resend"),
    path("thiet-ke", views.gallery, name="gallery"),
    path("thiet-ke/cong-dan", views.gallery_public, name="gallery_public"),
]
