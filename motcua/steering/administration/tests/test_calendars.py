import json

import pytest

from motcua.shared.calendars import actions as calendars
from motcua.shared.calendars import queries
from motcua.shared.calendars.calendar_data import shipped_data
from motcua.shared.journal import queries as journal
from motcua.shared.notify.models import Message
from motcua.steering.administration.tests.people import COMMUNE, admin, auditor, browser, counter
from motcua.work.dossiers.actions import redating
from motcua.work.dossiers.models import Dossier
from motcua.work.dossiers.tests.make import MONDAY, accepted

pytestmark = pytest.mark.usefixtures("house")
CHANGE = "/quan-tri/lich/provincial/thay-doi"
OFF = {"op": "off", "on": "2026-11-10", "kind": "swap_off", "name": "Nghỉ thử"}
ADD = {"bam": "nghi", "nghi-on": "10/11/2026", "nghi-kind": "swap_off", "nghi-name": "Nghỉ thử"}
WHY = {"document": "15/TB-UBND ngày 20/11/2026", "reason": "Bão số 9"}


def carried(*steps, base=1, **more):
    return {"steps": json.dumps(list(steps)), "base": str(base), **more}


def heads():
    return [entry.seq for entry in journal.entries("calendar:provincial")]


@pytest.mark.parametrize(
    "path",
    [
        "/quan-tri/lich",
        "/quan-tri/lich/provincial",
        f"/quan-tri/lich/{COMMUNE}",
        "/quan-tri/lich/provincial/so-sanh",
        "/quan-tri/lich/provincial/ban/1",
    ],
)
def test_readers_see_calendars_and_others_get_a_sentence(path):
    assert browser(auditor()).get(path).status_code == 200
    assert browser(counter()).get(path).status_code == 403


def test_only_the_admin_may_change():
    page = browser(auditor()).get(CHANGE)
    assert page.status_code == 403
    assert "không sửa được" in page.content.decode()
    assert browser(auditor()).post(CHANGE, carried(OFF, bam="cong-bo", **WHY)).status_code == 403
    assert heads() == [1]


def test_a_step_is_added_and_its_consequences_are_shown_before_anything_is_written():
    row = accepted(at=MONDAY)
    page = browser(admin()).post(CHANGE, carried(**ADD)).content.decode()
    assert "Nghỉ hoán đổi thứ Ba 10/11/2026: Nghỉ thử" in page
    assert row.code in page
    assert "được hẹn lại vì lịch làm việc thay đổi" in page
    assert heads() == [1]


def test_the_preview_is_what_the_act_does():
    for _ in range(3):
        accepted(at=MONDAY)
    data = {**shipped_data(), "days": [*shipped_data()["days"], {"on": "2026-11-10", "kind": "holiday", "name": "x"}]}
    foreseen = calendars.rehearse_calendar("provincial", data)
    done = calendars.publish_calendar("provincial", data, by=admin().by, at=MONDAY)
    assert foreseen == done
    assert len(done.moved) == 3
    assert queries.moved_terms("provincial", 2) == sorted(foreseen.moved, key=lambda row: row.key)


def test_publishing_writes_once_with_who_and_why_and_the_letters_follow():
    row = accepted(at=MONDAY)
    page, sent = browser(admin()), carried(OFF, bam="cong-bo", key="k1", **WHY)
    first, again = page.post(CHANGE, sent), page.post(CHANGE, sent)
    assert [first["Location"], again["Location"]] == ["/quan-tri/lich/provincial/ban/2"] * 2
    entry = journal.entries("calendar:provincial")[-1]
    assert (entry.seq, entry.by, entry.sealed) == (2, admin().by, WHY)
    redating.follow_calendars(MONDAY)
    assert Dossier.objects.get().due_at != row.due_at
    assert Message.objects.get(template="due_moved").about == row.code
    shown = page.get("/quan-tri/lich/provincial/ban/2").content.decode()
    for word in (row.code, "đã ghi hạn mới", "Bão số 9", "15/TB-UBND"):
        assert word in shown


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (ADD | {"nghi-on": "31/02/2026"}, "ngày/tháng/năm"),
        (ADD | {"nghi-on": "14/11/2026"}, "vốn đã nghỉ"),
        ({"bam": "gio", "gio-mon": "sáng"}, "Viết như"),
        ({"bam": "nam", "nam-year": "2027", "nam-days": "mồng một"}, "Dòng 1"),
        ({"bam": "cong-bo", **WHY}, "chưa có thay đổi nào"),
    ],
)
def test_a_wrong_step_is_told_beside_its_field_and_changes_nothing(sent, sentence):
    page = browser(admin()).post(CHANGE, carried(**sent))
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert heads() == [1]


