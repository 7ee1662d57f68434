"""What an administrative procedure (thủ tục hành chính) is to every other room: plain values, no Django.

A procedure is read as one dated version. Limits and fees depend on the channel, papers on the case (trường hợp); the steps are the
internal process (quy trình nội bộ), whose shares add up exactly to the main limit, the one of the counter.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, Self

Level = Literal["xa", "huyen", "tinh", "bo"]
Role = Literal["counter", "specialist", "head_of_unit", "leader", "clerk"]
Place = Literal["accepting", "commune", "district", "department", "committee"]
StepAct = Literal["accept", "assign", "appraise", "sign", "enter_result", "return_result"]
ShareUnit = Literal["wd", "wh", "d"]

LEVELS: dict[str, str] = {"xa": "cấp xã", "huyen": "cấp huyện", "tinh": "cấp tỉnh", "bo": "cấp bộ"}
CHANNELS: dict[str, str] = {"counter": "Trực tiếp", "online": "Trực tuyến", "post": "Bưu chính"}
ROLES: dict[str, str] = {
    "counter": "Bộ phận Một cửa",
    "specialist": "Chuyên viên",
    "head_of_unit": "Trưởng phòng",
    "leader": "Lãnh đạo",
    "clerk": "Văn thư",
}
PLACES: dict[str, str] = {
    "accepting": "nơi tiếp nhận",
    "commune": "UBND cấp xã",
    "district": "UBND cấp huyện",
    "department": "sở, ngành",
    "committee": "UBND tỉnh",
}
ACTS: dict[str, str] = {
    "accept": "Tiếp nhận",
    "assign": "Phân công",
    "appraise": "Thẩm định",
    "sign": "Ký",
    "enter_result": "Vào số, nhập kết quả",
    "return_result": "Trả kết quả",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of the dossier (giấy tờ). `group` is the key of its case, None for the default case."""

    key: str
    name: str
    required: bool
    originals: int
    copies: int
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to file (kênh): its limit as a term (`3wd;c15`), its fee in whole đồng, None when the source gives none."""

    channel: str
    term: str
    term_uncertain: bool = False
    fee: int | None = None
    fee_note: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A case (trường hợp) beside the default one; it has papers of its own."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the internal process. `share` is a decimal string in `share_unit`, the unit of the limit."""

    no: int
    name: str
    role: Role
    place: Place
    act: StepAct
    share: str
    share_unit: ShareUnit
    agency: str | None = None
    unit_name: str | None = None
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Procedure:
    """One version of a procedure. `level` is the deciding level, `levels` all that may decide."""

    code: str
    version: int
    name: str
    field: str
    level: Level
    levels: tuple[str, ...]
    subjects: tuple[str, ...]
    results: tuple[str, ...]
    legal_basis: tuple[str, ...]
    decision: str | None
    popular: bool
    accepted: bool
    why_not: str | None
    assumed: tuple[str, ...]
    papers: tuple[Paper, ...]
    channels: tuple[Channel, ...]
    cases: tuple[Case, ...]
    steps: tuple[Step, ...]
    rule_set: str
    onsite: bool = False
    default_case: str | None = None
    department: str | None = None
    process: str | None = None
    notes: tuple[str, ...] = ()
    source: str = ""

    def channel(self, channel: str) -> Channel | None:
        """The row of a channel, else the main one (the counter's), else None when the procedure has no channel at all."""
        rows = {row.channel: row for row in self.channels}
        return rows.get(channel) or rows.get("counter") or next(iter(rows.values()), None)

    def term_for(self, channel: str, case: str | None = None) -> str:
        """The limit as a term; the case does not change it in the shipped data. Empty when there is none (not accepted here)."""
        row = self.channel(channel)
        return row.term if row else ""

    def fee_for(self, channel: str, case: str | None = None) -> int | None:
        """The fee in whole đồng, None when not known."""
        row = self.channel(channel)
        return row.fee if row else None

    @property
    def term(self) -> str:
        """The main limit, to which the steps add up."""
        return self.term_for("counter")

    def has_case(self, case: str | None) -> bool:
        """`None` is the default case and always valid."""
        return case is None or any(known.key == case for known in self.cases)

    def papers_for(self, case: str | None = None) -> tuple[Paper, ...]:
        """Papers of a case: those of the default case and its own; of the default case alone for None."""
        return tuple(paper for paper in self.papers if paper.group is None or paper.group == case)

    def required_for(self, case: str | None = None) -> tuple[Paper, ...]:
        """Papers without which the counter may not accept."""
        return tuple(paper for paper in self.papers_for(case) if paper.required)

    def paper(self, key: str) -> Paper | None:
        """A paper by its key."""
        return next((paper for paper in self.papers if paper.key == key), None)

    def numbered(self, version: int) -> Self:
        """The same with another version number."""
        return replace(self, version=version)


def to_body(procedure: Procedure) -> dict[str, Any]:
    """As the journal and the database keep it: strings, integers, booleans, null, arrays, objects. The version stands beside it."""
    body = asdict(procedure)
    del body["version"]
    return body


def from_body(body: Mapping[str, Any], version: int) -> Procedure:
    """The way back from `to_body`."""
    given = dict(body)
    for name, row in (("papers", Paper), ("channels", Channel), ("cases", Case), ("steps", Step)):
        given[name] = tuple(row(**values) for values in given[name])
    for name in ("levels", "subjects", "results", "legal_basis", "assumed", "notes"):
        given[name] = tuple(given[name])
    return Procedure(version=version, **given)
