from datetime import timedelta

import pytest

from motcua.base.time import utc_micro
from motcua.shared.calendars.actions import publish_calendar
from motcua.shared.calendars.calendar_data import shipped_data
from motcua.shared.journal import queries as journal
from motcua.shared.notify import queries as messages
from motcua.work.dossiers import actions, checks
from motcua.work.dossiers.actions import clockwork, redating
from motcua.work.dossiers.models import ApologyDraft, Dossier
from motcua.work.dossiers.tests.make import COMMUNE, DISTRICT, JUSTICE, MONDAY, accepted, do, officer
from motcua.work.tasks import queries as tasks

pytestmark = pytest.mark.usefixtures("at_work")


def test_an_apology_is_drafted_before_the_limit_and_waits_for_a_leader_of_the_holder() -> None:
    row = accepted()
    assert clockwork.draft_apologies(MONDAY + timedelta(hours=1)) == 0
    assert clockwork.draft_apologies(MONDAY + timedelta(hours=7)) == 1
    draft = ApologyDraft.objects.get()
    assert (draft.dossier, draft.agency, draft.due_at) == (row.code, COMMUNE, row.due_at)
    assert draft.new_due_at > draft.due_at
    assert Dossier.objects.get().seq == row.seq


def test_a_draft_is_made_once_and_follows_the_dossier() -> None:
    row = accepted()
    late = MONDAY + timedelta(days=2)
    clockwork.draft_apologies(late)
    do(do(row, "hand_over", to=DISTRICT, at=late), "take_over", officer("specialist", DISTRICT), at=late)
    clockwork.draft_apologies(late)
    assert ApologyDraft.objects.get().agency == DISTRICT


def test_a_draft_that_is_no_longer_needed_goes() -> None:
    row = accepted()
    clockwork.draft_apologies(MONDAY + timedelta(days=2))
    do(row, "withdraw", officer("counter"))
    clockwork.draft_apologies(MONDAY + timedelta(days=2))
    assert not ApologyDraft.objects.filter(done_at__isnull=True).exists()


def test_a_violation_is_a_named_persons_task_until_it_is_gone() -> None:
    row = accepted()
    Dossier.objects.filter(code=row.code).update(agency="000.99.99.H19")
    assert clockwork.check_invariants(MONDAY) > 0
    task = tasks.open_with(f"violation:holder:{row.code}")
    assert task is not None
    assert task.to
    Dossier.objects.filter(code=row.code).update(agency=COMMUNE)
    assert clockwork.check_invariants(MONDAY) == 0
    assert tasks.open_with(f"violation:holder:{row.code}") is None


def test_nothing_is_violated_by_real_acts() -> None:
    do(do(accepted(), "hand_over", to=DISTRICT), "take_over", officer("specialist", DISTRICT))
    assert list(checks.violations(MONDAY)) == []


def test_silence_goes_to_a_leader_of_who_is_silent() -> None:
    row = do(do(do(accepted(), "hand_over"), "take_over"), "ask_opinion", to=JUSTICE, term="1wd")
    assert clockwork.escalate_silence(MONDAY) == 0
    assert clockwork.escalate_silence(MONDAY + timedelta(days=3)) == 1
    task = tasks.open_with(f"silence:{row.opinions[0]['stream']}")
    assert task is not None
    assert task.agency == JUSTICE


def test_a_hand_over_that_nobody_takes_over_is_somebodys_task() -> None:
    row = do(accepted(), "hand_over", to=DISTRICT)
    assert clockwork.late_hand_overs(MONDAY) == 0
    assert clockwork.late_hand_overs(MONDAY + timedelta(days=2)) == 1
    task = tasks.open_with(f"transit:{row.code}:{row.seq}")
    assert task is not None
    assert task.agency == DISTRICT
    actions.perform(row.code, "take_over", {}, officer=officer("specialist", DISTRICT), at=MONDAY + timedelta(days=2))
    assert tasks.open_with(f"transit:{row.code}:{row.seq}") is None


def test_a_new_holiday_moves_the_promise_and_both_dates_stay() -> None:
    row = accepted()
    data = shipped_data()
    data["days"] = [*data["days"], {"on": "2026-11-10", "kind": "holiday", "name": "Nghỉ đột xuất"}]
    publish_calendar("provincial", data, by="system@000.00.00.H19", at=MONDAY, reason="Bão số 9", document="12/CĐ-UBND")
    assert redating.follow_calendars(MONDAY) == 1
    moved = Dossier.objects.get()
    assert row.due_at is not None
    assert moved.due_at == row.due_at + timedelta(days=1)
    entry = journal.entries(f"dossier:{row.code}")[-1]
    assert (entry.kind, entry.payload["was"]) == ("dossier.redated", utc_micro(row.due_at))
    letter = messages.of(row.code).get(template="due_moved")
    assert "Hẹn cũ" in letter.body
    assert "Lý do: Bão số 9\nVăn bản: 12/CĐ-UBND." in letter.body
    assert redating.follow_calendars(MONDAY) == 0
    assert messages.states([row.code], "due_moved", MONDAY) == {row.code: "chờ gửi"}
