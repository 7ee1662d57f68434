import pytest

from motcua.shared.catalogue import limits
from motcua.shared.catalogue.limits import BadLimit
from motcua.shared.catalogue.tests.make import by_code, offer, problems, procedure, raw


@pytest.mark.parametrize(
    ("value", "unit", "term"),
    [
        (3, "working_day", "3wd"),
        (3.0, "working_day", "3wd"),
        ("3", None, "3wd"),
        (0.125, "working_day", "1wh"),
        (1.875, "working_day", "15wh"),
        (0.5, "working_day", "4wh"),
        (8, "hour", "8wh"),
        (20, "day", "20d"),
        (2, "month", "2m"),
    ],
)
def test_a_limit_becomes_a_term(value: object, unit: str | None, term: str) -> None:
    assert limits.term_of(value, unit) == term


@pytest.mark.parametrize(
    ("value", "unit", "sentence"),
    [
        (0, "working_day", "Thời hạn 0 không dùng được: phải lớn hơn 0."),
        (-2, "day", "Thời hạn -2 không dùng được: phải lớn hơn 0."),
        (2.5, "day", "Thời hạn 2,5 ngày không dùng được: không tròn ngày hay giờ."),
        (0.3, "working_day", "Thời hạn 0,3 ngày làm việc không dùng được: không tròn ngày hay giờ."),
        (1.5, "hour", "Thời hạn 1,5 giờ không dùng được: không tròn ngày hay giờ."),
        ("ba", "day", "Thời hạn “ba” không phải là số."),
        ("NaN", "day", "Thời hạn NaN không dùng được: phải lớn hơn 0."),
        (3, "tuần", "Đơn vị thời hạn “tuần” không có; chỉ nhận working_day, hour, day, month."),
    ],
)
def test_what_has_no_sensible_term_is_named(value: object, unit: str, sentence: str) -> None:
    with pytest.raises(BadLimit) as refused:
        limits.term_of(value, unit)
    assert str(refused.value) == sentence


def test_the_channels_row_comes_before_the_records_limit() -> None:
    rows = [offer("counter", 5), offer("online", 3), offer("post", None, None)]
    found = procedure(submissions=rows, time_limit={"value": 7, "unit": "working_day"})
    assert [(row.channel, row.term) for row in found.channels] == [("counter", "5wd"), ("online", "3wd"), ("post", "7wd")]
    assert found.term_for("online") == "3wd"
    assert found.term_for("counter", None) == found.term == "5wd"


def test_a_local_edition_wins_and_dong_nai_comes_before_da_nang() -> None:
    da_nang = {"province_code": "H17", "time_value": 6.0, "time_unit": "working_day", "time_raw": "06 ngày làm việc"}
    dong_nai = {"province_code": "H19", "time_days": 12, "time_raw": "12 ngày làm việc", "decision": "2228/QĐ-UBND"}
    assert procedure(local=[da_nang]).term == "6wd"
    both = procedure(local=[da_nang, dong_nai])
    assert (both.term, both.notes[0]) == ("12wd", "Thời hạn lấy theo bản của Đồng Nai 2228/QĐ-UBND.")


def test_an_edition_that_lists_several_limits_by_case_gives_none() -> None:
    cases = {"province_code": "H19", "time_raw": "04 ngày: Cho thuê. 08 ngày: Chuyển đổi.", "decision": "2228/QĐ-UBND"}
    found = procedure(local=[cases])
    assert (found.term, found.notes) == ("3wd", ("Đồng Nai (2228/QĐ-UBND) ghi: 04 ngày: Cho thuê. 08 ngày: Chuyển đổi.",))


def test_the_fifteen_of_an_hour_of_the_day_is_no_limit_of_fifteen_hours() -> None:
    edition = {"province_code": "H17", "time_value": 15.0, "time_unit": "hour", "time_raw": "Trong ngày; sau 15 giờ thì ngày làm việc tiếp theo"}
    assert procedure(local=[edition]).term == "1wd;c15"


