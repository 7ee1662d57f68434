"""An applicant recalled by number: exactly that number, this province's dossiers, noted each time, and not too often."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from motcua.base.errors import Forbidden, Invalid, Throttled
from motcua.shared.identity.models import Reading
from motcua.work.dossiers import recall
from motcua.work.dossiers.recall import LOOK_UPS, Known
from motcua.work.dossiers.tests.make import APPLICANT, COMMUNE, DISTRICT, JUSTICE, MONDAY, accepted, officer
from motcua.work.dossiers.tests.screens import signed_in
from motcua.work.dossiers.tests.test_screen_counter import URL, typed

pytestmark = pytest.mark.usefixtures("at_work")
NUMBER = APPLICANT["id_number"]
CARD = f"{NUMBER}|271234567|Nguyễn Thị Bé|03021990|Nữ|Tổ 5, Khu phố 3, phường Trảng Dài, thành phố Biên Hòa, tỉnh Đồng Nai|01012021"
ADDRESS = "/tiep-nhan/nguoi-nop"


def asked(text: str = NUMBER, *, agency: str = COMMUNE, role: str = "counter", **more: Any) -> Known:
    given = {"kind": "person", "procedure": "1.001193", "at": MONDAY + timedelta(days=1), **more}
    return recall.recall(text, officer=officer(role, agency), **given)


def test_the_newest_dossier_of_this_number_is_recalled_whichever_counter_took_it() -> None:
    accepted(applicant={**APPLICANT, "phone": "0900000000"})
    newest = accepted(at=MONDAY + timedelta(hours=1), agency=DISTRICT, procedure="1.001193")
    found = asked().former
    assert found is not None
    assert (found.code, found.on, found.agency) == (newest.code, newest.accepted_at, DISTRICT)
    assert found.values["name"] == "Nguyễn Thị Bé"
    assert found.values["birth_on"] == "03/02/1990"
    assert found.values["phone"] == "0901234567"
    assert found.values["ward_code"] == "25993"


def test_only_exactly_this_number_is_found_and_nobody_by_name() -> None:
    accepted()
    assert asked("075190001235").former is None
    with pytest.raises(Invalid):
        asked("Nguyễn Thị Bé")
    with pytest.raises(Invalid):
        asked("0751900012")


def test_an_organisation_is_recalled_by_its_tax_code_and_never_mixed_with_a_person() -> None:
    firm = {"kind": "organisation", "name": "Công ty Sông Phố", "tax_code": "0101248141", "representative": "Trần Văn Cả", "address": "1 Lê Lợi"}
    row = accepted(applicant=firm)
    found = asked("0101248141", kind="organisation").former
    assert found is not None
    assert (found.code, found.values["representative"]) == (row.code, "Trần Văn Cả")
    with pytest.raises(Invalid):
        asked("0101248141")


def test_each_look_up_is_noted_with_its_purpose_also_when_nothing_was_found() -> None:
    row = accepted()
    asked()
    asked("075190009999")
    notes = list(Reading.objects.filter(what="recall").order_by("id").values_list("by", "about", "why"))
    by, why = officer("counter").by, "tra người đã nộp khi tiếp nhận, thủ tục 1.001193"
    assert notes == [(by, row.code, why), (by, "chưa có hồ sơ: 075*****9999", why)]


def test_who_is_not_at_a_counter_recalls_nobody() -> None:
    accepted()
    with pytest.raises(Forbidden):
        asked(role="specialist", agency=JUSTICE)
    assert not Reading.objects.filter(what="recall").exists()


def test_an_officer_who_looks_up_too_often_must_wait() -> None:
    accepted()
    for _ in range(LOOK_UPS):
        asked()
    with pytest.raises(Throttled):
        asked()
    assert asked(agency=DISTRICT).looked
    assert Reading.objects.filter(what="recall", by=officer("counter").by).count() == LOOK_UPS


def test_a_card_fills_the_fields_and_its_commune_is_recognised() -> None:
    known = asked(CARD)
    said = {"name": "Nguyễn Thị Bé", "birth_on": "03/02/1990", "address": "Tổ 5, Khu phố 3, phường Trảng Dài, thành phố Biên Hòa", "ward_code": ""}
    assert known.number == NUMBER
    assert known.card | {"address": "", "ward_code": ""} == said | {"address": "", "ward_code": ""}
    assert known.card["ward_code"] == "25993"
    assert known.card["address"] == "Tổ 5, Khu phố 3"


@pytest.mark.parametrize(
    ("address", "left", "ward"),
    [
        ("Ấp 1, Trảng Dài, Biên Hòa, Đồng Nai", "Ấp 1", "25993"),
        ("Ấp 1, P. Trảng Dài, TP. Biên Hòa", "Ấp 1", "25993"),
        ("Trang Dai, Bien Hoa, Dong Nai", "", "25993"),
        ("12 Lê Lợi, Bến Nghé, Quận 1, TP.HCM", "12 Lê Lợi, Bến Nghé, Quận 1, TP.HCM", ""),
        ("", "", ""),
    ],
)
def test_the_end_of_an_address_names_a_commune_of_this_province_or_stays(address: str, left: str, ward: str) -> None:
    assert recall.placed(address) == (left, ward)


@pytest.fixture
def counter(client: Client) -> Client:
    return signed_in(client, officer("counter"))


def test_the_browser_gets_a_piece_with_source_date_and_ground(counter: Client) -> None:
    row = accepted()
    page = counter.post(ADDRESS, {"kind": "person", "id_number": NUMBER, "procedure": "1.001193"}).content.decode()
    for said in ("Nguyễn Thị Bé", "03/02/1990", "0901234567", row.code, "Điều 24 Thông tư 01/2023/TT-VPCP", "theo hiểu biết", "nhật ký truy cập"):
        assert said in page
    assert "<html" not in page


def test_a_wrong_number_or_card_is_a_sentence_in_the_piece(counter: Client) -> None:
    for text in ("12345", CARD.replace("03021990", "99999999"), "<script>|a|b|c|d|e", "|" * 900):
        answer = counter.post(ADDRESS, {"kind": "person", "id_number": text, "procedure": "1.001193"})
        assert answer.status_code == 422
        assert 'class="error"' in answer.content.decode()
        assert "<script>" not in answer.content.decode()


def test_without_javascript_one_press_finds_and_one_press_takes_over(counter: Client) -> None:
    row = accepted()
    empty = {"name": "", "birth_on": "", "phone": "", "address": ""}
    found = counter.post(URL, typed("look", papers=False, **empty)).content.decode()
    assert row.code in found
    assert Reading.objects.filter(what="recall").count() == 1
    carried = {f"to-{name}": value for name, value in {**APPLICANT, "birth_on": "03/02/1990"}.items()}
    carried |= {"to-number": NUMBER, "to-code": row.code, "to-on": row.accepted_at.isoformat(), "to-agency": COMMUNE}
    taken = counter.post(URL, typed("take", papers=False, **empty) | carried).content.decode()
    assert 'name="phone" value="0901234567"' in taken
    assert 'name="address" value="12 Nguyễn Ái Quốc"' in taken
    assert row.code in taken
    assert Reading.objects.filter(what="recall").count() == 1


def test_without_javascript_a_scanned_card_fills_the_form_and_a_broken_one_says_why(counter: Client) -> None:
    filled = counter.post(URL, typed("look", papers=False, name="", birth_on="", id_number=CARD)).content.decode()
    assert f'name="id_number" value="{NUMBER}"' in filled
    assert 'name="name" value="Nguyễn Thị Bé"' in filled
    assert 'name="birth_on" value="03/02/1990"' in filled
    broken = counter.post(URL, typed("accept", id_number=CARD.replace("|Nữ|", "|X|")))
    assert broken.status_code == 422
    assert "không phải mã trên thẻ căn cước" in broken.content.decode()
