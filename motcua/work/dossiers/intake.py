"""What is brought to a counter, checked: pure but for codes looked up. One sentence for each wrong field, all at once."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from motcua.base.errors import Invalid
from motcua.base.text import nfc
from motcua.base.time import VN
from motcua.shared.catalogue import queries as catalogue
from motcua.shared.catalogue.procedure import Procedure
from motcua.shared.org import identifiers
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import attachments
from motcua.work.dossiers.chars import INVISIBLE, UNUSABLE, invisible, unusable
from motcua.work.dossiers.corrections import wrong_birth

CHANNELS = ("counter", "post", "online")
DECISIONS = ("accept", "guide", "refuse")
LONGEST = {"name": 200, "address": 300, "email": 200, "representative": 200, "note": 4000, "reason": 4000}
COPIES_LIMIT = 1000


@dataclass(slots=True)
class Filing:
    """A checked filing. `applicant` and `papers` hold only what is known and clean."""

    decision: str
    procedure: Procedure
    case: str | None
    channel_in: str
    channel_out: str
    applicant: dict[str, Any]
    papers: list[dict[str, Any]]
    note: str
    reason: str = ""
    missing: list[dict[str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


class _Checker:
    """Gathers sentences by field while it reads a body."""

    def __init__(self, body: dict[str, Any], at: datetime, officer: Officer) -> None:
        self.body, self.at, self.officer = body, at, officer
        self.wrong: dict[str, str] = {}
        self.warnings: list[str] = []

    def text(self, holder: dict[str, Any], name: str, where: str = "", *, required: str = "") -> str:
        value = holder.get(name)
        path = f"{where}{name}"
        if value is None or value == "":
            if required:
                self.wrong[path] = required
            return ""
        if not isinstance(value, str):
            self.wrong[path] = "Cần là chữ."
            return ""
        if unusable(value):
            self.wrong[path] = UNUSABLE
            return ""
        value = " ".join(nfc(value).split()) if name not in {"note", "reason"} else nfc(value).strip()
        if name not in {"note", "reason"} and invisible(value):
            self.wrong[path] = INVISIBLE
        if len(value) > LONGEST.get(name, 200):
            self.wrong[path] = f"Dài quá {LONGEST.get(name, 200)} ký tự."
        if not value and required:
            self.wrong[path] = required
        return value

    def choice(self, name: str, options: tuple[str, ...], default: str) -> str:
        value = self.body.get(name) or default
        if value not in options:
            self.wrong[name] = f"Chỉ nhận một trong: {', '.join(options)}."
            return default
        return str(value)

    def procedure(self) -> Procedure | None:
        code = self.text(self.body, "procedure", required="Chọn thủ tục.")
        found = catalogue.procedure(code) if code else None
        if code and found is None:
            self.wrong["procedure"] = f"Không có thủ tục {code}."
        elif found is not None and not found.accepted:
            self.wrong["procedure"] = f"Thủ tục chưa tiếp nhận ở đây: {found.why_not}"
        return found

    def applicant(self) -> dict[str, Any]:
        given = self.body.get("applicant")
        if not isinstance(given, dict):
            self.wrong["applicant"] = "Thiếu thông tin người nộp."
            return {}
        kind = given.get("kind") or "person"
        if kind not in ("person", "organisation"):
            self.wrong["applicant.kind"] = "Chỉ nhận person hoặc organisation."
            return {}
        w = "applicant."
        made = {"kind": kind, "name": self.text(given, "name", w, required="Cần tên người nộp.")}
        if made["name"] and not any(ch.isalpha() for ch in made["name"]):
            self.wrong.setdefault("applicant.name", "Tên phải có chữ.")
        made |= {n: self.text(given, n, w) for n in ("email", "address", "ward_code")}
        made["phone"] = self._phone(given)
        if made["email"] and ("@" not in made["email"] or " " in made["email"]):
            self.wrong["applicant.email"] = "Địa chỉ thư điện tử chưa đúng."
        made |= self._person(given) if kind == "person" else self._organisation(given)
        return made

    def _phone(self, given: dict[str, Any]) -> str:
        phone = self.text(given, "phone", "applicant.")
        verdict = identifiers.check_phone(phone) if phone else None
        if verdict is not None and not verdict.ok:
            self.wrong["applicant.phone"] = verdict.error or "Số điện thoại chưa đúng."
        return "".join(ch for ch in phone if ch.isdigit() or ch == "+") if verdict is not None and verdict.ok else phone

    def _person(self, given: dict[str, Any]) -> dict[str, Any]:
        number = self.text(given, "id_number", "applicant.", required="Cần số định danh cá nhân (CCCD).")
        born = self._birth(given)
        verdict = identifiers.check_citizen_id(number, birth_on=born, on=self.at.astimezone(VN).date()) if number else None
        if verdict is not None and not verdict.ok:
            self.wrong["applicant.id_number"] = verdict.error or "Số định danh chưa đúng."
        elif verdict is not None:
            self.warnings += verdict.warnings
            number = verdict.value
        return {"id_number": number, "birth_on": born.isoformat() if born else ""}

    def _birth(self, given: dict[str, Any]) -> date | None:
        value = self.text(given, "birth_on", "applicant.")
        if not value:
            return None
        sentence = wrong_birth(value, self.at.astimezone(VN).date())
        if sentence:
            self.wrong["applicant.birth_on"] = sentence
            return None
        return date.fromisoformat(value)

    def _organisation(self, given: dict[str, Any]) -> dict[str, Any]:
        code = self.text(given, "tax_code", "applicant.", required="Cần mã số thuế của tổ chức.")
        verdict = identifiers.check_tax_code(code) if code else None
        if verdict is not None and not verdict.ok:
            self.wrong["applicant.tax_code"] = verdict.error or "Mã số thuế chưa đúng."
        elif verdict is not None:
            code = verdict.value
        return {"tax_code": code, "representative": self.text(given, "representative", "applicant.")}

    def papers(self, procedure: Procedure, case: str | None, *, complete: bool) -> list[dict[str, Any]]:
        given = self.body.get("papers") or []
        if not isinstance(given, list) or not all(isinstance(p, dict) for p in given):
            self.wrong["papers"] = "papers là danh sách các giấy tờ."
            return []
        made = [p for i, one in enumerate(given) if (p := self._paper(i, one, procedure))]
        if len({p["key"] for p in made}) < len(made):
            self.wrong["papers"] = "Mỗi giấy tờ chỉ kê một lần."
        brought = {p["key"] for p in made if p["originals"] or p["copies"] or p["file"]}
        if complete:
            for paper in procedure.required_for(case):
                if paper.key not in brought:
                    self.wrong[f"papers.{paper.key}"] = f"Thiếu giấy tờ: {paper.name}"
        return made

    def _paper(self, i: int, one: dict[str, Any], procedure: Procedure) -> dict[str, Any] | None:
        known = procedure.paper(str(one.get("key")))
        if known is None:
            self.wrong[f"papers.{i}.key"] = "Thủ tục này không có giấy tờ ấy."
            return None
        made: dict[str, Any] = {"key": known.key, "name": known.name}
        for count in ("originals", "copies"):
            number = one.get(count) or 0
            if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= COPIES_LIMIT:
                self.wrong[f"papers.{i}.{count}"] = "Số bản là số nguyên từ 0 đến 1000."
                number = 0
            made[count] = number
        made |= self._files(i, one)
        if made["originals"] < known.originals and not made["file"]:
            self.warnings.append(f"Ít bản chính hơn quy định: {known.name[:80]}")
        return made

    def _files(self, i: int, one: dict[str, Any]) -> dict[str, Any]:
        """`file` is the first of a paper's files; `files` stands beside it when there are several."""
        given = one.get("files") or [one.get("file")]
        if not isinstance(given, list) or len(given) > attachments.MOST:
            self.wrong[f"papers.{i}.file"] = f"Mỗi giấy tờ nhận nhiều nhất {attachments.MOST} tệp."
            return {"file": None}
        ids = list(dict.fromkeys(id for id in given if id not in (None, ""))) if all(isinstance(id, str | None) for id in given) else [""]
        stored = [attachments.usable(id, self.officer) for id in ids]
        if not all(stored):
            self.wrong[f"papers.{i}.file"] = "Không tìm thấy tệp này trong các tệp bạn đã tải lên hoặc được xem."
            return {"file": None}
        files = [attachments.kept(one) for one in stored if one]
        return {"file": files[0] if files else None} | ({"files": files} if len(files) > 1 else {})

    def missing(self, procedure: Procedure) -> list[dict[str, str]]:
        given = self.body.get("missing") or []
        if not isinstance(given, list) or not given:
            self.wrong["missing"] = "Nêu một lần, đầy đủ những giấy tờ cần bổ sung."
            return []
        made = []
        for i, one in enumerate(given):
            known = procedure.paper(str(one.get("key"))) if isinstance(one, dict) else None
            if known is None:
                self.wrong[f"missing.{i}.key"] = "Thủ tục này không có giấy tờ ấy."
            else:
                made.append({"key": known.key, "name": known.name, "note": self.text(one, "note", f"missing.{i}.")})
        return made


