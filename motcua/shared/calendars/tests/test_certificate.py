import json

import pytest

from motcua.shared.calendars.engine import PauseError, Term, due_with_certificate
from motcua.shared.calendars.tests.make import PROVINCE, SATURDAY_MORNING, agency, at, pause


def certify(start, term, *pauses, calendar=PROVINCE, documents=(), article=""):
    found, shown = due_with_certificate(at(start), Term.parse(term), calendar, pauses, documents, article=article)
    assert shown["due_at"] == (found.isoformat() if found else None)
    assert json.loads(json.dumps(shown)) == shown
    return shown


def days(shown):
    return {line["on"][5:]: (line["seconds"] or line["counted"], line["reason"]) for line in shown["days"]}


def test_a_working_term_shows_each_day_counted_or_skipped_and_why():
    shown = certify("2025-04-29 16:00", "2wd", article="Điều 9 Luật Hộ tịch")
    assert days(shown) == {
        "04-29": (3_600, "working"),
        "04-30": (False, "holiday"),
        "05-01": (False, "holiday"),
        "05-02": (False, "swap_off"),
        "05-03": (False, "weekend"),
        "05-04": (False, "weekend"),
        "05-05": (28_800, "working"),
        "05-06": (25_200, "working"),
    }
    assert [line["why"] for line in shown["days"]][:4] == [
        "Ngày làm việc",
        "Ngày Chiến thắng",
        "Ngày Quốc tế Lao động",
        "Ngày nghỉ (thay cho ngày 26/04/2025)",
    ]
    assert (shown["seconds_counted"], shown["days_counted"], shown["last_day"]) == (57_600, 3, None)


def test_its_keys_are_those_that_the_readme_promises():
    shown = certify("2025-03-03 09:00", "1wd", pause("2025-03-03 10:00", "2025-03-03 11:00"), documents=["supplement:x:1"], article="Điều 9")
    assert {key: shown[key] for key in ("form", "start", "term", "term_in_words", "article", "provisional", "due_at")} == {
        "form": "motcua.deadline.1",
        "start": "2025-03-03T09:00:00+07:00",
        "term": "1wd",
        "term_in_words": "1 ngày làm việc",
        "article": "Điều 9",
        "provisional": False,
        "due_at": "2025-03-04T10:00:00+07:00",
    }
    assert shown["calendar"] == {"name": "provincial", "version": "shipped", "published": [2015, 2026]}
    assert shown["pauses"] == [
        {"from": "2025-03-03T10:00:00+07:00", "to": "2025-03-03T11:00:00+07:00", "document": "supplement:x:1", "applied": True, "seconds": 3_600}
    ]
    assert shown["days"][0] == {
        "on": "2025-03-03",
        "weekday": "Thứ Hai",
        "kind": "working",
        "name": "",
        "sessions": ["07:30-11:30", "13:00-17:00"],
        "counted": True,
        "seconds": 19_800,
        "reason": "working",
        "why": "Ngày làm việc",
    }


def test_it_says_from_when_the_time_was_counted_and_why():
    def beginning(start, term):
        shown = certify(start, term)
        return shown["effective_start"][5:16], shown["effective_reason"]

    assert beginning("2025-03-03 09:00", "1wd;c15") == ("03-03T09:00", "at_start")
    assert beginning("2025-03-03 12:00", "1wd;c15") == ("03-03T13:00", "next_opening")
    assert beginning("2025-03-03 15:01", "1wd;c15") == ("03-04T07:30", "after_cutoff")
    assert beginning("2025-03-03 15:01", "1d;c15") == ("03-04T07:30", "after_cutoff")
    assert beginning("2025-03-03 20:00", "1d") == ("03-03T20:00", "at_start")
    assert days(certify("2025-03-03 15:01", "1wd;c15"))["03-03"] == (False, "after_cutoff")
    assert days(certify("2025-03-03 17:01", "1wd"))["03-03"] == (False, "after_hours")


