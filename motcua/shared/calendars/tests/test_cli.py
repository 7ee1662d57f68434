import io
import json
from types import SimpleNamespace

import pytest
from django.db import OperationalError, connection

from motcua.shared.calendars import actions, cache, cli, queries
from motcua.shared.calendars.tests.make import AT, BY, FIVE_DAYS, MORNING, open_agency

AGENCY = "000.01.25.H19"
START = "2025-01-24T14:00:00+07:00"


@pytest.fixture
def alone(monkeypatch):
    """No instance runs."""
    monkeypatch.setattr(cli, "_listens", lambda: False)


def batch(*lines):
    out = io.StringIO()
    code = cli.due_batch([line if isinstance(line, str | bytes) else json.dumps(line) for line in lines], out)
    return code, [json.loads(line) for line in out.getvalue().splitlines()]


def test_one_moment_without_an_instance(alone):
    out = io.StringIO()
    assert cli.due_command(START, "3wd", out=out) == 0
    assert out.getvalue() == "2025-02-05T14:00:00+07:00\n"


def test_the_moment_with_its_certificate(alone):
    out = io.StringIO()
    assert cli.due_command(START, "3wd", None, True, out=out) == 0
    answer = json.loads(out.getvalue())
    assert answer["due_at"] == answer["certificate"]["due_at"] == "2025-02-05T14:00:00+07:00"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("2025-01-24T14:00:00", "3wd"), "ISO 8601"),
        (("24/01/2025", "3wd"), "ISO 8601"),
        ((START, "3x"), "thời hạn"),
        ((START, "3wd", AGENCY), "chưa chạy"),
        (("1970-01-24T14:00:00+07:00", "3wd"), "phạm vi"),
        (("0001-01-01T00:00:00+14:00", "3wd"), "ISO 8601"),
    ],
)
def test_what_cannot_be_read_is_a_sentence_and_exit_code_2(alone, capsys, arguments, sentence):
    assert cli.due_command(*arguments) == 2
    captured = capsys.readouterr()
    assert sentence in captured.err
    assert captured.out == ""


def test_a_batch_answers_line_by_line_in_order(alone):
    pauses = [["2025-02-03T10:00:00+07:00", "2025-02-04T10:00:00+07:00"]]
    code, answers = batch(
        {"start": START, "term": "3wd"},
        {"start": "2025-01-24T07:00:00Z", "term": "3wd", "agency": None, "pauses": pauses},
        {"start": START, "term": "3wd", "pauses": [["2025-02-03T10:00:00+07:00", None]]},
        {"start": START, "term": "10d;c15", "pauses": []},
    )
    assert code == 0
    assert answers == [
        {"due_at": "2025-02-05T14:00:00+07:00"},
        {"due_at": "2025-02-06T14:00:00+07:00"},
        {"due_at": None},
        {"due_at": "2025-02-03T17:00:00+07:00"},
    ]


def test_a_bad_line_is_an_error_in_its_place_and_the_rest_goes_on(alone):
    bad = [
        "{",
        "[]",
        b"\xff{}",
        "[" * 100_000,
        {"term": "3wd"},
        {"start": START},
        {"start": START, "term": "\ud800wd"},
        {"start": START, "term": "3wd", "agency": 5},
        {"start": START, "term": "3wd", "agency": AGENCY},
        {"start": START, "term": "3wd", "pauses": [[START]]},
        {"start": START, "term": "3wd", "pauses": [[START, "soon"]]},
        {"start": START, "term": "3wd", "pauses": [["2025-01-23T14:00:00+07:00", START]]},
        {"start": "3000-01-01T00:00:00+07:00", "term": "3wd"},
    ]
    code, answers = batch(*bad, "", {"start": START, "term": "3wd"})
    assert code == 1
    assert [list(answer) for answer in answers] == [["error"]] * len(bad) + [["due_at"]]
    assert all(answer["error"].endswith(".") for answer in answers[:-1])


@pytest.mark.django_db
def test_a_running_instance_answers_with_its_own_calendars_and_knows_its_agencies():
    cache.forget()
    open_agency(AGENCY)
    actions.publish_calendar(AGENCY, {"hours": {**FIVE_DAYS, "sat": MORNING}}, by=BY, at=AT)
    friday = {"start": "2025-03-07T09:00:00+07:00", "term": "1wd"}
    code, answers = batch({**friday, "agency": AGENCY}, friday, {**friday, "agency": "000.99.99.H19"})
    assert code == 1
    assert answers == [
        {"due_at": "2025-03-08T09:00:00+07:00"},
        {"due_at": "2025-03-10T09:00:00+07:00"},
        {"error": "Không có cơ quan nào mang mã 000.99.99.H19."},
    ]


@pytest.mark.django_db
def test_a_database_that_fails_on_the_way_is_a_sentence(monkeypatch, capsys):
    def gone(code):
        raise OperationalError("gone")

    monkeypatch.setattr(queries, "is_agency", gone)
    assert cli.due_command(START, "3wd", AGENCY) == 2
    assert "không trả lời" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_database_without_our_tables_counts_as_none(monkeypatch):
    monkeypatch.setattr(connection.introspection, "table_names", list)
    assert batch({"start": START, "term": "3wd"}) == (0, [{"due_at": "2025-02-05T14:00:00+07:00"}])


def test_a_socket_that_nobody_listens_on_is_no_database(monkeypatch, tmp_path):
    for host, listens in ((str(tmp_path), False), ("db.example", True)):
        monkeypatch.setattr(cli, "settings", SimpleNamespace(DATABASES={"default": {"HOST": host}}))
        assert cli._listens() is listens
