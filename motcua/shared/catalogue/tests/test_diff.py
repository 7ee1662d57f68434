from dataclasses import replace

from motcua.shared.catalogue import diff, processes
from motcua.shared.catalogue.procedure import Paper
from motcua.shared.catalogue.processes import Way
from motcua.shared.catalogue.tests.make import procedure


def test_the_same_has_no_changes() -> None:
    assert diff.changes(procedure(), procedure()) == []


def test_limit_papers_steps_and_grounds_are_told_in_plain_words() -> None:
    old = procedure(legal_basis=["60/2014/QH13"])
    new = replace(
        old,
        decision="12/QĐ-UBND",
        channels=(replace(old.channels[0], term="2wd;c15", fee=8000),),
        papers=(replace(old.papers[0], required=False), Paper("don-1", "Đơn", True, 1, 1)),
        steps=processes.generate(Way("xa"), "2wd"),
        legal_basis=("15/2020/NĐ-CP",),
    )
    sentences = [change.sentence for change in diff.changes(old, new)]
    assert sentences[:4] == [
        "Quyết định công bố: chưa rõ → 12/QĐ-UBND.",
        "Kênh trực tiếp: 3 ngày làm việc, miễn phí → 2 ngày làm việc (nộp sau 15 giờ thì tính từ ngày làm việc tiếp theo), 8.000 đồng.",
        "Giấy tờ “Tờ khai”: bắt buộc, 1 bản chính, 0 bản sao → khi có, 1 bản chính, 0 bản sao.",
        "Giấy tờ “Đơn”: thêm bắt buộc, 1 bản chính, 1 bản sao.",
    ]
    assert "Căn cứ pháp lý: bỏ 60/2014/QH13." in sentences
    assert "Căn cứ pháp lý: thêm 15/2020/NĐ-CP." in sentences
    assert any(sentence.startswith("Bước 2: Thẩm định hồ sơ (chuyên viên, UBND cấp xã, ") for sentence in sentences)
