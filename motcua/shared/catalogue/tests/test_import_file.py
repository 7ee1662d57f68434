import json

import pytest

from motcua.shared.catalogue import actions, knowledge, queries
from motcua.shared.catalogue.models import ProcedureVersion, ProcessVersion
from motcua.shared.catalogue.tests.make import AT, BY, raw
from motcua.shared.journal import queries as journal

pytestmark = pytest.mark.django_db
HEAD = "code,name,field,levels,time_value,time_unit,fee_vnd,papers,popular"
GOOD = "9.000001,Cấp bản sao,Hộ tịch,xa;bo,2,working_day,8.000,Đơn|Bản sao giấy tờ (nếu có),x"
BAD = '9.000002,Cấp lại,Hộ tịch,xa,"2,5",day,0,Đơn,'
EMPTY = ",Không mã,Hộ tịch,xa,2,,0,Đơn,"


def take(content: str, form: str = "csv", *, dry_run: bool = False) -> actions.Report:
    return actions.import_file(content.encode(), form, dry_run=dry_run, by=BY, at=AT)


def test_a_dry_run_names_each_bad_row_and_changes_nothing() -> None:
    report = take("\n".join((HEAD, GOOD, BAD, EMPTY)), dry_run=True)
    assert (report.rows, report.published, report.dry_run, report.good) == (3, ("9.000001",), True, False)
    assert [str(problem) for problem in report.problems] == [
        "Dòng 3 (9.000002), cột time_limit: Thời hạn 2,5 ngày không dùng được: không tròn ngày hay giờ.",
        "Dòng 4, cột code: Thiếu giá trị bắt buộc.",
    ]
    assert journal.head("procedure:9.000001") is None
    assert not ProcedureVersion.objects.exists()


def test_good_rows_are_published_and_bad_ones_left_out() -> None:
    report = take("\n".join((HEAD, GOOD, BAD)))
    assert (report.published, len(report.problems)) == (("9.000001",), 1)
    found = queries.procedure("9.000001", on=AT.date())
    assert found is not None
    assert (found.term, found.fee_for("counter"), found.popular, found.levels) == ("2wd", 8000, True, ("xa",))
    assert [(paper.key, paper.required) for paper in found.papers] == [("don-1", True), ("ban-sao-giay-to-1", False)]
    assert take("\n".join((HEAD, GOOD))).unchanged == ("9.000001",)


@pytest.mark.parametrize(
    ("content", "form", "said"),
    [
        ("code,name\n1,2", "csv", "Dòng 1, cột field: Thiếu cột này ở dòng tiêu đề."),
        (f"{HEAD},mau\n{GOOD},x", "csv", "Dòng 1, cột mau: Cột này không có trong mẫu."),
        (HEAD, "csv", "Dòng 1, cột tệp: Tệp không có thủ tục nào."),
        (f"{HEAD}\n{GOOD},thừa", "csv", "Dòng 2, cột papers: Dòng có nhiều ô hơn tiêu đề."),
        ("{", "json", "Dòng 1, cột json: JSON sai ở dòng 1, cột 2."),
        ("[3]", "json", "Dòng 1, cột json: Mỗi dòng phải là một đối tượng."),
        ("3", "json", "Dòng 1, cột tệp: JSON phải là một danh sách thủ tục, hoặc có procedures hay processes."),
        ("{}", "json", "Dòng 1, cột tệp: Tệp không có thủ tục hay quy trình nào."),
        ("x", "xlsx", "Dòng 1, cột tệp: Không đọc được dạng “xlsx”; chỉ nhận csv hoặc json."),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content: str, form: str, said: str) -> None:
    assert said in [str(problem) for problem in take(content, form, dry_run=True).problems]


def test_a_file_that_is_not_utf8_says_so() -> None:
    report = actions.import_file("Đơn".encode("utf-16"), "csv", dry_run=True, by=BY, at=AT)
    assert [problem.sentence for problem in report.problems] == ["Tệp không phải UTF-8. Hãy lưu lại với bảng mã UTF-8."]


def test_json_takes_the_shipped_form() -> None:
    report = take(json.dumps([raw(), raw(code="9.000003", levels=["khac"])]), "json")
    assert (report.published, [(problem.row, problem.field) for problem in report.problems]) == (("9.000001",), [(2, "levels")])


def test_the_six_processes_that_do_not_add_up_are_refused_by_row() -> None:
    report = actions.import_file(knowledge.DATA / "internal_processes.json", dry_run=False, by=BY, at=AT)
    assert (report.rows, len(report.published), [problem.row for problem in report.problems]) == (26, 20, [2, 5, 6, 7, 15, 22])
    assert ProcessVersion.objects.count() == 20
