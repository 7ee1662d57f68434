"""Results that go home: found by code or scan, given to the applicant or to another with an authorisation, one or many."""

from typing import Any

import pytest
from django.test import Client

from motcua.base.errors import Invalid
from motcua.shared.identity.models import Reading
from motcua.shared.journal import queries as journal
from motcua.work.dossiers.models import Content, Dossier
from motcua.work.dossiers.tests.make import APPLICANT, DISTRICT, accepted, do, officer, until
from motcua.work.dossiers.tests.screens import signed_in

pytestmark = pytest.mark.usefixtures("at_work")
URL = "/tra-ket-qua"


@pytest.fixture
def counter(client: Client) -> Client:
    return signed_in(client, officer("counter"))


def ready(**changes: Any) -> Dossier:
    return until(accepted(**changes), "ready")


def sent(*rows: Dossier, **changes: Any) -> dict[str, Any]:
    said = {"who": "self", "to_whom": "", "id_number": "", "authority": "", "channel": "counter", "key": "r-1"}
    said |= {f"seq-{row.code}": str(row.seq) for row in rows}
    return {**said, "code": [row.code for row in rows], "shown": [row.code for row in rows], **changes}


OTHER = {"who": "other", "to_whom": "Trần Văn Cả", "id_number": "075090001235", "authority": "Giấy ủy quyền 12 ngày 01/11/2026"}


def test_a_scanned_address_leads_to_the_result_and_who_may_collect(counter: Client) -> None:
    row = ready()
    page = counter.get(URL, {"quet": f"https://motcua.example/tra-cuu?code={row.code}"}).content.decode()
    for said in (row.code, "Nguyễn Thị Bé", "Kết quả giải quyết số", "Người nộp mang thẻ căn cước và giấy hẹn"):
        assert said in page
    assert Reading.objects.filter(what="return", about=row.code).exists()


def test_words_find_among_what_waits_and_what_is_not_ready_says_why(counter: Client) -> None:
    row, early = ready(), accepted(applicant={**APPLICANT, "name": "Lê Thị Chưa"})
    page = counter.get(URL, {"quet": "nguyen thi be"}).content.decode()
    assert row.code in page
    assert early.code not in counter.get(URL).content.decode()
    assert "Kết quả chưa về đến nơi trả." in counter.get(URL, {"ma": early.code}).content.decode()
    assert "không có hồ sơ này ở quầy bạn" in counter.get(URL, {"quet": "000.01.25.H19-200101-0001"}).content.decode()


def test_the_applicant_collects_and_it_is_recorded_with_the_fee(counter: Client) -> None:
    row = ready()
    page = counter.post(URL, sent(row, **{f"fee-{row.code}": "8.000"})).content.decode()
    assert "Người nhận: Nguyễn Thị Bé." in page
    assert Dossier.objects.get().state == "returned"
    assert Content.objects.get().collected_by == "Nguyễn Thị Bé"
    assert list(journal.entries(f"dossier:{row.code}"))[-1].payload["fee_collected"] == 8000


def test_another_person_shows_number_and_authorisation(counter: Client) -> None:
    row = ready()
    for lacking in ("to_whom", "id_number", "authority"):
        refused = counter.post(URL, sent(row, **OTHER | {lacking: ""}))
        assert refused.status_code == 422
        assert f'id="id_{lacking}_error"' in refused.content.decode()
    assert Dossier.objects.get().state == "ready"
    counter.post(URL, sent(row, **OTHER))
    said = "Trần Văn Cả, nhận thay theo Giấy ủy quyền 12 ngày 01/11/2026, số định danh 075090001235"
    assert Content.objects.get().collected_by == said


def test_by_the_action_too_an_authorisation_without_a_number_is_refused() -> None:
    row = ready()
    with pytest.raises(Invalid):
        do(row, "return_result", to_whom="Trần Văn Cả", authority="Giấy ủy quyền")
    with pytest.raises(Invalid):
        do(row, "return_result", to_whom="Trần Văn Cả", id_number="075090001235")


def test_many_go_to_one_person_each_with_its_own_result(counter: Client) -> None:
    rows = [ready(), ready(applicant={**APPLICANT, "name": "Lê Thị Út", "id_number": "075191001236"})]
    page = counter.post(URL, sent(*rows, **OTHER, **{f"seq-{rows[1].code}": "1"})).content.decode()
    assert [Dossier.objects.get(code=row.code).state for row in rows] == ["returned", "ready"]
    assert "1 hồ sơ giữ nguyên như trước" in page


def test_pressed_twice_it_is_returned_once(counter: Client) -> None:
    row = ready()
    first, again = counter.post(URL, sent(row)), counter.post(URL, sent(row))
    assert (first.status_code, again.status_code) == (200, 200)
    assert sum(entry.kind == "dossier.returned" for entry in journal.entries(f"dossier:{row.code}")) == 1


def test_nothing_chosen_is_said_and_another_counters_dossier_is_not_there(counter: Client) -> None:
    row = ready()
    nothing = counter.post(URL, sent() | {"shown": [row.code]})
    assert nothing.status_code == 422
    assert "Chưa chọn hồ sơ nào" in nothing.content.decode()
    stranger = signed_in(counter, officer("counter", DISTRICT))
    assert "Nguyễn Thị Bé" not in stranger.get(URL, {"ma": row.code}).content.decode()
    stranger.post(URL, sent(row))
    assert Dossier.objects.get().state == "ready"
