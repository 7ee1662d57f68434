"""From raw records to procedures. Pure: one record gives a procedure, or the problems that keep it out, named by row, field and sentence.

A popular procedure that cannot be accepted here is still listed, with the reason; others with a problem are left out. Levels are those before 2025
where the record has them (`bo` and `khac` left out); of several the lowest decides, it is the nearest to the citizen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from motcua.base.text import nfc
from motcua.shared.catalogue import handbook, papers, processes
from motcua.shared.catalogue.fees import notes_of
from motcua.shared.catalogue.handbook import NamedProcess
from motcua.shared.catalogue.knowledge import Knowledge
from motcua.shared.catalogue.limits import BadLimit
from motcua.shared.catalogue.offers import BadChannel, Offers, offers
from motcua.shared.catalogue.papers import Dossier
from motcua.shared.catalogue.problem import Problem
from motcua.shared.catalogue.procedure import LEVELS, Level, Procedure, Step
from motcua.shared.catalogue.processes import Way

LOCAL_LEVELS: Final[tuple[Level, ...]] = ("xa", "huyen", "tinh")
GENERATED: Final = "Quy trình nội bộ do hệ thống lập theo thời hạn, chưa có quy trình được công bố."
AMOUNTS: Final = "Nguồn không ghi số bản của một số giấy tờ; tạm tính một bản."
NO_TIME: Final = "Quy trình nguồn thiếu bước tiếp nhận, ký hoặc trả kết quả; các bước thêm vào có thời gian 0."


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a record became: a procedure, problems, or (a popular one that cannot be accepted) both."""

    procedure: Procedure | None
    problems: tuple[Problem, ...]


class _Rejected(Exception):
    """Why a record cannot be accepted: the field and the sentence."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field, self.sentence = field, sentence


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads records with what is known beside them; `rule_set` is the law under which they are published."""

    knowledge: Knowledge
    named: Sequence[NamedProcess]
    rule_set: str

    def read_all(self, records: Sequence[Mapping[str, Any]], first_row: int = 1) -> tuple[list[Procedure], list[Problem]]:
        """All records; a code that comes twice is a problem of the second row."""
        kept: dict[str, Procedure] = {}
        found: list[Problem] = []
        for row, raw in enumerate(records, start=first_row):
            outcome = self.read(raw, row)
            found += outcome.problems
            if outcome.procedure and outcome.procedure.code in kept:
                found.append(Problem(row, outcome.procedure.code, "code", "Mã thủ tục này đã có ở một dòng trước."))
            elif outcome.procedure:
                kept[outcome.procedure.code] = outcome.procedure
        return list(kept.values()), found

    def read(self, raw: Mapping[str, Any], row: int) -> Outcome:
        """One record."""
        code = str(raw.get("code") or "").strip()
        missing = [name for name in ("code", "name", "field") if not str(raw.get(name) or "").strip()]
        if missing:
            return Outcome(None, tuple(Problem(row, code, name, "Thiếu giá trị bắt buộc.") for name in missing))
        try:
            return Outcome(self._accepted(raw), ())
        except _Rejected as reason:
            problem = Problem(row, code, reason.field, reason.sentence)
            return Outcome(self._listed(raw, reason.sentence) if raw.get("popular") else None, (problem,))

    def _accepted(self, raw: Mapping[str, Any]) -> Procedure:
        given = self.knowledge.assumed.get(str(raw["code"]).strip(), {})
        levels = self._levels(raw, given)
        offered = _offers(raw, given)
        dossier = _dossier(raw, given)
        plain = self._plain(raw, levels[0], levels)
        used = offered.used_assumed_term or not raw.get("dossier")
        assumed = ((given["why"],) if given and used else ()) + offered.assumed + (() if dossier.counted else (AMOUNTS,))
        ready = replace(
            plain,
            accepted=True,
            papers=dossier.papers,
            cases=dossier.cases,
            default_case=dossier.default_case,
            channels=offered.channels,
            department=self._department(plain),
            assumed=assumed,
        )
        return self._with_process(ready, raw)

    def _levels(self, raw: Mapping[str, Any], given: Mapping[str, Any]) -> tuple[Level, ...]:
        known = raw.get("levels_before_2025") or raw.get("levels") or ()
        kept = tuple(level for level in LOCAL_LEVELS if level in known)
        if kept:
            return kept
        if "level" in given:
            return (given["level"],)
        if "bo" in known:
            raise _Rejected("levels", "Thủ tục do bộ, ngành trung ương giải quyết; tỉnh không tiếp nhận.")
        raise _Rejected("levels", "Không rõ cấp giải quyết: chỉ nhận xa, huyen, tinh.")

    def _department(self, plain: Procedure) -> str | None:
        if plain.level != "tinh":
            return self.knowledge.department(plain.field)
        if plain.field in self.knowledge.police:
            raise _Rejected("field", "Do công an tỉnh giải quyết; bộ dữ liệu này không có cơ quan công an nên không tiếp nhận ở đây.")
        found = self.knowledge.department(plain.field)
        if not found:
            raise _Rejected("field", f"Chưa rõ sở nào giải quyết lĩnh vực “{plain.field}”.")
        return found

    def _plain(self, raw: Mapping[str, Any], level: Level, levels: Sequence[str]) -> Procedure:
        return Procedure(
            code=str(raw["code"]).strip(),
            version=0,
            name=nfc(str(raw["name"])).strip(),
            field=nfc(str(raw["field"])).strip(),
            level=level,
            levels=tuple(levels),
            subjects=_texts(raw, "subjects"),
            results=_texts(raw, "results"),
            legal_basis=_texts(raw, "legal_basis"),
            decision=raw.get("decision"),
            popular=bool(raw.get("popular")),
            accepted=False,
            why_not=None,
            assumed=(),
            papers=(),
            channels=(),
            cases=(),
            steps=(),
            rule_set=self.rule_set,
            notes=tuple(notes_of(raw)),
            source=self._source(raw),
        )

    def _source(self, raw: Mapping[str, Any]) -> str:
        given = raw.get("source", "")
        return self.knowledge.sources[given] if isinstance(given, int) and given < len(self.knowledge.sources) else str(given)

    def _listed(self, raw: Mapping[str, Any], why_not: str) -> Procedure:
        known = raw.get("levels_before_2025") or raw.get("levels") or ()
        kept: tuple[Level, ...] = tuple(level for level in LOCAL_LEVELS if level in known) or ("bo",)
        dossier = papers.dossier(raw.get("dossier", ()))
        plain = self._plain(raw, kept[0], kept)
        return replace(plain, why_not=why_not, papers=dossier.papers, cases=dossier.cases, default_case=dossier.default_case)

    def _with_process(self, ready: Procedure, raw: Mapping[str, Any]) -> Procedure:
        if raw.get("steps"):
            return replace(ready, steps=_given_steps(raw, ready.term))
        for named in self.named:
            if named.code == ready.code and named.fits(ready.term):
                added = (NO_TIME,) if any(step.assumed for step in named.steps) else ()
                levels = tuple(dict.fromkeys((*ready.levels, named.level)))
                level = next(level for level in LOCAL_LEVELS if level == named.level)
                return replace(ready, steps=named.steps, process=named.key, level=level, levels=levels, assumed=(*ready.assumed, *added))
        return replace(ready, steps=self._generated(ready), assumed=(*ready.assumed, GENERATED))

    def _generated(self, ready: Procedure) -> tuple[Step, ...]:
        try:
            return generated(ready, self.knowledge)
        except ValueError as error:
            raise _Rejected("time_limit", f"Thời hạn {ready.term} quá ngắn để chia cho các bước.") from error


