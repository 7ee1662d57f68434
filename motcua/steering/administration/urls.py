from django.urls import path

from motcua.steering.administration.views import home

urlpatterns = [
    path("quan-tri", home.index, name="admin_home"),
    path("quan-tri/lich-su", home.changes, name="admin_history"),
]
