from django.urls import path

from motcua.shared.catalogue import views

urlpatterns = [
    path("thu-tuc", views.procedures, name="procedures"),
    path("thu-tuc/<str:code>", views.procedure, name="procedure"),
    path("thu-tuc/<str:code>/giay-to", views.papers, name="procedure_papers"),
    path("thu-tuc/<str:code>/thay-doi", views.changes, name="procedure_changes"),
]
