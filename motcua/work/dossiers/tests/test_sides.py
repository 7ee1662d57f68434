from datetime import timedelta
from typing import Any

import pytest

from motcua.base.errors import Forbidden, Invalid, WrongMoment
from motcua.shared.calendars import engine
from motcua.shared.notify import queries as notify
from motcua.work.dossiers import actions, lifecycle, queries
from motcua.work.dossiers.models import Dossier, Side
from motcua.work.dossiers.tests.make import COMMUNE, JUSTICE, MONDAY, accepted, do, officer, until
from motcua.work.tasks import queries as tasks

pytestmark = pytest.mark.usefixtures("at_work")
LONG = "2.000635"


def at_desk(procedure: str = "1.001193") -> Dossier:
    return do(do(accepted(procedure), "hand_over"), "take_over")


def test_the_specialist_drafts_and_only_the_accepting_counter_speaks_with_the_citizen() -> None:
    row = do(at_desk(), "draft_supplement")
    assert (row.state, row.supplement) == ("processing", "drafted")
    with pytest.raises(Forbidden):
        actions.perform(row.code, "issue_supplement", {}, officer=officer("specialist"), at=row.since)
    row = do(row, "issue_supplement")
    assert (row.state, row.paused_since is not None) == ("waiting_supplement", True)


def test_what_is_asked_for_carries_its_name_to_the_citizen() -> None:
    row = at_desk()
    paper = queries.content_of(row.code).papers[0]
    row = do(do(row, "draft_supplement", items=[{"key": paper["key"], "note": "Bản chụp mờ."}]), "issue_supplement")
    item = Side.objects.get(stream=f"supplement:{row.code}:1").content["items"][0]
    assert item["name"] == paper["name"]
    assert f"- {paper['name']}: Bản chụp mờ." in notify.of(row.code)[1].body


def test_the_clock_stands_from_the_issue_to_the_supply() -> None:
    row = at_desk()
    due = row.due_at
    assert due is not None
    issued = MONDAY.replace(hour=9)
    row = do(do(row, "draft_supplement", at=issued), "issue_supplement", at=issued)
    row = do(row, "supply", at=issued + timedelta(days=2))
    assert (row.state, row.paused_since, row.pauses[0][2]) == ("processing", None, f"supplement:{row.code}:1")
    calendar = queries.clock_for(row.accepting, row.rule_set).calendar
    assert row.due_at == engine.add_working(due, 2 * 8 * 3600, calendar)


def test_while_it_waits_nothing_else_goes_on() -> None:
    row = do(do(at_desk(), "draft_supplement"), "issue_supplement")
    for act, body in (("appraise", {"conclusion": "eligible", "note": "x"}), ("hand_over", {"to": COMMUNE})):
        with pytest.raises(WrongMoment):
            actions.perform(row.code, act, body, officer=officer("specialist"), at=row.since)


def test_a_supplement_names_what_is_missing() -> None:
    with pytest.raises(Invalid) as caught:
        do(at_desk(), "draft_supplement", items=[])
    assert caught.value.fields == {"items": "Cần ít nhất một mục."}


def test_a_second_request_needs_the_head_and_a_reason() -> None:
    row = do(do(do(at_desk(), "draft_supplement"), "issue_supplement"), "supply")
    with pytest.raises(WrongMoment, match="đủ số lần quy định"):
        do(row, "draft_supplement", officer("specialist"))


def test_what_was_supplied_lies_with_the_papers() -> None:
    row = do(do(at_desk(), "draft_supplement"), "issue_supplement")
    key = queries.content_of(row.code).papers[0]["key"]
    row = do(row, "supply", papers=[{"key": key, "originals": 1, "copies": 0, "file": None}])
    assert queries.content_of(row.code).papers[-1]["supplied"] == f"supplement:{row.code}:1"


def test_withdrawing_ends_an_open_request_for_papers() -> None:
    row = do(do(at_desk(), "draft_supplement"), "issue_supplement")
    row = do(row, "withdraw", officer("counter"))
    assert (row.state, Side.objects.get(kind="supplement").state) == ("withdrawn", "cancelled")


def test_an_ended_dossier_asks_nobody_any_more() -> None:
    row = do(at_desk(), "ask_opinion", to=JUSTICE)
    row = do(row, "withdraw", officer("counter"))
    side = Side.objects.get(kind="opinion")
    assert (row.opinions, side.state, tasks.open_with(side.stream)) == ([], "cancelled", None)