def test_same_day_with_a_cut_off_is_written_as_such() -> None:
    assert procedure(submissions=[offer(value=1)], cutoff_15h=True).term == "1wd;c15"
    rule = {"value": 1, "unit": "working_day", "rule": "same day, next working day if received after 15:00"}
    assert procedure(submissions=[offer(value=None)], time_limit=rule).term == "1wd;c15"
    assert procedure(submissions=[offer(value=3)], cutoff_15h=True).term == "3wd"


def test_a_missing_or_assumed_unit_is_shown_as_uncertain() -> None:
    missing = procedure(submissions=[offer(value=5, unit=None)])
    assert (missing.channels[0].term, missing.channels[0].term_uncertain) == ("5wd", True)
    assert limits.NO_UNIT in missing.assumed
    assumed = procedure(submissions=[offer(value=None)], time_limit={"value": 2, "unit": "working_day", "unit_assumed": True})
    assert (assumed.term, assumed.channels[0].term_uncertain) == ("2wd", True)
    assert not procedure().channels[0].term_uncertain


def test_a_record_without_a_limit_is_a_bad_row() -> None:
    found = problems(submissions=[offer(value=None)], time_limit=None)
    assert [(row.field, row.sentence) for row in found] == [("time_limit", "Không có thời hạn giải quyết.")]


def test_the_counter_is_always_offered() -> None:
    found = procedure(submissions=[offer("online", 5)], time_limit={"value": 5, "unit": "working_day"})
    assert [(row.channel, row.term, row.term_uncertain) for row in found.channels] == [("counter", "5wd", True), ("online", "5wd", False)]
    assert found.assumed[0].startswith("Nguồn không ghi kênh nộp trực tiếp")


def test_a_second_row_of_a_channel_is_a_note_of_its_fee() -> None:
    second = offer(value=7, extra=True) | {"fee_vnd": 50000}
    found = procedure(submissions=[offer(value=2), second])
    assert [(row.term, row.fee, row.fee_note) for row in found.channels] == [
        ("2wd", 0, "Trường hợp khác nộp trực tiếp: 7 ngày làm việc, 50.000 đồng.")
    ]


def test_fees_are_whole_dong_by_channel_and_doubts_stand_beside_them() -> None:
    scaled = offer() | {"fee_vnd": 100000, "fee_raw": "100 VNĐ", "flags": ["fee_scaled_x1000"]}
    province = offer("post") | {"fee_vnd": None, "fee_raw": "Không có thông tin", "flags": ["fee_set_by_province"]}
    found = procedure(submissions=[scaled, province])
    assert (found.fee_for("counter"), found.fee_for("post")) == (100000, None)
    assert found.channels[0].fee_note == "Nguồn ghi “100 VNĐ”, hiểu là 100.000 đồng."
    assert found.channels[1].fee_note == "Mức thu cụ thể do Hội đồng nhân dân tỉnh quyết định."


@pytest.mark.parametrize(
    ("code", "term"),
    [
        ("1.001193", "1wd;c15"),
        ("2.000635", "1wd;c15"),
        ("2.000748", "6wd"),
        ("2.000806", "15d"),
        ("1.012784", "12wd"),
        ("1.012786", "10wd"),
        ("1.012812", "30wd"),
        ("1.011441", "1wd;c15"),
        ("2.001159", "1wh"),
        ("1.009073", "15wh"),
        ("1.013225", "20d"),
        ("1.012783", "5wd"),
    ],
)
def test_limits_of_shipped_procedures(code: str, term: str) -> None:
    assert by_code(code).term == term


def test_an_unknown_channel_is_a_bad_row() -> None:
    assert [row.field for row in problems(submissions=[offer("fax")])] == ["submissions"]
    assert raw()["submissions"][0]["channel"] == "counter"
