from collections import Counter
from dataclasses import replace

import pytest

from motcua.shared.catalogue import importing, processes, shares
from motcua.shared.catalogue.procedure import from_body, to_body
from motcua.shared.catalogue.tests.make import by_code, offer, problems, procedure, raw, reader, shipped


def test_counts_of_the_shipped_catalogue() -> None:
    procedures, found = shipped()
    accepted = [row for row in procedures if row.accepted]
    assert (len(procedures), len(accepted), len(found)) == (436, 433, 63)
    assert Counter(row.level for row in accepted) == {"tinh": 213, "xa": 177, "huyen": 43}
    assert sum(row.popular for row in procedures) == 77
    assert sum({"commune", "district", "department"} <= processes.levels_passed(row.steps) for row in accepted) == 27


def test_popular_ones_that_cannot_be_accepted_are_listed_with_the_reason() -> None:
    listed = {row.code: row.why_not for row in shipped()[0] if not row.accepted}
    assert listed == {
        "2.002481": "Thời hạn 2,5 ngày không dùng được: không tròn ngày hay giờ.",
        "3.000346": "Thủ tục do bộ, ngành trung ương giải quyết; tỉnh không tiếp nhận.",
        "3.000347": "Thủ tục do bộ, ngành trung ương giải quyết; tỉnh không tiếp nhận.",
    }


def test_bad_rows_are_named() -> None:
    found = {row.code: (row.row, row.field) for row in shipped()[1]}
    assert found["2.002481"] == (13, "time_limit")
    assert found["1.115148"] == (388, "time_limit")
    assert found["1.014028"] == (91, "dossier")
    assert found["1.010097"] == (103, "field")
    assert found["1.001776"] == (84, "levels")


@pytest.mark.parametrize("code", ["1.001653", "1.001699", "1.010803", "1.010833", "2.000033", "2.000181", "2.000942", "2.001008", "2.001035"])
def test_popular_ones_without_limit_or_papers_get_assumed_ones_marked_so(code: str) -> None:
    found = by_code(code)
    assert found.accepted
    assert "tạm đặt" in found.assumed[0] or "Nghị định" in found.assumed[0]


def test_levels_before_2025_come_first_and_ministries_are_left_out() -> None:
    assert procedure(levels=["xa"], levels_before_2025=["huyen"]).level == "huyen"
    both = procedure(levels=["bo", "tinh", "xa", "khac"])
    assert (both.level, both.levels) == ("xa", ("xa", "tinh"))
    assert [row.field for row in problems(levels=["khac"])] == ["levels"]
    assert [row.sentence for row in problems(levels=["bo"])] == ["Thủ tục do bộ, ngành trung ương giải quyết; tỉnh không tiếp nhận."]


def test_the_police_decide_in_the_commune_but_not_in_the_province() -> None:
    police = "Cấp, quản lý căn cước"
    assert procedure(field=police).steps[1].place == "commune"
    assert [row.field for row in problems(field=police, levels=["tinh"])] == ["field"]


def test_a_department_must_be_known() -> None:
    assert procedure(levels=["tinh"]).department == "000.00.03.H19"
    assert [row.sentence for row in problems(levels=["tinh"], field="Vũ trụ")] == ["Chưa rõ sở nào giải quyết lĩnh vực “Vũ trụ”."]


def test_missing_values_are_named_one_by_one() -> None:
    assert [(row.row, row.field) for row in reader().read({"levels": []}, 7).problems] == [(7, "code"), (7, "name"), (7, "field")]


def test_a_code_that_comes_twice_is_a_problem_of_the_second_row() -> None:
    kept, found = reader().read_all([raw(), raw(name="Khác")])
    assert [row.name for row in kept] == ["Thủ tục thử"]
    assert [(row.row, row.field) for row in found] == [(2, "code")]


def test_every_published_procedure_obeys_the_rules() -> None:
    for found in shipped()[0]:
        assert importing.checked(found) == [], found.code
        assert from_body(to_body(found), 0) == found, found.code
        if found.accepted:
            total, unit = shares.quantity(found.term)
            assert shares.total(found.steps) == total, found.code
            assert {step.share_unit for step in found.steps} == {unit}, found.code


def test_a_process_that_came_with_the_record_must_add_up() -> None:
    steps = [
        {"name": "Tiếp nhận", "role": "counter", "place": "accepting", "act": "accept", "share": "0.5", "share_unit": "wd"},
        {"name": "Thẩm định", "role": "specialist", "place": "commune", "act": "appraise", "share": "1", "share_unit": "wd"},
        {"name": "Ký", "role": "leader", "place": "commune", "act": "sign", "share": "1", "share_unit": "wd"},
        {"name": "Vào số", "role": "specialist", "place": "commune", "act": "enter_result", "share": "0.25", "share_unit": "wd"},
        {"name": "Trả", "role": "counter", "place": "accepting", "act": "return_result", "share": "0.25", "share_unit": "wd"},
    ]
    assert [step.share for step in procedure(steps=steps).steps] == ["0.5", "1", "1", "0.25", "0.25"]
    short = problems(steps=steps, submissions=[offer(value=4)])
    assert [(row.field, row.sentence) for row in short] == [("steps", "Các bước cộng lại 3 ngày làm việc, thời hạn là 4 ngày làm việc.")]
    assert [row.field for row in problems(steps=[{"name": "?"}])] == ["steps"]


def test_an_accepted_procedure_without_counter_or_limit_is_not_published() -> None:
    sound = procedure()
    assert importing.checked(replace(sound, channels=())) != []
    assert importing.checked(replace(sound, accepted=False, why_not=None)) == ["Thủ tục không tiếp nhận phải có lý do."]
    assert importing.checked(replace(sound, papers=())) == ["Trường hợp mặc định phải có ít nhất một giấy tờ bắt buộc."]