def generated(ready: Procedure, known: Knowledge) -> tuple[Step, ...]:
    """A process made from level, field and limit. ValueError when the limit is too short."""
    through: tuple[str, ...] = ()
    if ready.level == "huyen" and ready.field in known.commune_first:
        through = ("commune",)
    if ready.code in known.three_levels and ready.level == "tinh":
        through = ("commune", "district")
    way = Way(ready.level, through, ready.department, known.district_unit(ready.field), known.department_unit(ready.field))
    return processes.generate(way, ready.term)


def checked(procedure: Procedure) -> list[str]:
    """Why a procedure may not be published: sentences; a process that does not add up to the limit is refused."""
    if not procedure.accepted:
        return [] if procedure.why_not else ["Thủ tục không tiếp nhận phải có lý do."]
    found = []
    if procedure.level not in LOCAL_LEVELS:
        found.append(f"Cấp giải quyết {LEVELS.get(procedure.level, procedure.level)} không tiếp nhận được ở tỉnh.")
    if not any(row.channel == "counter" for row in procedure.channels):
        found.append("Phải có kênh nộp trực tiếp.")
    if not procedure.required_for(None):
        found.append("Trường hợp mặc định phải có ít nhất một giấy tờ bắt buộc.")
    if len({paper.key for paper in procedure.papers}) != len(procedure.papers):
        found.append("Khóa của giấy tờ bị trùng.")
    try:
        return found + processes.problems(procedure.steps, procedure.term)
    except ValueError:
        return [*found, f"Thời hạn “{procedure.term}” không phải là một thời hạn."]


def _texts(raw: Mapping[str, Any], name: str) -> tuple[str, ...]:
    rows = raw.get(name) or ()
    texts = (row if isinstance(row, str) else str(row.get("name", "")) for row in rows)
    return tuple(dict.fromkeys(nfc(text).strip() for text in texts if text.strip()))


def _offers(raw: Mapping[str, Any], given: Mapping[str, Any]) -> Offers:
    try:
        return offers(raw, given.get("term"))
    except BadLimit as error:
        raise _Rejected("time_limit", str(error)) from error
    except BadChannel as error:
        raise _Rejected("submissions", str(error)) from error


def _dossier(raw: Mapping[str, Any], given: Mapping[str, Any]) -> Dossier:
    rows = raw.get("dossier") or [{"name": name, "originals": 1, "copies": 0} for name in given.get("papers", ())]
    if not rows:
        raise _Rejected("dossier", "Không có thành phần hồ sơ nào.")
    if any(not str(row.get("name") or "").strip() for row in rows):
        raise _Rejected("dossier", "Có giấy tờ không có tên.")
    return papers.dossier(rows)


def _given_steps(raw: Mapping[str, Any], term: str) -> tuple[Step, ...]:
    """Steps that came with the record; refused when they break the grammar or do not add up to the limit."""
    try:
        steps = handbook.plain_steps(raw["steps"])
    except (KeyError, TypeError, ValueError) as error:
        raise _Rejected("steps", "Bước của quy trình thiếu hoặc sai trường name, role, place, act, share, share_unit.") from error
    faults = processes.problems(steps, term)
    if faults:
        raise _Rejected("steps", " ".join(faults))
    return steps
