"""Beside a dossier: notes of a unit, drafts of forms, the check list, urging; none of them history but what was done."""

from typing import Any

import pytest
from django.test import Client

from motcua.base.errors import Forbidden, Invalid, NotFound, WrongMoment
from motcua.base.time import now
from motcua.work.dossiers import notes, queries
from motcua.work.dossiers.actions import erase, jottings, urge
from motcua.work.dossiers.models import Dossier, FormDraft, Note, ResultDraft
from motcua.work.dossiers.tests.make import JUSTICE, MONDAY, accepted, do, officer, until
from motcua.work.dossiers.tests.screens import signed_in
from motcua.work.tasks.models import Task

pytestmark = pytest.mark.usefixtures("at_work")


def processing() -> Dossier:
    return until(accepted(), "processing")


def test_a_note_is_read_by_the_own_unit_and_by_nobody_else() -> None:
    row = processing()
    who = officer("specialist", row.agency)
    jottings.add_note(row.code, "  Đã gọi điện. ", urgent=False, officer=who, at=MONDAY)
    assert [t.row.text for t in notes.threads(row.code, who)] == ["Đã gọi điện."]
    assert notes.threads(row.code, officer("specialist", JUSTICE)) == []


def test_a_changed_note_keeps_what_stood_there() -> None:
    row = processing()
    who = officer("specialist", row.agency)
    note = jottings.add_note(row.code, "Thiếu chữ ký", urgent=False, officer=who, at=MONDAY)
    jottings.change_note(note.thread, "Đủ chữ ký", urgent=True, officer=who, at=now())
    (thread,) = notes.threads(row.code, who)
    assert (thread.row.text, thread.row.urgent, [old.text for old in thread.before]) == ("Đủ chữ ký", True, ["Thiếu chữ ký"])
    jottings.drop_note(note.thread, officer=who, at=now())
    assert notes.threads(row.code, who)[0].gone


def test_only_the_writer_changes_a_note_and_an_empty_one_is_refused() -> None:
    row = processing()
    who, other = officer("specialist", row.agency), officer("leader", row.agency)
    note = jottings.add_note(row.code, "Của tôi", urgent=False, officer=who, at=MONDAY)
    with pytest.raises(Forbidden):
        jottings.change_note(note.thread, "Của người khác", urgent=False, officer=other, at=now())
    with pytest.raises(Invalid):
        jottings.add_note(row.code, " ", urgent=False, officer=who, at=MONDAY)
    with pytest.raises(NotFound):
        jottings.add_note(row.code, "x", urgent=False, officer=officer("specialist", JUSTICE), at=MONDAY)


def test_notes_by_the_page(client: Client) -> None:
    row = processing()
    who = signed_in(client, officer("specialist", row.agency))
    assert who.post(f"/ho-so/{row.code}/ghi-chu", {"text": "Hẹn người nộp thứ Năm", "urgent": "on"}).status_code == 302
    assert "Hẹn người nộp thứ Năm" in who.get(f"/ho-so/{row.code}").content.decode()


def typed(row: Dossier, **fields: Any) -> dict[str, Any]:
    return {"expected_seq": row.seq, "key": f"k-{row.seq}", **fields}


def test_what_was_typed_comes_back_and_goes_with_the_act(client: Client) -> None:
    row = processing()
    who = signed_in(client, officer("specialist", row.agency))
    path = f"/ho-so/{row.code}/tham-dinh"
    saved = who.post(path, typed(row, note="Đang xem xét", save_draft="auto"))
    assert (saved.status_code, FormDraft.objects.count()) == (200, 1)
    page = who.get(path).content.decode()
    assert "Đang xem xét" in page
    assert "Đã mở lại bản nháp" in page
    assert signed_in(client, officer("counter")).get(f"/ho-so/{row.code}").status_code == 200
    signed_in(client, officer("specialist", row.agency))
    assert client.post(path, typed(row, note="Đủ điều kiện.", conclusion="eligible")).status_code == 302
    assert not FormDraft.objects.exists()


def test_a_draft_of_a_page_that_is_too_old_is_not_kept(client: Client) -> None:
    row = processing()
    who = signed_in(client, officer("specialist", row.agency))
    answer = who.post(f"/ho-so/{row.code}/tham-dinh", typed(row, note="x", save_draft="auto", expected_seq=row.seq - 1))
    assert (answer.status_code, FormDraft.objects.exists()) == (409, False)


