from django.urls import path

from motcua.base import help_views, views

urlpatterns = [
    path("gui-lai", views.resend, name="resend"),
    path("tro-giup", help_views.index, name="help"),
    path("tro-giup/phim-tat", views.keys, name="keys"),
    path("tro-giup/hinh/<path:name>", help_views.picture, name="help_picture"),
    path("tro-giup/chuyen/<slug:name>", help_views.tour, name="tour"),
    path("tro-giup/<slug:topic>", help_views.show, name="help_topic"),
    path("thiet-ke", views.gallery, name="gallery"),
    path("thiet-ke/cong-dan", views.gallery_public, name="gallery_public"),
]
