from django.urls import path

from motcua.edge.services.views import balance, home, track, verify

urlpatterns = [
    path("", home.home, name="home"),
    path("hoi", home.ask, name="ask"),
    path("tra-cuu", track.track, name="track"),
    path("tra-cuu/vi-sao", track.why, name="track_why"),
    path("tra-cuu/vi-sao.json", track.certificate, name="track_certificate"),
    path("tra-cuu/lich-su.json", track.history, name="track_history"),
    path("kiem-chung", verify.verify, name="verify"),
    path("cong-bo/<str:name>", verify.published, name="published"),
    path("can-doi", balance.balance, name="balance"),
]