def test_a_draft_may_be_dropped(client: Client) -> None:
    row = processing()
    who = signed_in(client, officer("specialist", row.agency))
    path = f"/ho-so/{row.code}/tham-dinh"
    assert who.post(path, typed(row, note="x", save_draft="1")).status_code == 302
    who.post(path, typed(row, drop_draft="1"))
    assert not FormDraft.objects.exists()


def test_the_check_list_is_sealed_in_the_appraisal_and_shown(client: Client) -> None:
    row = processing()
    who = signed_in(client, officer("specialist", row.agency))
    fields = {"check-dieu-kien-tham-quyen-ok": "yes", "check-dieu-kien-doi-tuong-ok": "no", "check-dieu-kien-doi-tuong-note": "Chưa rõ nơi cư trú"}
    sent = typed(row, conclusion="not_eligible", note="Không đủ điều kiện.", **fields)
    assert who.post(f"/ho-so/{row.code}/tham-dinh", sent).status_code == 302
    checks = queries.content_of(row.code).checks
    assert {one["key"]: one["ok"] for one in checks} == {"dieu-kien-tham-quyen": "yes", "dieu-kien-doi-tuong": "no"}
    page = who.get(f"/ho-so/{row.code}").content.decode()
    assert "Chưa rõ nơi cư trú" in page
    assert "Chưa đạt" in page


@pytest.mark.parametrize("checks", [[{"key": "a", "ok": "maybe"}], [{"ok": "yes"}], ["x"], [{"key": "a", "ok": "yes", "note": "x" * 2000}]])
def test_a_wrong_check_list_is_refused_and_an_appraisal_without_one_is_fine(checks: list[Any]) -> None:
    row = processing()
    with pytest.raises(Invalid) as caught:
        do(row, "appraise", checks=checks)
    assert "checks" in caught.value.fields
    assert do(row, "appraise").conclusion == "eligible"


def test_what_was_not_in_order_is_already_chosen_in_the_supplement(client: Client) -> None:
    row = processing()
    who = signed_in(client, officer("specialist", row.agency))
    key = queries.content_of(row.code).papers[0]["key"]
    sent = typed(row, to_supplement="1", **{f"check-{key}-ok": "no", f"check-{key}-note": "Bản chụp mờ"})
    answer = who.post(f"/ho-so/{row.code}/tham-dinh", sent)
    page = who.get(answer["Location"]).content.decode()
    assert f'name="item-{key}-on" checked' in page
    assert 'value="Bản chụp mờ"' in page


def test_words_used_before_are_offered_when_they_are_words_of_use() -> None:
    for note in ("Bản chụp mờ", "Bản chụp mờ", "Bà Sáu ở ấp 2 đã chuyển đi"):
        row = processing()
        do(row, "draft_supplement", items=[{"key": queries.content_of(row.code).papers[0]["key"], "note": note}])
    assert queries.notes_used_before(row.procedure, row.agency) == ["Bản chụp mờ"]
    assert queries.notes_used_before(row.procedure, JUSTICE) == []


def test_urging_an_opinion_is_one_task_for_the_leader_and_ends_with_the_answer() -> None:
    row = do(processing(), "ask_opinion", to=JUSTICE)
    who = officer("specialist", row.agency)
    first = urge.opinion(row.code, 1, officer=who, at=row.since)
    assert urge.opinion(row.code, 1, officer=who, at=row.since).pk == first.pk
    assert first.agency == JUSTICE
    with pytest.raises(Forbidden):
        urge.opinion(row.code, 1, officer=officer("leader", JUSTICE), at=row.since)
    do(row, "answer_opinion")
    assert Task.objects.get(pk=first.pk).done_at is not None
    with pytest.raises(WrongMoment):
        urge.opinion(row.code, 1, officer=who, at=row.since)


def test_erasure_takes_notes_and_drafts_along() -> None:
    row = processing()
    who = officer("specialist", row.agency)
    jottings.add_note(row.code, "x", urgent=False, officer=who, at=MONDAY)
    row = until(row, "returned")
    Note.objects.update(dossier=row.code)
    FormDraft.objects.create(by="a", dossier=row.code, act="appraise", at=MONDAY)
    ResultDraft.objects.create(dossier=row.code, agency=row.agency, by="a", at=MONDAY)
    erase.erase(row.code, basis="12/QĐ-UBND", officer=officer("leader", row.accepting), at=now())
    assert not any(table.objects.filter(dossier=row.code).exists() for table in (Note, FormDraft, ResultDraft))
