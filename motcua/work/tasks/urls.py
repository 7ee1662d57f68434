from django.urls import path

from motcua.work.tasks import views

urlpatterns = [
    path("viec", views.listing, name="tasks"),
    path("viec/<str:id>", views.show, name="task"),
    path("viec/<str:id>/xong", views.finish, name="task_finish"),
    path("viec/<str:id>/giao-lai", views.reassign, name="task_reassign"),
]
