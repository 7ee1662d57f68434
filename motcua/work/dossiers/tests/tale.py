"""One dossier with everything that can befall it: refused and guided at the counter, accepted, supplemented, through three levels, late, apologised
for, returned. By the real actions, at given moments; the transaction in which it is told is the caller's.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.base.time import VN
from motcua.shared.catalogue import queries as catalogue
from motcua.shared.org import queries as org
from motcua.work.dossiers import actions, lifecycle, papers, queries, registers
from motcua.work.dossiers.actions import clockwork
from motcua.work.dossiers.models import Dossier, Submission
from motcua.work.dossiers.printing import Press
from motcua.work.dossiers.tests.make import COMMUNE, able, body_for, filing, officer

PROCEDURE = "1.010803"  # Trợ cấp thờ cúng liệt sĩ: commune, district and department decide together
SITE = "https://motcua.example/"
NOVEMBER = 11
PERSON = {
    "kind": "person",
    "name": "Nguyễn Thị Bé",
    "id_number": "075190001234",
    "birth_on": "1990-02-03",
    "phone": "0901234567",
    "email": "be.nguyen@motcua.example",
    "address": "12 Nguyễn Ái Quốc, khu phố 3",
    "ward_code": "25993",
}


def on(day: int, hour: int, minute: int = 0, month: int = 10) -> datetime:
    """A moment of the autumn of 2026."""
    return datetime(2026, month, day, hour, minute, tzinfo=VN)


@dataclass(slots=True)
class Tale:
    """What came of it."""

    refused: Submission
    guided: Submission
    row: Dossier
    draft: bytes


def tell() -> Tale:
    """The whole story; 1 October to 17 November 2026."""
    counter = officer("counter")
    known = catalogue.procedure(PROCEDURE)
    assert known is not None
    first, last = known.papers[0], known.papers[-1]
    reason = "Người nộp không phải là người hưởng trợ cấp và chưa có giấy ủy quyền của người hưởng theo quy định."
    refused = _ended(filing(PROCEDURE, decision="refuse", applicant=PERSON, papers=[], reason=reason), counter, on(1, 15, 20))
    missing = [{"key": first.key, "note": "Chưa có chữ ký của người khai."}]
    guided = _ended(filing(PROCEDURE, decision="guide", applicant=PERSON, papers=[], missing=missing), counter, on(2, 8, 10))
    row = actions.receive(filing(PROCEDURE, applicant=PERSON, channel_out="counter"), officer=counter, at=on(5, 8, 35)).row
    assert row is not None
    row = _to_department(_commune(row, last.key))
    before = printed_draft(row)
    return Tale(refused, guided, _home(_late(row)), before)


def printed_draft(row: Dossier) -> bytes:
    """The letter that the worker drafted two working days before the limit, as its leader sees it."""
    assert row.due_at is not None
    at = on(5, 14, 0, NOVEMBER)
    clockwork.draft_apologies(at)
    return papers.form(row, "04", site=SITE, reader=officer("leader", row.agency), at=at)


def papers_of(tale: Tale) -> dict[str, bytes]:
    """All six forms of the dossier, some days after its end, as its counter prints them."""
    row, counter, at = tale.row, officer("counter"), on(20, 10, 0, NOVEMBER)
    made = {name: papers.form(row, name, site=SITE, reader=counter, at=at) for name in ("01", "02", "04", "05")}
    made["02 (tại quầy)"] = papers.submission_form(tale.guided, "02", site=SITE, reader=counter, at=at)
    made["03"] = papers.submission_form(tale.refused, "03", site=SITE, reader=counter, at=at)
    made["06"] = registers.printed(registers.Part(row.accepting, 2026, 10), counter, Press(counter, at, SITE))[0]
    return made


def _ended(body: dict[str, Any], by: Any, at: datetime) -> Submission:
    return Submission.objects.get(ref=actions.receive(body, officer=by, at=at).ref)


def do(row: Dossier, act: str, at: datetime, role: str = "", **given: Any) -> Dossier:
    """One act by the first officer who may, of a role where that matters."""
    agency = row.to_agency or row.agency
    named = [o for o in org.colleagues(agency, role) if lifecycle.why_not(queries.state_of(row), act, o, at) is None] if role else []
    who = named[0] if named else able(row, act, at)
    return actions.perform(row.code, act, body_for(row, act, who, at, **given), officer=who, at=at)


def _commune(row: Dossier, key: str) -> Dossier:
    row = do(row, "hand_over", on(5, 9, 5), "counter")
    row = do(row, "take_over", on(5, 9, 40), "specialist")
    items = [{"key": key, "note": "Bản chụp mờ, không đọc được số và ngày cấp; đề nghị nộp bản rõ.", "copies": 1}]
    row = do(row, "draft_supplement", on(5, 14, 15), items=items)
    row = do(row, "issue_supplement", on(5, 15, 30))
    row = do(row, "supply", on(7, 9, 20), papers=[{"key": key, "originals": 0, "copies": 1, "file": None}])
    return follow(row, on(7, 14, 0), while_at=COMMUNE)


def _to_department(row: Dossier) -> Dossier:
    """The district takes its time, then sends it up to the department."""
    row = do(row, "take_over", on(8, 8, 20), "clerk")
    row = do(row, "assign", on(8, 15, 0))
    row = do(row, "appraise", on(21, 10, 30))
    row = do(row, "hand_over", on(22, 14, 10), "specialist")
    return do(row, "take_over", on(23, 7, 50), "clerk")


def _late(row: Dossier) -> Dossier:
    """One working day before the limit the head of the department apologises (Art. 19); then the new date passes too."""
    row = do(row, "assign", on(23, 9, 15))
    reason = "Cần đối chiếu danh sách liệt sĩ với hồ sơ lưu tại cơ quan quân sự."
    row = do(row, "apologise", on(6, 9, 0, NOVEMBER), reason=reason, new_due_at=on(12, 16, 30, NOVEMBER).isoformat())
    row = do(row, "appraise", on(13, 10, 0, NOVEMBER))
    row = do(row, "submit_for_signature", on(13, 10, 30, NOVEMBER))
    row = do(row, "sign", on(13, 15, 45, NOVEMBER))
    number, note = "214/QĐ-SLĐTBXH", "Quyết định về việc trợ cấp thờ cúng liệt sĩ"
    return do(row, "enter_result", on(13, 16, 10, NOVEMBER), kind="result", number=number, on="2026-11-13", note=note)


def _home(row: Dossier) -> Dossier:
    row = do(row, "hand_over", on(13, 16, 20, NOVEMBER))
    row = do(row, "take_over", on(16, 8, 30, NOVEMBER))
    return do(row, "return_result", on(17, 9, 5, NOVEMBER), to_whom=PERSON["name"], channel="counter")


def follow(row: Dossier, at: datetime, *, while_at: str) -> Dossier:
    """Follow the process until it leaves an agency."""
    while row.agency == while_at and row.to_agency is None:
        act = lifecycle.expected(queries.state_of(row), at)
        assert act is not None
        row = do(row, act, at)
    return row
