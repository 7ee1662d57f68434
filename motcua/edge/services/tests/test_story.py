"""What the citizen is told: where it is, what to do, why it is late and who caused that; nobody's name."""

from datetime import timedelta

import pytest
from django.test import Client

from motcua.base.time import now
from motcua.edge.services import story, tokens
from motcua.shared.identity.queries import readings
from motcua.shared.org import queries as org
from motcua.work.dossiers import papers
from motcua.work.dossiers.models import Dossier
from motcua.work.dossiers.secret import secret_of
from motcua.work.dossiers.tests.make import MONDAY, accepted, do, until

pytestmark = pytest.mark.usefixtures("at_work")
PERSONAL = ("Nguyễn Thị Bé", "075190001234", "0901234567", "Nguyễn Ái Quốc")


def told(row: Dossier, days: float = 0) -> story.Story:
    return story.tell(row, MONDAY + timedelta(days=days), counted_due_at=row.due_at, reason="Tính ngay từ lúc tiếp nhận", began=row.accepted_at)


def test_at_the_counter_it_says_where_since_when_until_when_and_why() -> None:
    found = told(accepted())
    assert found.where == "Hồ sơ đang ở Bộ phận Một cửa, Ủy ban nhân dân phường Trảng Dài từ 8:00 thứ Hai 9/11."
    assert found.due.startswith("Hẹn trả kết quả: ")
    assert "vì thời hạn là 1 ngày làm việc" in found.due
    assert found.todo.startswith("Lúc này bạn không phải làm gì.")
    assert not found.is_late
    assert found.late == []


def test_the_year_is_said_when_it_is_another_one() -> None:
    assert story.said(MONDAY, MONDAY) == "8:00 thứ Hai 9/11"
    assert story.said(MONDAY, MONDAY + timedelta(days=90)) == "8:00 thứ Hai 9/11/2026"


def test_a_late_one_says_by_how_much_who_caused_it_and_that_an_apology_is_missing() -> None:
    found = told(until(accepted(), "processing"), days=7)
    assert found.is_late
    assert found.late[0].startswith("Hồ sơ đang trễ ")
    assert "xin lỗi" in found.late[0]
    assert any("được giao" in line and "phần trễ" in line for line in found.late)
    assert "chưa được gửi" in found.late[-1]


def test_waiting_for_papers_it_says_where_to_bring_them_and_that_the_clock_stands() -> None:
    row = do(until(accepted(), "processing"), "draft_supplement")
    row = do(row, "issue_supplement")
    found = told(row)
    assert found.todo.startswith("Mang giấy tờ bổ sung")
    assert org.agency_name(row.accepting) in found.todo
    assert "tạm dừng" in found.due
    assert "không tính vào thời hạn" in found.due
    over = told(do(row, "supply", at=row.since + timedelta(days=2)), days=3)
    assert over.pauses[0].startswith("Đã tạm dừng từ ")


def test_ready_it_says_what_to_bring_and_by_post_that_nothing_is_to_do() -> None:
    row = until(accepted(), "ready")
    assert "Mang theo giấy hẹn" in told(row).todo
    row.channel_out = "post"
    assert "bưu chính" in told(row).todo


def test_ended_it_says_so_and_every_holder_stands_with_its_times() -> None:
    row = until(accepted(), "returned")
    found = told(row)
    assert found.where.startswith("Hồ sơ đã xong")
    assert found.todo == "Bạn không phải làm gì thêm."
    assert all(step["state"] == "done" for step in found.passed)
    assert len(found.passed) >= 2


def test_the_page_and_why_name_nobody(client: Client) -> None:
    row = do(accepted(), "hand_over")
    page = client.post("/tra-cuu", {"code": row.code, "secret": secret_of(row.code)})
    why = client.post("/tra-cuu/vi-sao", {"note": page.context["note"]})
    assert why.status_code == 200
    both = page.content.decode() + why.content.decode()
    assert [word for word in PERSONAL if word in both] == []
    assert secret_of(row.code) not in both
    assert "Tháng 11" in why.content.decode()


def test_the_certificate_comes_as_a_file(client: Client) -> None:
    row = accepted()
    answer = client.post("/tra-cuu/vi-sao.json", {"note": tokens.issue(row)})
    assert answer["Content-Disposition"] == f'attachment; filename="cach-tinh-{row.code}.json"'
    assert answer.json() == papers.certificate(row)


def test_the_history_comes_sealed_and_the_reading_is_logged(client: Client) -> None:
    row = until(accepted(), "processing")
    answer = client.post("/tra-cuu/lich-su.json", {"note": tokens.issue(row)})
    file = answer.json()
    assert (file["format"], file["code"], file["sealed"]) == ("motcua/streams/1", row.code, False)
    assert [entry["content"] for entry in file["streams"][0]["entries"] if entry["content"]] == []
    assert [word for word in PERSONAL if word in answer.content.decode()] == []
    assert next((one.by, one.what) for one in readings(row.code)) == (f"applicant@{row.accepting}", "export")


@pytest.mark.parametrize("path", ["/tra-cuu/vi-sao", "/tra-cuu/vi-sao.json", "/tra-cuu/lich-su.json"])
def test_without_a_good_note_nothing_is_told(client: Client, path: str) -> None:
    row = accepted()
    assert client.get(path)["Location"] == "/tra-cuu"
    for note in ("", "x", tokens.issue(row)[:-1], row.code):
        answer = client.post(path, {"note": note})
        assert answer.status_code == 422
        assert "nhập lại mã hồ sơ" in answer.content.decode()


def test_a_note_is_good_for_an_hour(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    note = tokens.issue(accepted())
    later = now().timestamp() + tokens.GOOD_FOR + 1
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert client.post("/tra-cuu/vi-sao", {"note": note}).status_code == 422


def test_asking_for_files_is_throttled(client: Client) -> None:
    codes = [client.post("/tra-cuu/lich-su.json", {"note": "x"}).status_code for _ in range(11)]
    assert codes == [422] * 10 + [429]
