"""One dossier on the screen, and its acts: what may be done now, why not the rest, and a refusal that keeps what was typed."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet
from django.test import Client

from motcua.base.time import now
from motcua.shared.files.tests.samples import PE, pdf
from motcua.shared.identity.models import Reading
from motcua.shared.org import queries as org
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import lifecycle, queries
from motcua.work.dossiers.models import Dossier
from motcua.work.dossiers.rows import ACT_SLUGS
from motcua.work.dossiers.tests.make import DISTRICT, JUSTICE, MONDAY, able, accepted, do, officer, until
from motcua.work.dossiers.tests.screens import signed_in

pytestmark = pytest.mark.usefixtures("at_work")


def posted(row: Dossier, **fields: Any) -> dict[str, Any]:
    return {"expected_seq": row.seq, "key": f"k-{row.seq}", **fields}


def read(client: Client, row: Dossier, path: str = "") -> str:
    answer = client.get(f"/ho-so/{row.code}{path}")
    assert answer.status_code == 200, answer.content.decode()
    return str(answer.content.decode())


def test_it_shows_who_holds_it_until_when_and_what_may_be_done(client: Client) -> None:
    row = accepted()
    page = read(signed_in(client, officer("counter")), row)
    for said in (
        row.code,
        "Nguyễn Thị Bé",
        "Ai giữ, đến bao giờ",
        "Vì sao ngày này",
        f"/ho-so/{row.code}/ban-giao",
        "Việc khác, vì sao chưa làm được",
    ):
        assert said in page
    assert "Hồ sơ không đang bàn giao." in page
    assert Reading.objects.filter(what="dossier", about=row.code).count() == 1


def test_a_stranger_finds_nothing(client: Client) -> None:
    row = accepted()
    stranger = signed_in(client, officer("specialist", JUSTICE))
    for path in ("", "/han", "/in/01", "/ban-giao", "/tep/0"):
        assert stranger.get(f"/ho-so/{row.code}{path}").status_code == 404


def test_the_certificate_counts_each_day(client: Client) -> None:
    row = accepted()
    page = read(signed_in(client, officer("counter")), row, "/han")
    assert "Thứ Hai, 09/11/2026" in page
    assert "Từng ngày" in page


def test_the_slip_is_a_pdf(client: Client) -> None:
    row = accepted()
    answer = signed_in(client, officer("counter")).get(f"/ho-so/{row.code}/in/01")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


def test_handing_over_by_the_name_of_an_agency(client: Client) -> None:
    row = accepted()
    counter = signed_in(client, officer("counter"))
    name = org.agency_name(DISTRICT)
    answer = counter.post(f"/ho-so/{row.code}/ban-giao", posted(row, to=name))
    assert answer["Location"] == f"/ho-so/{row.code}"
    assert Dossier.objects.get(code=row.code).to_agency == DISTRICT


def test_an_agency_that_does_not_exist_is_refused_beside_the_field(client: Client) -> None:
    row = accepted()
    answer = signed_in(client, officer("counter")).post(f"/ho-so/{row.code}/ban-giao", posted(row, to="Sở Thiên văn"))
    assert answer.status_code == 422
    assert 'value="Sở Thiên văn"' in answer.content.decode()
    assert 'id="id_to_error"' in answer.content.decode()
    assert Dossier.objects.get(code=row.code).state == "accepted"


def test_a_stale_page_keeps_what_was_typed_and_says_so(client: Client) -> None:
    row = accepted()
    answer = signed_in(client, officer("counter")).post(f"/ho-so/{row.code}/rut-ho-so", posted(row, reason="Nộp nhầm nơi", expected_seq=row.seq + 5))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Hồ sơ vừa thay đổi." in page
    assert "Nộp nhầm nơi" in page
    assert f'name="expected_seq" value="{row.seq}"' in page


def test_two_presses_are_one_act(client: Client) -> None:
    row = accepted()
    counter = signed_in(client, officer("counter"))
    first = counter.post(f"/ho-so/{row.code}/rut-ho-so", posted(row, reason="Nộp nhầm nơi"))
    second = counter.post(f"/ho-so/{row.code}/rut-ho-so", posted(row, reason="Nộp nhầm nơi"))
    assert (first.status_code, second.status_code) == (302, 302)
    assert Dossier.objects.get(code=row.code).seq == row.seq + 1


def test_wrong_moment_and_wrong_person_are_told_by_a_page(client: Client) -> None:
    row = accepted()
    counter = signed_in(client, officer("counter"))
    assert counter.get(f"/ho-so/{row.code}/tra-ket-qua").status_code == 409
    assert counter.get(f"/ho-so/{row.code}/tham-dinh").status_code == 403
    assert counter.get(f"/ho-so/{row.code}/bay").status_code == 404
    answer = counter.post(f"/ho-so/{row.code}/tra-ket-qua", posted(row, to_whom="Ông Sáu", channel="counter"))
    assert answer.status_code == 409
    assert "Ông Sáu" in answer.content.decode()


def test_the_whole_way_by_pressing_what_the_process_wants(client: Client) -> None:
    row = accepted()
    for _ in range(60):
        expected = lifecycle.expected(queries.state_of(row), row.since)
        if expected is None:
            break
        who = able(row, expected, max(row.since, MONDAY))
        signed_in(client, who)
        page = read(client, row, f"/{ACT_SLUGS[expected]}")
        filled = {"conclusion": "eligible", "note": "Đủ điều kiện.", "number": "12/KQ", "kind": "result", "channel": "counter"}
        filled |= initial(client, row, expected)
        assert lifecycle.ACTS[expected].title in page
        answer = client.post(f"/ho-so/{row.code}/{ACT_SLUGS[expected]}", posted(row, **filled))
        assert answer.status_code == 302, answer.content.decode()
        row = Dossier.objects.get(code=row.code)
    assert row.state == "returned"
    assert "Hồ sơ đã kết thúc" in read(client, row)


def initial(client: Client, row: Dossier, act: str) -> dict[str, str]:
    """What the form came filled in with."""
    form = client.get(f"/ho-so/{row.code}/{ACT_SLUGS[act]}").context["form"]
    return {name: str(form[name].value()) for name in form.fields if form[name].value() not in (None, "") and name not in {"unit", "officer"}} | (
        {"officer": str(form["officer"].value())} if act in {"assign", "reassign"} else {}
    )


def processing() -> Dossier:
    return until(accepted(), "processing")


def test_asking_for_papers_and_taking_them_with_a_file(client: Client) -> None:
    row = processing()
    specialist = able(row, "draft_supplement", row.since)
    signed_in(client, specialist)
    page = read(client, row, "/soan-yeu-cau-bo-sung")
    assert "item-khac-1-name" in page
    sent = posted(row, **{"item-khac-1-seen": "1", "item-khac-1-name": "Giấy ra viện", "item-khac-1-note": "Bản chính"})
    assert client.post(f"/ho-so/{row.code}/soan-yeu-cau-bo-sung", sent).status_code == 302
    row = do(Dossier.objects.get(code=row.code), "issue_supplement")
    signed_in(client, officer("counter"))
    assert "Giấy ra viện" in read(client, row, "/nhan-bo-sung")
    brought = {"item-khac-1-seen": "1", "item-khac-1-on": "on", "item-khac-1-originals": "1", "item-khac-1-copies": "0"}
    bad = client.post(f"/ho-so/{row.code}/nhan-bo-sung", posted(row, **brought) | {"item-khac-1-file": SimpleUploadedFile("a.pdf", PE)})
    assert bad.status_code == 422
    good = client.post(f"/ho-so/{row.code}/nhan-bo-sung", posted(row, **brought) | {"item-khac-1-file": SimpleUploadedFile("a.pdf", pdf())})
    assert good.status_code == 302
    kept = queries.content_of(row.code).papers[-1]
    assert (kept["name"], kept["originals"], kept["file"]["name"]) == ("Giấy ra viện", 1, "a.pdf")
    assert "Giấy ra viện" in read(client, row)


def test_the_history_is_told_in_vietnamese_with_people_and_hashes(client: Client) -> None:
    row = until(accepted(), "signed")
    page = read(signed_in(client, officer("counter")), row)
    for said in ("Ký nhận bàn giao", "Thẩm định", "Ký duyệt", "Đủ điều kiện."):
        assert said in page


@pytest.mark.parametrize("rows", [1, 3])
def test_a_long_history_costs_no_more_statements(client: Client, queries: Any, rows: int) -> None:
    row = accepted()
    for n in range(rows):
        row = do(row, "correct", officer("counter"), at=MONDAY + timedelta(minutes=n + 1), value=f"Ghi chú {n}")
    signed_in(client, officer("counter"))
    read(client, row)
    with queries.at_most(16):
        read(client, row)


def test_a_form_sent_a_second_time_with_other_words_gets_a_fresh_key(client: Client) -> None:
    row = until(accepted(), "processing")
    who = able(row, "appraise", now())
    signed_in(client, who)
    path, sent = f"/ho-so/{row.code}/{ACT_SLUGS['appraise']}", posted(row, conclusion="eligible", note="Đủ điều kiện.")
    assert client.post(path, sent).status_code == 302
    answer = client.post(path, sent | {"note": "Đủ điều kiện, có lưu ý."})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "đã được gửi và ghi lại trước đó" in page
    assert "Đủ điều kiện, có lưu ý." in page
    assert f'name="key" value="{sent["key"]}"' not in page


def test_an_act_that_ends_what_one_may_see_leads_to_the_desk(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    row = until(accepted(), "in_transit")
    who = able(row, "take_over", now())
    signed_in(client, who)
    seen = queries.visible_to

    def later(officer: Officer) -> QuerySet[Dossier]:
        return seen(officer).filter(state="in_transit")

    monkeypatch.setattr(queries, "visible_to", later)
    path = f"/ho-so/{row.code}/{ACT_SLUGS['take_over']}"
    answer = client.post(path, posted(row))
    assert answer["Location"] == "/ban-lam-viec"
    assert "Đã ký nhận" in client.get("/ban-lam-viec").content.decode()


def test_a_number_that_nobody_can_read_is_refused(client: Client) -> None:
    row = accepted()
    answer = signed_in(client, officer("counter")).post(f"/ho-so/{row.code}/ban-giao", {"expected_seq": "9" * 5000, "key": "k", "to": DISTRICT})
    assert answer.status_code == 422
    assert Dossier.objects.get().seq == row.seq
