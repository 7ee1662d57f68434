"""Paper over HTTP: who may print what, under which name, and that each print leaves its trace."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.base.errors import Invalid, NotFound
from motcua.shared.catalogue import rules as law
from motcua.shared.identity.models import Reading
from motcua.shared.org.officer import Officer
from motcua.shared.prints.tests.reading import words
from motcua.work.dossiers import actions, papers, queries
from motcua.work.dossiers.actions import clockwork
from motcua.work.dossiers.models import ApologyDraft, Dossier, Series, Submission
from motcua.work.dossiers.printing import place_of, signs
from motcua.work.dossiers.secret import secret_of
from motcua.work.dossiers.tests.make import COMMUNE, DISTRICT, JUSTICE, MONDAY, accepted, do, filing, officer, until
from motcua.work.dossiers.tests.screens import signed_in

pytestmark = pytest.mark.usefixtures("at_work")
FIVE_DAYS = "1.005461"  # Đăng ký lại khai tử: five working days, all of it at the commune


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    assert answer["Content-Type"] == "application/pdf"
    return words(answer.content)


def ended_at_counter(**changes: object) -> Submission:
    outcome = actions.receive(filing(**changes), officer=officer("counter"), at=MONDAY)  # type: ignore[arg-type]
    return Submission.objects.get(ref=outcome.ref)


def guided() -> Submission:
    return ended_at_counter(decision="guide", papers=[], missing=[{"key": filing()["papers"][0]["key"], "note": "Chưa ký."}])


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("01", "GIẤY TIẾP NHẬN HỒ SƠ"),
        ("giay-hen", "GIẤY TIẾP NHẬN HỒ SƠ"),
        ("05", "PHIẾU KIỂM SOÁT"),
        ("phieu-kiem-soat", "PHIẾU KIỂM SOÁT"),
        ("tem", "Nguyễn Thị Bé"),
        ("tem-a4", "Nguyễn Thị Bé"),
    ],
)
def test_a_form_has_the_number_of_its_rule_set_and_a_name(client: Client, name: str, title: str) -> None:
    assert title in text(signed_in(client, officer("counter")), f"/ho-so/{accepted().code}/in/{name}")


NONE_OF_IT = ("00", "06", "07", "99", "02", "02-1", "02-x", "03", "04", "bo-sung-1", "tra-ket-qua", "dung-giai-quyet", "01-2", "-1", "x" * 300)


@pytest.mark.parametrize("name", NONE_OF_IT)
def test_a_form_that_does_not_exist_for_this_dossier_is_not_found(client: Client, name: str) -> None:
    assert signed_in(client, officer("counter")).get(f"/ho-so/{accepted().code}/in/{name}").status_code == 404


def test_the_same_number_means_another_form_under_another_rule_set() -> None:
    row = accepted()
    assert papers.known_form("05", "nd-61-2018").meaning == "control"
    assert papers.known_form("05", "nd-118-2025").meaning == "stopped"
    assert papers.known_form("06", "nd-118-2025").meaning == "control"
    Dossier.objects.filter(code=row.code).update(rule_set="nd-118-2025")
    row.refresh_from_db()
    said = words(papers.form(row, "06", site="http://x/", reader=officer("counter"), at=MONDAY))
    assert "Mẫu số 06, Phụ lục I Thông tư 03/2025/TT-VPCP" in said
    assert "PHIẾU KIỂM SOÁT" in said


def test_a_stranger_prints_nothing(client: Client) -> None:
    stranger = officer("counter", "000.12.25.H19")
    assert signed_in(client, stranger).get(f"/ho-so/{accepted().code}/in/01").status_code == 404
    assert signed_in(client, stranger).get(f"/tiep-nhan/luot/{guided().ref}/in/02").status_code == 404


def test_each_print_is_noted_with_what_it_was(client: Client) -> None:
    row, counter = accepted(), officer("counter")
    signed_in(client, counter).get(f"/ho-so/{row.code}/in/05")
    noted = Reading.objects.filter(about=row.code).latest("id")
    assert (noted.what, noted.why) == ("form control", "in biểu mẫu")


def test_the_guidance_at_the_counter_is_form_02_with_a_number(client: Client) -> None:
    first, second = guided(), guided()
    said = text(signed_in(client, officer("counter")), f"/tiep-nhan/luot/{first.ref}/in/02")
    assert "Số: 01/HDHS" in said
    assert "Chưa ký." in said
    assert first.ref in said
    assert "Số: 02/HDHS" in text(client, f"/tiep-nhan/luot/{second.ref}/in/02")
    assert client.get(f"/tiep-nhan/luot/{first.ref}/in/03").status_code == 404


def test_the_refusal_at_the_counter_is_form_03(client: Client) -> None:
    row = ended_at_counter(decision="refuse", papers=[], reason="Không thuộc thẩm quyền của phường.")
    said = text(signed_in(client, officer("counter")), f"/tiep-nhan/luot/{row.ref}/in/03")
    assert "PHIẾU TỪ CHỐI" in said
    assert "Không thuộc thẩm quyền của phường." in said


def test_a_supplement_is_a_draft_until_the_counter_issues_it_and_then_numbered(client: Client) -> None:
    row = do(until(accepted(), "processing"), "draft_supplement")
    signed_in(client, officer("counter"))
    assert "DỰ THẢO" in text(client, f"/ho-so/{row.code}/in/02")
    row = do(row, "issue_supplement")
    said = text(client, f"/ho-so/{row.code}/in/02-1")
    assert "DỰ THẢO" not in said
    assert "Số: 01/HDHS" in said
    assert client.get(f"/ho-so/{row.code}/in/bo-sung-1").status_code == 404
    row = do(row, "supply")
    assert "BIÊN NHẬN GIẤY TỜ BỔ SUNG" in text(client, f"/ho-so/{row.code}/in/bo-sung-1")
    assert ("bo-sung-1", "Biên nhận giấy tờ bổ sung, lần 1") in papers.available(row)


def test_a_slip_printed_again_says_what_was_promised_and_what_is_promised_now(client: Client) -> None:
    row = accepted()
    before = text(signed_in(client, officer("counter")), f"/ho-so/{row.code}/in/01")
    row = do(do(do(until(row, "processing"), "draft_supplement"), "issue_supplement"), "supply", at=MONDAY + timedelta(days=3))
    again = text(client, f"/ho-so/{row.code}/in/01")
    promise = before.split("Thời gian hẹn trả kết quả: ")[1][:40]
    assert promise in again
    assert "Hẹn trả hiện nay:" in again
    assert "Hẹn trả hiện nay:" not in before


def test_the_secret_is_on_the_slip_of_the_accepting_counter_alone(client: Client) -> None:
    row = do(accepted(), "hand_over")
    assert secret_of(row.code) in text(signed_in(client, officer("counter")), f"/ho-so/{row.code}/in/01")
    assert secret_of(row.code) not in text(signed_in(client, officer("leader")), f"/ho-so/{row.code}/in/01")


def test_the_result_is_signed_for(client: Client) -> None:
    row = until(accepted(), "ready")
    signed_in(client, officer("counter"))
    assert "Người nhận kết quả: ." in text(client, f"/ho-so/{row.code}/in/tra-ket-qua")
    row = do(row, "return_result", to_whom="Lê Văn Người Nhận")
    assert "Người nhận kết quả: Lê Văn Người Nhận" in text(client, f"/ho-so/{row.code}/in/tra-ket-qua")


def test_a_refused_dossier_has_form_03_and_a_stopped_one_its_notice(client: Client) -> None:
    row = until(accepted(), "processing")
    row = do(row, "appraise", conclusion="not_eligible", note="Thiếu điều kiện cư trú.")
    row = until(row, "ready", "returned")
    signed_in(client, officer("counter"))
    assert "Thiếu điều kiện cư trú." in text(client, f"/ho-so/{row.code}/in/03")
    other = do(until(accepted(), "processing"), "stop", reason="Có tranh chấp.", basis="12/TB")
    said = text(client, f"/ho-so/{other.code}/in/dung-giai-quyet")
    assert "Có tranh chấp." in said
    assert "Căn cứ: 12/TB" in said


def test_a_batch_prints_what_one_may_see_in_the_order_named(client: Client) -> None:
    rows = [accepted() for _ in range(3)]
    foreign = accepted(agency="000.12.25.H19")
    asked = "&".join(f"ma={row.code}" for row in [*reversed(rows), foreign])
    said = text(signed_in(client, officer("counter")), f"/in/01?{asked}")
    assert said.count("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN") == 3
    assert foreign.code not in said
    assert said.index(rows[2].code) < said.index(rows[0].code)
    assert "PHIẾU KIỂM SOÁT" in text(client, f"/in/05?{asked}")
    assert text(client, f"/in/tem?{asked}").count("Nguyễn Thị Bé") == 3
    assert client.get("/in/01").status_code == 400
    assert client.get(f"/in/04?{asked}").status_code == 404


def test_a_batch_costs_the_same_statements_for_two_and_for_ten(client: Client) -> None:
    rows = [accepted() for _ in range(10)]
    signed_in(client, officer("counter"))
    for form in ("01", "05", "tem"):
        few, many = ("&".join(f"ma={row.code}" for row in rows[:count]) for count in (2, 10))
        client.get(f"/in/{form}?{few}")
        with CaptureQueriesContext(connection) as first:
            client.get(f"/in/{form}?{few}")
        with CaptureQueriesContext(connection) as second:
            client.get(f"/in/{form}?{many}")
        assert len(second) == len(first)


def test_the_apology_is_drafted_before_the_limit_and_numbered_without_a_gap_when_signed(client: Client) -> None:
    leader = officer("leader")
    rows = [until(accepted(FIVE_DAYS), "processing") for _ in range(2)]
    before = last_moment(rows[0])
    assert clockwork.draft_apologies(before - timedelta(days=30)) == 0
    assert clockwork.draft_apologies(before) == 2
    assert {d.dossier for d in queries.apology_drafts(leader)} == {row.code for row in rows}
    draft = words(papers.form(rows[0], "04", site="http://x/", reader=leader, at=before))
    assert "DỰ THẢO" in draft
    letters = []
    for row in rows:
        signed = do(row, "apologise", leader, at=before)
        letters.append(words(papers.form(signed, "04", site="http://x/", reader=leader, at=before)))
    assert "Số: 01/PXL" in letters[0]
    assert "Số: 02/PXL" in letters[1]
    assert Series.objects.get(name=f"apology:{COMMUNE}:2026").last == 2
    assert queries.apology_drafts(leader) == []


def last_moment(row: Dossier) -> datetime:
    """The last moment that Article 19 leaves: the lead of the rule set (one working day) before the limit."""
    assert row.due_at is not None
    clock, lead = queries.clock_for(row.accepting, row.rule_set), law.rule_set(row.rule_set).text("apology.lead")
    at = row.due_at
    while clock.term_from(at, lead) > row.due_at:
        at -= timedelta(hours=1)
    return at


def test_a_refused_apology_takes_no_number() -> None:
    row = until(accepted(FIVE_DAYS), "processing")
    with pytest.raises(Invalid):
        do(row, "apologise", officer("leader"), reason="")
    assert not Series.objects.filter(name__startswith="apology:").exists()


def test_there_is_no_apology_for_a_date_that_a_supplement_lawfully_moved() -> None:
    leader = officer("leader")
    row = until(accepted(FIVE_DAYS), "processing")
    late = last_moment(row)
    clockwork.draft_apologies(late)
    row = do(do(row, "draft_supplement", at=late), "issue_supplement", at=late)
    assert papers_missing(row, leader, late)
    row = do(row, "supply", at=late + timedelta(days=4))
    assert papers_missing(row, leader, late)
    clockwork.draft_apologies(late)
    assert not ApologyDraft.objects.filter(done_at__isnull=True).exists()


def papers_missing(row: Dossier, leader: Officer, at: datetime) -> bool:
    """Whether there is no letter of apology to print."""
    with pytest.raises(NotFound):
        papers.form(row, "04", site="http://x/", reader=leader, at=at)
    return True


def test_who_signs_for_the_head_signs_as_deputy() -> None:
    committee = "000.00.00.H19"
    head, deputy = officer("leader", committee), officer("leader", committee, nth=1)
    assert signs(head, committee, MONDAY) == ["Chủ tịch"]
    assert signs(deputy, committee, MONDAY) == ["KT. Chủ tịch", "Phó Chủ tịch"]
    assert signs(None, committee, MONDAY) == ["Chủ tịch"]


@pytest.mark.parametrize(("agency", "place"), [(COMMUNE, "Trảng Dài"), (DISTRICT, "Biên Hòa"), (JUSTICE, "Đồng Nai"), ("000.00.12.H19", "Đồng Nai")])
def test_the_place_is_that_of_the_agencys_level(agency: str, place: str) -> None:
    assert place_of(agency) == place


def test_a_sub_dossier_prints_with_its_parents_applicant() -> None:
    row = do(do(do(accepted(), "hand_over", to=DISTRICT), "take_over"), "open_subdossier")
    child = Dossier.objects.get(parent=row.code)
    said = words(papers.form(child, "05", site="http://x/", reader=officer("specialist", DISTRICT), at=MONDAY))
    assert "Nguyễn Thị Bé" in said
