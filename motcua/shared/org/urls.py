from django.urls import path

from motcua.shared.org import views

urlpatterns = [
    path("chuc-danh", views.choose_post, name="choose_post"),
    path("vang-mat", views.absences, name="absences"),
    path("vang-mat/<str:id>/ket-thuc", views.absence_over, name="absence_over"),
]
