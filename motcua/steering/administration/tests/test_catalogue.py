"""A new version by form, its preview, its publication; the process with its sum; the import. What is refused changes nothing."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from motcua.base.time import now
from motcua.shared.catalogue import diff, queries
from motcua.shared.catalogue.procedure import Procedure
from motcua.shared.journal import queries as journal
from motcua.steering.administration.forms.catalogue import ProcedureEdit
from motcua.steering.administration.forms.process import ProcessEdit
from motcua.steering.administration.tests.people import admin, auditor, browser, counter
from motcua.work.dossiers.models import Dossier
from motcua.work.dossiers.tests.make import MONDAY, accepted

pytestmark = pytest.mark.usefixtures("house")
CODE = "1.001193"
EDIT, PROCESS = f"/quan-tri/thu-tuc/{CODE}/phien-ban-moi", f"/quan-tri/thu-tuc/{CODE}/quy-trinh"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
WHY = {"decision": "2228/QĐ-UBND", "document": "2228/QĐ-UBND", "reason": "Cắt giảm thời hạn"}


def base() -> Procedure:
    found = queries.newest(CODE)
    assert found is not None
    return found[1]


def sent(form: ProcedureEdit | ProcessEdit, **changes: object) -> dict[str, object]:
    """Everything the form shows, as a browser sends it."""
    rows = form.rows if isinstance(form, ProcedureEdit) else [form.rows]
    shown = [*(one for each in rows for one in each.forms), form.version] + ([form.main] if isinstance(form, ProcedureEdit) else [])
    values: dict[str, object] = {f"{each.name}-ids": each.ids for each in rows}
    for one in shown:
        for bound in one:
            value = bound.field.prepare_value(bound.initial) if hasattr(bound.field, "prepare_value") else bound.initial
            if value is not None and value is not False:
                values[bound.html_name] = value
    today = f"{now():%d/%m/%Y}"
    return {**values, "valid_from": today, **WHY, "base": str(form.base.version), "bam": "cong-bo", **changes}


def edit(**changes: object) -> dict[str, object]:
    return sent(ProcedureEdit(base()), **changes)


def version(code: str = CODE) -> int:
    return len(journal.entries(f"procedure:{code}"))


@pytest.mark.parametrize("path", ["", f"/{CODE}", f"/{CODE}/so-sanh", "?trang-thai=chua-chac&q=khai+sinh", "?trang-thai=tu-lap", "?trang-thai=khong"])
def test_the_catalogue_is_read_by_readers_alone(path: str) -> None:
    assert browser(auditor()).get(f"/quan-tri/thu-tuc{path}").status_code == 200
    assert browser(counter()).get(f"/quan-tri/thu-tuc{path}").status_code == 403


@pytest.mark.parametrize("path", [EDIT, PROCESS, f"/quan-tri/thu-tuc/{CODE}/dung", "/quan-tri/thu-tuc/nhap"])
def test_only_the_admin_gets_forms(path: str) -> None:
    assert browser(admin()).get(path).status_code == 200
    for method in (browser(auditor()).get, browser(auditor()).post):
        assert method(path).status_code == 403


def test_what_is_sent_unchanged_publishes_nothing() -> None:
    page = browser(admin()).post(EDIT, edit())
    assert page.status_code == 422
    assert "Chưa có gì khác" in page.content.decode()
    assert version() == 1


def test_a_preview_tells_each_difference_and_writes_nothing() -> None:
    page = browser(admin()).post(EDIT, edit(bam="xem", name="Đăng ký khai sinh lần đầu")).content.decode()
    assert "Phiên bản mới sẽ khác" in page
    assert "Đăng ký khai sinh lần đầu" in page
    assert version() == 1


def test_a_new_limit_is_published_with_steps_that_add_up_and_running_dossiers_keep_theirs() -> None:
    row, before = accepted(at=MONDAY), base()
    page = browser(admin()).post(EDIT, edit(**{"kenh-0-amount": "5", "kenh-0-unit": "wd", "kenh-0-cutoff": "", "key": "k"}))
    assert page.status_code == 302
    after = base()
    assert (after.version, after.term, after.decision) == (2, "5wd", "2228/QĐ-UBND")
    assert sum(Decimal(step.share) for step in after.steps) == 5
    assert "Thời hạn" not in {change.part for change in diff.changes(before, after)}
    assert Dossier.objects.get(code=row.code).version == 1
    entry = journal.entries(f"procedure:{CODE}")[-1]
    assert (entry.by, entry.sealed) == (admin().by, {"reason": "Cắt giảm thời hạn", "document": "2228/QĐ-UBND"})
    shown = browser(auditor()).get(f"/quan-tri/thu-tuc/{CODE}").content.decode()
    assert "Cắt giảm thời hạn" in shown


def test_sent_twice_it_is_published_once() -> None:
    page, body = browser(admin()), edit(name="Tên mới", key="k")
    assert [page.post(EDIT, body).status_code, page.post(EDIT, body).status_code] == [302, 422]
    assert version() == 2


def test_rows_are_added_moved_and_dropped_by_buttons_alone() -> None:
    first = ProcedureEdit(base()).papers
    page = browser(admin()).post(EDIT, edit(bam="them-giay-to")).content.decode()
    added = dict(HIDDEN.findall(page))["giay-to-ids"]
    assert added == f"{first.ids},{len(first.numbers)}"
    down = browser(admin()).post(EDIT, edit(bam="xuong-giay-to-0")).content.decode()
    assert dict(HIDDEN.findall(down))["giay-to-ids"].startswith("1,0")
    dropped = browser(admin()).post(EDIT, edit(bam="bo-giay-to-0")).content.decode()
    assert dict(HIDDEN.findall(dropped))["giay-to-ids"].startswith("1")


def test_a_new_paper_gets_a_key_of_its_own() -> None:
    number = len(base().papers)
    ids = f"{ProcedureEdit(base()).papers.ids},{number}"
    row = {f"giay-to-{number}-name": "Ảnh chân dung 3x4", f"giay-to-{number}-originals": "2", f"giay-to-{number}-copies": "0"}
    assert browser(admin()).post(EDIT, edit(**{"giay-to-ids": ids, **row})).status_code == 302
    assert base().papers[-1].key == "anh-chan-dung-3x4-1"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Hãy nhập tên thủ tục"),
        ({"kenh-0-amount": "0"}, "Kênh 1"),
        ({"kenh-0-fee": "năm nghìn"}, "Phí phải là số đồng"),
        ({"kenh-0-channel": "online"}, "được ghi hai lần"),
        ({"giay-to-ids": ""}, "ít nhất một giấy tờ bắt buộc"),
        ({"giay-to-0-originals": "0", "giay-to-0-copies": "0"}, "ít nhất một bản"),
        ({"reason": ""}, "Hãy nhập lý do"),
        ({"valid_from": "01/01/2010", "name": "Khác"}, "Không có bộ quy tắc nào"),
        ({"valid_from": "01/01/2017", "name": "Khác"}, "không thể có hiệu lực sớm hơn"),
        ({"base": "0", "name": "Khác"}, "vừa có người khác công bố"),
    ],
)
def test_wrong_input_is_told_by_a_sentence_and_changes_nothing(changes: dict[str, str], sentence: str) -> None:
    page = browser(admin()).post(EDIT, edit(**changes))
    assert page.status_code in {409, 422}
    assert sentence in page.content.decode()
    assert version() == 1


@pytest.mark.parametrize("ids", ["1,1", "x", "9" * 5, ",".join(map(str, range(500)))])
def test_numbers_of_rows_that_nobody_gave_are_refused(ids: str) -> None:
    assert browser(admin()).post(EDIT, edit(**{"giay-to-ids": ids})).status_code == 400
    assert version() == 1


def test_a_procedure_is_withdrawn_by_a_version() -> None:
    accepted(at=MONDAY)
    page = browser(admin())
    path = f"/quan-tri/thu-tuc/{CODE}/dung"
    given = {**WHY, "base": "1", "valid_from": f"{now():%d/%m/%Y}", "why_not": "Đã bãi bỏ theo quyết định mới."}
    assert "1 hồ sơ đang chạy" in page.get(path).content.decode()
    assert page.post(path, given | {"why_not": ""}).status_code == 422
    assert version() == 1
    assert page.post(path, given).status_code == 302
    assert (base().accepted, base().why_not) == (False, "Đã bãi bỏ theo quyết định mới.")
    assert CODE not in queries.accepted_codes(now().date())
    assert page.get(path).status_code == 409


def test_a_withdrawn_procedure_can_be_accepted_again() -> None:
    page, today = browser(admin()), f"{now():%d/%m/%Y}"
    page.post(f"/quan-tri/thu-tuc/{CODE}/dung", {**WHY, "base": "1", "valid_from": today, "why_not": "Tạm dừng."})
    assert page.post(EDIT, edit()).status_code == 302
    assert base().accepted


def process(**changes: object) -> dict[str, object]:
    return sent(ProcessEdit(base()), **changes)


def test_a_process_that_does_not_add_up_is_refused_with_both_sums() -> None:
    page = browser(admin()).post(PROCESS, process(**{"buoc-0-share": "90"}))
    assert page.status_code == 422
    assert "Các bước cộng lại" in page.content.decode()
    assert version() == 1


def test_a_process_that_breaks_the_order_of_acts_is_refused() -> None:
    page = browser(admin()).post(PROCESS, process(**{"buoc-0-act": "sign"}))
    assert page.status_code == 422
    assert "không thuộc vai trò" in page.content.decode()
    assert version() == 1


def test_a_preview_says_who_would_hold_it_until_when() -> None:
    page = browser(admin()).post(PROCESS, process(bam="xem", quay="000.01.25.H19", **{"buoc-0-name": "Tiếp nhận tại quầy"})).content.decode()
    assert "Xong trước" in page
    assert "Ủy ban nhân dân phường Trảng Dài" in page
    assert "Tiếp nhận tại quầy" in page
    assert version() == 1


def test_a_process_is_published_as_a_version_and_is_no_longer_called_made_by_the_system() -> None:
    page = browser(admin()).post(PROCESS, process(**{"buoc-0-name": "Tiếp nhận tại quầy", "key": "k"}))
    assert page.status_code == 302
    after = base()
    assert (after.version, after.steps[0].name) == (2, "Tiếp nhận tại quầy")
    assert not any("do hệ thống lập" in sentence for sentence in after.assumed)


def test_a_named_process_gets_its_new_version_with_the_procedure() -> None:
    row = next(row for row in queries.processes() if (found := queries.newest(row.procedure)) and found[1].process == row.process)
    found = queries.newest(row.procedure)
    assert found is not None
    path = f"/quan-tri/thu-tuc/{row.procedure}/quy-trinh"
    body = sent(ProcessEdit(found[1]), **{"buoc-0-name": "Tiếp nhận tại quầy", "named": "on", "key": "k"})
    assert browser(admin()).post(path, body).status_code == 302
    after, process = queries.newest(row.procedure), queries.process(row.process)
    assert after is not None
    assert process is not None
    assert (after[1].process, process.version, process.body["steps"][0]["name"]) == (row.process, row.version + 1, "Tiếp nhận tại quầy")
    assert journal.entries(f"process:{row.process}")[-1].sealed == {"reason": WHY["reason"], "document": WHY["document"]}


def test_steps_of_a_published_process_are_taken_as_a_pattern() -> None:
    named = queries.processes()[0]
    page = browser(admin()).get(PROCESS, {"mau": named.process})
    assert page.status_code in {200, 422}
    assert browser(admin()).get(PROCESS, {"mau": "khong-co"}).status_code == 404
    for path in ("/quan-tri/quy-trinh", f"/quan-tri/quy-trinh/{named.process}"):
        assert browser(auditor()).get(path).status_code == 200


def test_a_file_is_rehearsed_row_by_row_and_then_published(tmp_path) -> None:
    file = tmp_path / "thu-tuc.csv"
    head = "code,name,field,levels,time_value,time_unit,papers"
    file.write_text(f"{head}\n9.000001,Thủ tục thử,Hộ tịch,xa,3,working_day,Tờ khai\n9.000002,,Hộ tịch,xa,3,working_day,Tờ khai\n")
    page, today = browser(admin()), f"{now():%d/%m/%Y}"
    with file.open("rb") as upload:
        shown = page.post("/quan-tri/thu-tuc/nhap", {"file": upload, "valid_from": today, "bam": "xem", **WHY}).content.decode()
    assert "Thiếu giá trị bắt buộc" in shown
    assert version("9.000001") == 0
    carried = dict(HIDDEN.findall(shown))
    again = {"kind": "csv", "content": carried["content"], "valid_from": today, "bam": "cong-bo", "key": "k", **WHY}
    assert "Đã công bố 1 mục" in page.post("/quan-tri/thu-tuc/nhap", again).content.decode()
    assert version("9.000001") == 1
    assert journal.entries("procedure:9.000001")[0].sealed == {"reason": WHY["reason"], "document": WHY["document"]}


def test_a_file_that_cannot_be_read_is_told(tmp_path) -> None:
    page, today = browser(admin()), f"{now():%d/%m/%Y}"
    for name in ("x.xlsx", "x.csv"):
        file = tmp_path / name
        file.write_bytes(b"\xff\xfe")
        with file.open("rb") as upload:
            answer = page.post("/quan-tri/thu-tuc/nhap", {"file": upload, "valid_from": today, "bam": "xem", **WHY})
        assert "Chỉ nhận tệp" in answer.content.decode() or "UTF-8" in answer.content.decode()
    assert page.post("/quan-tri/thu-tuc/nhap", {"valid_from": today, **WHY}).status_code == 422


def test_a_list_asks_as_much_for_fifty_rows_as_for_few(queries) -> None:
    page: Client = browser(auditor())
    page.get("/quan-tri/thu-tuc")
    with queries.at_most(14):
        page.get("/quan-tri/thu-tuc")
    with queries.at_most(14):
        page.get("/quan-tri/thu-tuc", {"q": "khai sinh"})


def test_an_unknown_procedure_is_not_found() -> None:
    assert browser(admin()).get("/quan-tri/thu-tuc/9.999").status_code == 404
    assert browser(admin()).get(f"/quan-tri/thu-tuc/{CODE}/so-sanh?tu=9").status_code == 404
    assert date(2026, 1, 1) < now().date()