def test_it_is_not_published_without_a_reason():
    page = browser(admin()).post(CHANGE, carried(OFF, bam="cong-bo", document="", reason=""))
    assert page.status_code == 422
    assert heads() == [1]


def test_a_draft_of_an_older_version_is_shown_again_and_not_published():
    calendars.publish_calendar("provincial", shipped_data() | {"source": "khác"}, by=admin().by, at=MONDAY)
    page = browser(admin()).post(CHANGE, carried(OFF, base=1, bam="cong-bo", **WHY))
    assert page.status_code == 409
    assert "vừa có người khác công bố" in page.content.decode()
    assert 'name="base" value="2"' in page.content.decode()
    assert heads() == [1, 2]


@pytest.mark.parametrize("steps", ["[5]", "{", '"x"', '[{"op": "off"}]', '[{"op": "swap", "off": 1, "work": 2}]'])
def test_a_draft_that_was_tampered_with_is_refused(steps):
    page = browser(admin()).post(CHANGE, {"steps": steps, "base": "1", "bam": "cong-bo", **WHY})
    assert page.status_code in {400, 422}
    assert heads() == [1]


def test_an_exported_calendar_can_be_taken_in_again(tmp_path):
    page = browser(admin())
    data = json.loads(page.get("/quan-tri/lich/provincial/xuat").content)
    data["days"].append({"on": "2026-12-24", "kind": "swap_off", "name": "Nghỉ thử"})
    file = tmp_path / "lich.json"
    file.write_text(json.dumps(data))
    with file.open("rb") as upload:
        shown = page.post(CHANGE, carried(bam="nap", file=upload)).content.decode()
    assert "thứ Năm 24/12/2026" in shown
    file.write_text("{oops")
    with file.open("rb") as upload:
        refused = page.post(CHANGE, carried(OFF, bam="nap", file=upload))
    assert refused.status_code == 422
    assert "không phải là JSON" in refused.content.decode()
    assert "Nghỉ thử" in refused.content.decode()


def test_a_new_year_comes_with_its_suggestion_and_is_drafted():
    page = browser(admin())
    assert "01/01/2027; Nghỉ lễ, tết; Tết Dương lịch" in page.get(CHANGE).content.decode()
    sent = {"bam": "nam", "nam-year": "2027", "nam-days": "01/01/2027; Nghỉ lễ, tết; Tết Dương lịch"}
    assert "Công bố năm 2027 với 1 ngày nghỉ, làm bù" in page.post(CHANGE, carried(**sent)).content.decode()


def test_an_agency_gets_hours_of_its_own():
    path = f"/quan-tri/lich/{COMMUNE}/thay-doi"
    sent = {"bam": "gio", "gio-mon": "07:00-11:00, 13:00-16:30", "gio-sat": "07:30-11:30"}
    assert "theo lịch chung" in browser(admin()).post(path, carried(base=0, **sent)).content.decode()


def test_all_that_moves_can_be_taken_as_a_file():
    row = accepted(at=MONDAY)
    table = browser(admin()).post(CHANGE, carried(OFF, bam="tai")).content.decode()
    assert row.code in table


def test_a_publication_asks_as_much_for_many_as_for_few(queries):
    for count in (2, 12):
        for _ in range(count):
            accepted(at=MONDAY)
    data = {**shipped_data(), "days": [*shipped_data()["days"], {"on": "2026-11-10", "kind": "holiday", "name": "x"}]}
    calendars.publish_calendar("provincial", data, by=admin().by, at=MONDAY)
    page = browser(auditor())
    page.get("/quan-tri/lich/provincial/ban/2")
    with queries.at_most(20):
        page.get("/quan-tri/lich/provincial/ban/2")


def test_what_is_no_calendar_is_not_found():
    assert browser(admin()).get("/quan-tri/lich/khong-co").status_code == 404
    assert browser(admin()).get("/quan-tri/lich/provincial/ban/99").status_code == 404
    assert browser(admin()).get("/quan-tri/lich/provincial?nam=9999").status_code == 400