def check_filing(body: dict[str, Any], *, officer: Officer, at: datetime) -> Filing:
    """A filing from what was typed or sent; Invalid with every wrong field. Nothing is written."""
    c = _Checker(body, at, officer)
    decision = c.choice("decision", DECISIONS, "accept")
    procedure = c.procedure()
    case = None if body.get("case") in (None, "") else body["case"]
    if procedure is not None and not (case is None or (isinstance(case, str) and procedure.has_case(case))):
        c.wrong["case"] = "Thủ tục không có trường hợp này."
    applicant = c.applicant()
    channel_in, channel_out = c.choice("channel_in", CHANNELS, "counter"), c.choice("channel_out", CHANNELS, "counter")
    if channel_out == "post" and applicant and not applicant.get("address"):
        c.wrong["applicant.address"] = "Cần địa chỉ để trả kết quả qua bưu chính."
    note = c.text(body, "note")
    papers = c.papers(procedure, case, complete=decision == "accept") if procedure else []
    missing = c.missing(procedure) if procedure and decision == "guide" else []
    reason = c.text(body, "reason", required="Nêu rõ lý do không tiếp nhận." if decision == "refuse" else "")
    if c.wrong or procedure is None:
        raise Invalid("Một số thông tin chưa đúng; chưa có gì được ghi.", fields=c.wrong)
    return Filing(decision, procedure, case, channel_in, channel_out, applicant, papers, note, reason, missing, c.warnings)