def test_an_opinion_is_a_task_with_a_date_at_the_other_agency() -> None:
    row = do(at_desk(), "ask_opinion", to=JUSTICE, term="3wd", question="Có vướng mắc gì không?")
    side = Side.objects.get(kind="opinion")
    task = tasks.open_with(side.stream)
    assert (row.state, side.agency, side.state) == ("waiting_opinion", JUSTICE, "asked")
    assert task is not None
    assert task.due_at == side.due_at


def test_the_answer_is_taken_in_and_work_goes_on() -> None:
    row = do(at_desk(), "ask_opinion", to=JUSTICE)
    row = do(row, "answer_opinion", officer("specialist", JUSTICE), opinion="Thống nhất.")
    side = Side.objects.get(kind="opinion")
    assert (row.state, row.opinions, side.content["opinion"]) == ("processing", [], "Thống nhất.")
    assert tasks.open_with(side.stream) is None


def test_only_the_agency_that_was_asked_answers() -> None:
    row = do(at_desk(), "ask_opinion", to=JUSTICE)
    with pytest.raises(Forbidden):
        actions.perform(row.code, "answer_opinion", {"opinion": "x"}, officer=officer("specialist"), at=row.since)


def test_work_waits_for_the_opinion_until_its_date() -> None:
    row = do(at_desk(), "ask_opinion", to=JUSTICE, term="1wd")
    with pytest.raises(WrongMoment, match="Còn chờ ý kiến"):
        do(row, "appraise", officer("specialist"))


def test_silence_is_recorded_as_silence_and_a_late_answer_is_still_taken_in() -> None:
    row = do(at_desk(), "ask_opinion", to=JUSTICE, term="1wd")
    row = do(row, "appraise", officer("specialist"), at=MONDAY + timedelta(days=3))
    assert (row.state, row.opinions[0]["overdue"]) == ("processing", True)
    row = do(row, "answer_opinion", officer("specialist", JUSTICE), at=MONDAY + timedelta(days=3))
    assert (row.state, row.opinions) == ("processing", [])


@pytest.mark.parametrize(("field", "value"), [("to", COMMUNE), ("term", "soon"), ("term", "0wd"), ("to", "000.99.99.H19"), ("question", "")])
def test_a_wrong_question_is_refused(field: str, value: str) -> None:
    given: dict[str, Any] = {"to": JUSTICE, "question": "x", "term": "3wd", field: value}
    with pytest.raises(Invalid) as caught:
        do(at_desk(), "ask_opinion", **given)
    assert field in caught.value.fields


def test_a_subdossier_goes_its_own_way_and_its_end_is_taken_in() -> None:
    row = do(at_desk(), "open_subdossier", to=JUSTICE)
    child = Dossier.objects.get(parent=row.code)
    assert (child.code, child.state, child.to_agency, row.children_open) == (f"{row.code}.1", "in_transit", JUSTICE, 1)
    assert lifecycle.expected(queries.state_of(row), row.since) == "appraise"
    row = do(row, "appraise")
    assert lifecycle.expected(queries.state_of(row), row.since) is None
    with pytest.raises(WrongMoment, match="hồ sơ con"):
        do(row, "submit_for_signature", officer("specialist"), signer=officer("leader").username)
    until(child, "returned")
    row.refresh_from_db()
    assert row.children_open == 0
    assert lifecycle.expected(queries.state_of(row), row.since) == "submit_for_signature"
    assert until(row, "returned").state == "returned"


def test_withdrawing_what_another_holds_is_a_request_taken_in() -> None:
    row = do(do(accepted(), "hand_over", to=JUSTICE), "take_over", officer("specialist", JUSTICE))
    row = do(row, "withdraw", officer("counter"), reason="Không còn nhu cầu.")
    side = Side.objects.get(kind="withdrawal")
    assert (row.state, side.state, side.agency) == ("withdrawn", "granted", JUSTICE)


def test_a_correction_is_an_entry_and_the_search_follows() -> None:
    row = accepted()
    row = do(row, "correct", officer("counter"), field="name", value="Nguyễn Thị Bê", reason="Nhập sai dấu.")
    assert queries.content_of(row.code).name_key == "nguyen thi be"
    assert queries.content_of(row.code).name == "Nguyễn Thị Bê"
    with pytest.raises(Invalid):
        do(row, "correct", officer("counter"), field="due_at", value="x", reason="x")


def test_a_correction_of_what_another_holds_goes_by_request() -> None:
    row = do(do(accepted(), "hand_over", to=JUSTICE), "take_over", officer("specialist", JUSTICE))
    row = do(row, "correct", officer("counter"), field="phone", value="0912345678", reason="Nhập sai.")
    assert (queries.content_of(row.code).phone, Side.objects.get(kind="correction").state) == ("0912345678", "granted")
