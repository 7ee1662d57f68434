from django.urls import path

from motcua.work.dossiers.views import acts, batch, counter, desk, dossier, group, people, returns, search, today, uploads, viewer, violations

urlpatterns = [
    path("ban-lam-viec", desk.desk, name="desk"),
    path("tiep-nhan", counter.choose, name="counter"),
    path("tiep-nhan/hom-nay", today.today, name="counter_today"),
    path("tiep-nhan/luot/<str:ref>", today.submission, name="submission"),
    path("tiep-nhan/da-nhan/<str:code>", counter.done, name="counter_done"),
    path("tiep-nhan/nguoi-nop", people.person, name="counter_recall"),
    path("tiep-nhan/tep", uploads.upload, name="counter_upload"),
    path("tiep-nhan/<str:code>", counter.filing, name="filing"),
    path("tiep-nhan/<str:code>/hang-loat", group.group, name="filing_group"),
    path("tra-ket-qua", returns.desk, name="return_results"),
    path("ho-so/<str:code>", dossier.show, name="dossier"),
    path("ho-so/<str:code>/han", dossier.due, name="dossier_due"),
    path("ho-so/<str:code>/in/<str:form>", dossier.printed, name="dossier_print"),
    path("ho-so/<str:code>/tep/<str:sha256>", dossier.file, name="dossier_file"),
    path("ho-so/<str:code>/xem/<str:sha256>", viewer.view, name="viewer"),
    path("ho-so/<str:code>/xem/<str:sha256>/<int:number>", viewer.page, name="viewer_page"),
    path("ho-so/<str:code>/<str:act>", acts.act, name="dossier_act"),
    path("ban-giao", batch.hand_over, name="batch_hand_over"),
    path("ban-giao/in", batch.hand_over_list, name="hand_over_list"),
    path("ky-nhan", batch.take_over, name="batch_take_over"),
    path("tim", search.search, name="search"),
    path("vi-pham", violations.violations, name="violations"),
]
