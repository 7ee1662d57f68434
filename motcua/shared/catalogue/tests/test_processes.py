from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.shared.catalogue import processes, shares
from motcua.shared.catalogue.processes import Way
from motcua.shared.catalogue.tests.make import by_code, named, shipped_processes

COMMUNE = Way("xa")
DISTRICT = Way("huyen", ("commune",), None, "Phòng Tư pháp")
THREE = Way("tinh", ("commune", "district"), "000.00.10.H19", "Phòng Tài nguyên và Môi trường", "Văn phòng Đăng ký đất đai")
TERMS = st.one_of(
    st.integers(2, 200).map(lambda days: f"{days}wd"),
    st.integers(2, 200).map(lambda days: f"{days}d"),
    st.integers(1, 200).map(lambda hours: f"{hours}wh"),
)


def acts(way: Way) -> list[tuple[str, str, str]]:
    return [(step.act, step.role, step.place) for step in processes.generate(way, "20wd")]


def test_a_commune_does_it_alone() -> None:
    assert acts(COMMUNE) == [
        ("accept", "counter", "accepting"),
        ("appraise", "specialist", "commune"),
        ("sign", "leader", "commune"),
        ("enter_result", "specialist", "commune"),
        ("return_result", "counter", "accepting"),
    ]


def test_three_levels_confirm_and_the_department_decides() -> None:
    assert acts(THREE) == [
        ("accept", "counter", "accepting"),
        ("appraise", "specialist", "commune"),
        ("sign", "leader", "commune"),
        ("assign", "head_of_unit", "district"),
        ("appraise", "specialist", "district"),
        ("assign", "head_of_unit", "department"),
        ("appraise", "specialist", "department"),
        ("sign", "leader", "department"),
        ("enter_result", "clerk", "department"),
        ("return_result", "counter", "accepting"),
    ]


@given(TERMS, st.sampled_from([COMMUNE, Way("huyen"), DISTRICT, Way("tinh", (), "000.00.03.H19"), THREE]))
def test_generated_processes_obey_the_grammar_and_add_up(term: str, way: Way) -> None:
    if way is THREE and term in ("1wh",):
        return
    steps = processes.generate(way, term)
    assert processes.problems(steps, term) == []
    assert all(Decimal(step.share) > 0 and step.assumed for step in steps)


@given(TERMS, TERMS)
def test_minutes_add_up_for_every_channels_limit(own: str, other: str) -> None:
    steps = processes.generate(DISTRICT, own)
    amount, unit = shares.quantity(other)
    minutes = shares.minutes(steps, other)
    assert sum(minutes) == amount * shares.MINUTES[unit]
    assert all(count >= 0 for count in minutes)


def test_shares_are_minutes_of_the_limit() -> None:
    steps = processes.generate(COMMUNE, "1wd;c15")
    assert [step.share for step in steps] == ["0.125", "0.5", "0.125", "0.125", "0.125"]
    assert shares.minutes(steps, "1wd;c15") == [60, 240, 60, 60, 60]
    assert shares.minutes(steps, "2d") == [360, 1440, 360, 360, 360]
    hours = processes.generate(COMMUNE, "1wh")
    assert ([step.share for step in hours], shares.minutes(hours, "1wh")) == (["0.1", "0.5", "0.2", "0.1", "0.1"], [6, 30, 12, 6, 6])


def test_a_limit_too_short_for_its_steps_is_refused() -> None:
    with pytest.raises(ValueError, match="too short"):
        shares.split(Decimal("0.25"), "wd", [1, 1, 1, 5])


def test_what_breaks_the_grammar_is_said() -> None:
    steps = processes.generate(COMMUNE, "3wd")
    assert processes.grammar(steps[:3]) != []
    without_sign = [replace(step, no=no) for no, step in enumerate((*steps[:2], *steps[3:]), start=1)]
    assert processes.grammar(without_sign) == ["Bước 2–3: thứ tự việc trong một cơ quan không đúng (quyết định)."]
    wrong_role = (steps[0], replace(steps[1], role="clerk"), *steps[2:])
    assert processes.grammar(wrong_role) == ["Bước 2: việc “appraise” không thuộc vai trò “clerk”."]
    assert "Bước đầu phải là tiếp nhận" in processes.grammar(tuple(reversed(steps)))[-3]


def test_a_process_that_does_not_add_up_is_refused() -> None:
    steps = processes.generate(COMMUNE, "3wd")
    assert processes.problems(steps, "4wd") == ["Các bước cộng lại 3 ngày làm việc, thời hạn là 4 ngày làm việc."]
    assert processes.problems(steps, "3d") == ["Các bước không cùng đơn vị với thời hạn."]
    negative = (replace(steps[0], share="-1"), *steps[1:])
    assert processes.problems(negative, "3wd") == ["Thời gian của một bước không được âm."]


def test_twenty_published_processes_are_loaded() -> None:
    kept = named()
    assert len(kept) == 20
    assert len({process.key for process in kept}) == 20
    for process in kept:
        assert processes.grammar(process.steps) == [], process.key
        assert shares.total(process.steps) == process.total, process.key
    assert sum(process.code is None for process in kept) == 4


def test_six_are_refused_and_named() -> None:
    assert [(row.row, row.code, row.sentence) for row in shipped_processes()[1]] == [
        (2, "2.000815", "“Chứng thực bản sao từ bản chính giấy tờ, văn bản song ngữ”: bước 1, 2, 3 không có thời gian."),
        (5, "", "“Đăng ký biến động tách thửa và cấp giấy CNQSDĐ”: các bước cộng lại 18, tổng ghi 17."),
        (6, "", "“Đăng ký biến động do đổi tên, số thửa, địa chỉ, CMND”: các bước cộng lại 14, tổng ghi 12."),
        (7, "2.000748", "“Cải chính hộ tịch cho người từ đủ 14 tuổi trở lên”: các bước cộng lại 20, tổng ghi 5."),
        (15, "2.000528", "“Đăng ký khai sinh (có yếu tố nước ngoài), quy trình ISO quận”: không có tổng thời hạn để đối chiếu."),
        (
            22,
            "1.010416",
            "“Niêm yết đối với trường hợp cấp lại Giấy chứng nhận bị mất”: các bước lẫn đơn vị (ngày và ngày làm việc), không cộng được.",
        ),
    ]


def test_missing_counter_steps_are_added_with_no_time_and_marked() -> None:
    funeral = next(process for process in named() if process.key == "ho-tro-chi-phi-mai-tang-lien-thong-xa-thanh-pho")
    assert [(step.act, step.place, step.share, step.assumed) for step in funeral.steps] == [
        ("accept", "accepting", "0", True),
        ("appraise", "commune", "2", False),
        ("appraise", "district", "2", False),
        ("sign", "district", "1", False),
        ("enter_result", "district", "1", False),
        ("return_result", "accepting", "0", True),
    ]


def test_a_published_process_is_taken_where_it_adds_up_to_the_limit() -> None:
    trees = by_code("1.002693")
    assert (trees.process, trees.term) == ("cap-giay-phep-chat-ha-dich-chuyen-cay-xanh", "14wd")
    assert by_code("1.010169").process == "cong-nhan-sang-kien-co-tac-dung-anh-huong-doi-voi-thanh-pho"
    assert by_code("3.000579").level == "tinh"
    assert by_code("2.000748").process is None
