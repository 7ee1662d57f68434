from django.urls import path

from motcua.shared.org import views

urlpatterns = [path("chuc-danh", views.choose_post, name="choose_post")]