def test_a_paused_day_is_skipped_and_a_day_paused_in_part_shows_what_is_left():
    shown = certify("2025-03-03 09:00", "1wd", pause("2025-03-03 16:00", "2025-03-05 08:30"))
    assert days(shown) == {"03-03": (19_800, "working"), "03-04": (False, "paused"), "03-05": (9_000, "working")}
    assert shown["pauses"][0]["seconds"] == 36_000


def test_a_calendar_term_shows_the_day_left_out_those_counted_and_where_it_closes():
    shown = certify("2025-03-05 09:00", "3d")
    assert days(shown) == {
        "03-05": (False, "first_day"),
        "03-06": (True, "counted"),
        "03-07": (True, "counted"),
        "03-08": (True, "counted"),
        "03-09": (False, "weekend"),
        "03-10": (False, "closing"),
    }
    assert (shown["days_counted"], shown["seconds_counted"], shown["last_day"]) == (3, None, ["2025-03-08"])


def test_a_calendar_term_with_pauses_counts_as_many_days_as_the_term_has():
    shown = certify("2025-03-03 16:00", "4d;c15", pause("2025-03-05 08:00", "2025-03-07 08:00"), pause("2025-04-05 08:00", "2025-04-07 08:00"))
    assert days(shown) == {
        "03-03": (False, "after_cutoff"),
        "03-04": (False, "first_day"),
        "03-05": (True, "counted"),
        "03-06": (False, "paused"),
        "03-07": (False, "paused"),
        "03-08": (True, "counted"),
        "03-09": (True, "counted"),
        "03-10": (True, "counted"),
    }
    assert shown["last_day"] == ["2025-03-08", "2025-03-10"]
    assert [(row["applied"], row["midnights"]) for row in shown["pauses"]] == [(True, 2), (False, 2)]


def test_midnights_that_are_no_day_of_the_term_stand_as_added_days():
    shown = certify("2025-03-12 09:00", "3d", pause("2025-03-16 10:00", "2025-03-18 10:00"))
    assert days(shown) == {
        "03-12": (False, "first_day"),
        "03-13": (True, "counted"),
        "03-14": (True, "counted"),
        "03-15": (True, "counted"),
        "03-16": (False, "pause_added"),
        "03-17": (False, "paused"),
    }


def test_an_open_pause_is_told_up_to_where_it_begins():
    shown = certify("2025-03-03 09:00", "3wd", pause("2025-03-04 10:00", None))
    assert days(shown) == {"03-03": (23_400, "working"), "03-04": (9_000, "working")}
    assert shown["due_at"] is None
    assert shown["pauses"] == [{"from": "2025-03-04T10:00:00+07:00", "to": None, "document": "", "applied": True, "seconds": None}]
    assert days(certify("2025-03-03 09:00", "3d", pause("2025-03-04 10:00", None))) == {"03-03": (False, "first_day"), "03-04": (True, "counted")}


def test_hours_of_the_agency_and_the_versions_of_both_calendars_are_shown():
    shown = certify("2025-03-07 09:00", "1wd", calendar=SATURDAY_MORNING)
    assert shown["days"][1]["sessions"] == ["07:30-11:30"]
    assert shown["calendar"] == {"name": "000.01.25.H19", "version": "1", "published": [2015, 2026]}
    own = agency(days=[{"on": "2025-03-04", "kind": "hours", "name": "Họp, nghỉ chiều", "sessions": [["07:30", "11:30"]]}])
    assert certify("2025-03-03 09:00", "1wd", calendar=own)["days"][1]["why"] == "Họp, nghỉ chiều"


def test_a_made_up_day_is_named():
    line = certify("2025-04-25 16:00", "1wd")["days"][1]
    assert (line["kind"], line["why"], line["seconds"]) == ("makeup_work", "Làm bù cho ngày nghỉ 02/05/2025", 25_200)


def test_it_refuses_impossible_pauses_as_the_due_moment_does():
    sentence = "Lần tạm dừng thứ 1 bắt đầu trước thời điểm bắt đầu tính thời hạn."
    with pytest.raises(PauseError, match=f"^{sentence}$"):
        certify("2025-03-03 09:00", "1wd", pause("2025-03-02 09:00", "2025-03-04 09:00"))
