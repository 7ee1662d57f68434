"""The rows of a desk: what is next and until when, how long it has lain here, what to know before opening it, what may be done with many at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from motcua.base.words import span
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import desk, documents, expectation, lifecycle, queries
from motcua.work.dossiers.expectation import Next
from motcua.work.dossiers.models import Content, Dossier, Note
from motcua.work.dossiers.notes import of_unit
from motcua.work.dossiers.rows import Line, line

BULK = ("take_over", "hand_over", "assign", "appraise", "submit_for_signature", "issue_supplement")
KEYS = {"take_over": "n", "hand_over": "b", "assign": "p", "appraise": "t", "submit_for_signature": "y", "issue_supplement": "u"}
GROUP_NAMES = {group.key: group.name for group in desk.GROUPS}
Mark = tuple[str, str]


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One row. `heading` is the name of its group where the group begins; `acts` are those that many rows may share."""

    line: Line
    next: Next | None
    heading: str
    lies: str
    marks: list[Mark]
    paper_url: str
    acts: list[str]

    @property
    def row(self) -> Dossier:
        return self.line.row


def desk_lines(rows: Sequence[Dossier], officer: Officer, at: datetime) -> list[DeskLine]:
    """Rows of `desk.on_desk` for a screen, at the same cost however many. Shows names of applicants: the caller logs the reading."""
    codes = [row.code for row in rows]
    contents, notes = queries.contents_of(codes), noted(codes, officer)
    made, before = [], ""
    for row in rows:
        group = str(getattr(row, "group", ""))
        heading = "" if group == before else group
        made.append(replace(_line(row, contents.get(row.code), notes.get(row.code), officer, at), heading=GROUP_NAMES.get(heading, "")))
        before = group
    return made


def noted(codes: Iterable[str], officer: Officer) -> dict[str, bool]:
    """Which of these carry a note of the own unit, and whether one of them says that it is urgent."""
    found: dict[str, bool] = {}
    for code, urgent in of_unit(Note.objects.filter(dossier__in=list(codes)), officer).values_list("dossier", "urgent"):
        found[code] = found.get(code, False) or urgent
    return found


def _line(row: Dossier, content: Content | None, note: bool | None, officer: Officer, at: datetime) -> DeskLine:
    s = queries.state_of(row)
    return DeskLine(
        line=line(row, content.name if content else "", officer, at),
        next=expectation.of(s, officer, at),
        heading="",
        lies=span((at - row.since).total_seconds()),
        marks=marks(row, note, at),
        paper_url=documents.first_url(row.code, content) if content else "",
        acts=[act for act in BULK if lifecycle.why_not(s, act, officer, at) is None],
    )


def marks(row: Dossier, note: bool | None, at: datetime) -> list[Mark]:
    """What to know before opening it, as (word, tone)."""
    overdue = any(datetime.fromisoformat(x["due_at"]) < at for x in row.opinions)
    back = desk.BACK_NAMES.get(getattr(row, "back", ""))
    said = (
        ("gấp", "soon", bool(note)),
        (back or "", "ok" if getattr(row, "back", "") != desk.SENT_BACK else "soon", bool(back)),
        ("ý kiến quá hạn", "late", overdue),
        ("bên giao đề nghị lấy lại", "move", bool(row.recall)),
        ("chờ hồ sơ con", "wait", bool(row.children_open)),
        ("đã hẹn lại", "neutral", row.apologised),
        ("có ghi chú", "neutral", note is False),
    )
    return [(word, tone) for word, tone, on in said if on]
