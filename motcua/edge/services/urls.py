from django.urls import path

from motcua.edge.services import views

urlpatterns = [
    path("", views.home, name="home"),
    path("tra-cuu", views.track, name="track"),
    path("can-doi", views.balance, name="balance"),
]
