"""The counter's screens: what was typed is never lost, one press too many makes no second dossier."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.shared.catalogue import queries as catalogue
from motcua.shared.files.models import StoredFile
from motcua.shared.files.tests.samples import PE, pdf
from motcua.shared.identity.models import Reading
from motcua.work.dossiers.attachments import files_of
from motcua.work.dossiers.models import Dossier, Submission
from motcua.work.dossiers.queries import content_of
from motcua.work.dossiers.secret import secret_of
from motcua.work.dossiers.tests.make import APPLICANT, JUSTICE, officer
from motcua.work.dossiers.tests.screens import signed_in

pytestmark = pytest.mark.usefixtures("at_work")
URL = "/tiep-nhan/1.001193"


def typed(decision: str = "accept", *, papers: bool = True, **changes: Any) -> dict[str, Any]:
    """What the browser sends for a complete filing."""
    known = catalogue.procedure("1.001193")
    assert known is not None
    said = {**{k: v for k, v in APPLICANT.items()}, "birth_on": "03/02/1990", "channel_in": "counter", "channel_out": "counter", "case": ""}
    for paper in known.papers_for(None):
        said |= {f"paper-{paper.key}-seen": "1", f"paper-{paper.key}-originals": "1", f"paper-{paper.key}-copies": "0"}
        if papers and paper.required:
            said[f"paper-{paper.key}-on"] = "on"
    return {**said, "note": "", "reason": "", "decision": decision, "key": "k-1", **changes}


@pytest.fixture
def counter(client: Client) -> Client:
    return signed_in(client, officer("counter"))


def test_it_finds_a_procedure_without_diacritics(counter: Client) -> None:
    page = counter.get("/tiep-nhan", {"tu": "dang ky khai sinh"}).content.decode()
    assert "1.001193" in page
    assert 'value="dang ky khai sinh"' in page


def test_the_form_says_the_due_date_and_why_before_anything_is_written(counter: Client) -> None:
    page = counter.get(URL).content.decode()
    assert "Hẹn trả" in page
    assert "Tính ngay từ lúc tiếp nhận" in page or "tính từ giờ mở cửa" in page
    assert "Căn cứ:" in page
    assert Dossier.objects.count() == 0


def test_it_accepts_and_shows_code_secret_and_slip(counter: Client) -> None:
    answer = counter.post(URL, typed())
    row = Dossier.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"/tiep-nhan/da-nhan/{row.code}"
    page = counter.get(answer["Location"]).content.decode()
    assert row.code in page
    assert secret_of(row.code) in page
    assert f"/ho-so/{row.code}/in/01" in page


def test_a_second_press_makes_no_second_dossier(counter: Client) -> None:
    first, second = counter.post(URL, typed()), counter.post(URL, typed())
    assert first["Location"] == second["Location"]
    assert Dossier.objects.count() == 1


def test_a_refusal_stands_beside_each_field_and_keeps_what_was_typed(counter: Client) -> None:
    answer = counter.post(URL, typed(papers=False, id_number="0751", phone="12", birth_on="31/02/1990", note="Nộp thay mẹ"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert Dossier.objects.count() == 0
    for kept in ("0751", "31/02/1990", "Nộp thay mẹ", "Nguyễn Thị Bé", "12 Nguyễn Ái Quốc"):
        assert kept in page
    assert 'id="id_id_number_error"' in page
    assert 'id="id_phone_error"' in page
    assert 'id="id_birth_on_error"' in page
    assert "Chưa đánh dấu đã nhận giấy tờ này." in page
    assert re.search(r'name="key" value="k-1"', page)


def test_an_uploaded_file_is_kept_over_a_refusal_and_then_attached(counter: Client) -> None:
    known = catalogue.procedure("1.001193")
    assert known is not None
    name = f"paper-{known.required_for(None)[0].key}-file"
    page = counter.post(URL, typed(phone="12") | {name: SimpleUploadedFile("to-khai.pdf", pdf())}).content.decode()
    stored = StoredFile.objects.get()
    assert f'name="{name}_id" value="{stored.id}"' in page
    assert "Đã giữ: to-khai.pdf" in page
    answer = counter.post(URL, typed() | {f"{name}_id": stored.id})
    row = Dossier.objects.get()
    assert answer["Location"].endswith(row.code)
    assert [file["id"] for paper in content_of(row.code).papers for file in files_of(paper)] == [stored.id]


def test_an_executable_is_refused_beside_its_paper_and_the_rest_is_kept(counter: Client) -> None:
    known = catalogue.procedure("1.001193")
    assert known is not None
    name = f"paper-{known.required_for(None)[0].key}-file"
    answer = counter.post(URL, typed() | {name: SimpleUploadedFile("don.pdf", PE)})
    assert answer.status_code == 422
    assert "Giấy tờ: 1 chỗ cần xem lại" in answer.content.decode()
    assert "Nguyễn Thị Bé" in answer.content.decode()
    assert Dossier.objects.count() == 0


def test_recounting_keeps_everything_and_says_no_error(counter: Client) -> None:
    answer = counter.post(URL, typed("preview", papers=False, phone="12"))
    assert answer.status_code == 200
    assert 'id="errors"' not in answer.content.decode()
    assert 'value="12"' in answer.content.decode()


def test_guidance_without_marks_names_the_required_papers_that_lack(counter: Client) -> None:
    answer = counter.post(URL, typed("guide", papers=False))
    filed = Submission.objects.get()
    known = catalogue.procedure("1.001193")
    assert known is not None
    assert answer["Location"] == f"/tiep-nhan/luot/{filed.ref}"
    assert [x["key"] for x in filed.content["missing"]] == [p.key for p in known.required_for(None)]
    assert filed.content["missing"][0]["name"] in counter.get(answer["Location"]).content.decode()


def test_refusing_needs_a_reason_and_keeps_the_rest(counter: Client) -> None:
    answer = counter.post(URL, typed("refuse"))
    assert answer.status_code == 422
    assert 'id="id_reason_error"' in answer.content.decode()
    done = counter.post(URL, typed("refuse", reason="Không thuộc thẩm quyền."))
    assert done.status_code == 302
    assert Submission.objects.get().content["reason"] == "Không thuộc thẩm quyền."


def test_today_lists_what_was_accepted_and_what_was_not(counter: Client) -> None:
    counter.post(URL, typed())
    counter.post(URL, typed("refuse", reason="Không thuộc thẩm quyền.", key="k-2"))
    assert Dossier.objects.get().code in counter.get("/tiep-nhan/hom-nay").content.decode()
    assert Submission.objects.get().ref in counter.get("/tiep-nhan/hom-nay", {"xem": "tu-choi"}).content.decode()
    assert Reading.objects.filter(what="accepted").exists()


def test_only_the_counter_accepts(client: Client) -> None:
    stranger = signed_in(client, officer("specialist", JUSTICE))
    assert stranger.get("/tiep-nhan").status_code == 403
    assert stranger.post(URL, typed()).status_code == 403
    assert Dossier.objects.count() == 0


def test_nobody_signed_in_goes_to_the_sign_in_page(client: Client) -> None:
    assert client.get("/tiep-nhan")["Location"].startswith("/dang-nhap?next=")


def test_a_file_past_the_limit_is_refused_beside_its_paper(counter: Client, settings: Any) -> None:
    settings.FILE_LIMIT = 100
    known = catalogue.procedure("1.001193")
    assert known is not None
    name = f"paper-{known.required_for(None)[0].key}-file"
    answer = counter.post(URL, typed() | {name: SimpleUploadedFile("to-khai.pdf", pdf())})
    assert answer.status_code == 422
    assert "Giấy tờ: 1 chỗ cần xem lại" in answer.content.decode()
    assert (Dossier.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_what_ended_at_one_counter_is_not_another_agencys_to_read(counter: Client) -> None:
    counter.post(URL, typed("refuse", reason="Không thuộc thẩm quyền."))
    path = f"/tiep-nhan/luot/{Submission.objects.get().ref}"
    assert counter.get(path).status_code == 200
    assert signed_in(counter, officer("specialist", JUSTICE)).get(path).status_code == 404


def test_back_after_an_accept_gives_a_form_that_can_be_sent_again(counter: Client) -> None:
    counter.post(URL, typed())
    other = typed(name="Trần Thị Hoa", id_number="075190009999")
    again = counter.post(URL, other)
    page = again.content.decode()
    fresh = re.search(r'name="key" value="([^"]+)"', page)
    assert again.status_code == 422
    assert "đã được gửi và ghi lại trước đó" in page
    assert "Trần Thị Hoa" in page
    assert fresh
    assert fresh[1] != "k-1"
    assert counter.post(URL, {**other, "key": fresh[1]}).status_code == 302
    assert Dossier.objects.count() == 2
