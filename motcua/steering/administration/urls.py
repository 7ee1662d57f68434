from django.urls import path

from motcua.steering.administration.views import home, operations

urlpatterns = [
    path("quan-tri", home.index, name="admin_home"),
    path("quan-tri/lich-su", home.changes, name="admin_history"),
    path("quan-tri/tinh-trang", operations.health, name="admin_health"),
    path("quan-tri/viec-nen", operations.failures, name="admin_failures"),
    path("quan-tri/viec-nen/<int:id>/chay-lai", operations.retry_job, name="admin_retry_job"),
    path("quan-tri/tin/<int:id>/gui-lai", operations.retry_message, name="admin_retry_message"),
    path("quan-tri/nhat-ky", operations.journal, name="admin_journal"),
    path("quan-tri/nhat-ky/kiem-tra", operations.verify, name="admin_verify"),
]
