"""What a dossier is at one moment, as pure data. Columns of the projection carry the same names, so `set` of an entry changes both."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

ENDED = frozenset({"returned", "refused", "withdrawn", "stopped"})
AFTER_RESULT = frozenset({"ready"}) | ENDED
STATE_NAMES = {
    "accepted": "Đã tiếp nhận",
    "in_transit": "Đang bàn giao",
    "processing": "Đang giải quyết",
    "waiting_supplement": "Chờ bổ sung",
    "waiting_opinion": "Chờ ý kiến",
    "for_signature": "Chờ ký",
    "signed": "Đã ký",
    "ready": "Có kết quả, chờ trả",
    "returned": "Đã trả kết quả",
    "refused": "Từ chối giải quyết",
    "withdrawn": "Đã rút",
    "stopped": "Dừng giải quyết",
    "filed": "Mới nộp",
    "guided": "Đã hướng dẫn bổ sung",
    "declined_at_counter": "Không tiếp nhận",
}


@dataclass(frozen=True, slots=True)
class State:
    """A dossier before or after an act. Agencies, officers and procedures are codes; moments are aware."""

    code: str
    seq: int
    state: str
    procedure: str
    version: int
    accepting: str
    accepted_by: str
    accepted_at: datetime
    agency: str
    rule_set: str
    term: str
    steps: list[dict[str, Any]]
    step: int = 1
    desk: str = "counter"
    unit: str | None = None
    officer: str | None = None
    assigned: bool = False
    sender: str | None = None  # who handed over, as "username@agency"
    rest: str | None = None  # the state before it was handed over
    to_agency: str | None = None
    to_unit: str | None = None
    to_officer: str | None = None
    since: datetime | None = None
    clock_start: datetime | None = None
    pauses: list[list[str | None]] = field(default_factory=list)
    paused_since: datetime | None = None
    due_at: datetime | None = None
    next_at: datetime | None = None
    apologised: bool = False
    conclusion: str | None = None
    signer: str | None = None
    result_kind: str | None = None
    ready_at: datetime | None = None
    ended_at: datetime | None = None
    supplement: str | None = None  # "drafted" or "issued" while one is open
    supplements: int = 0
    opinions: list[dict[str, Any]] = field(default_factory=list)  # unanswered: stream, to, due_at, overdue
    opinions_asked: int = 0
    children_open: int = 0
    children: int = 0
    requests: int = 0
    recall: str | None = None  # stream of an open recall request
    parent: str | None = None
    max_supplements: int = 1  # of the rule set; not a column
    stand_ins: dict[str, str] = field(default_factory=dict)  # who may sign for the signer, by which mandate; not a column

    @property
    def ended(self) -> bool:
        return self.state in ENDED

    @property
    def in_transit(self) -> bool:
        return self.to_agency is not None

    @property
    def stream(self) -> str:
        return f"dossier:{self.code}"

    def step_now(self) -> dict[str, Any] | None:
        """The step that the internal process has come to, or None after the last."""
        return next((s for s in self.steps if s["no"] == self.step), None)

    def with_(self, **values: Any) -> "State":
        return replace(self, **values)


def desk_of(role: str) -> str:
    """The desk of a role inside an agency: the counter, or the offices behind it."""
    return "counter" if role == "counter" else "office"


def is_soon(due_at: datetime, start: datetime, at: datetime, *, near_until: datetime, percent: int) -> bool:
    """About to be late (sắp quá hạn): not late, and due within the rule set's working time, or no more than its percentage of the time is left.

    Both values are the rule set's (`near_due.working`, `near_due.percent_left`: assumed, no article). The percentage is of time on the wall, so
    that a list can be filtered by it (`queries.soon_at`). What waits for the applicant, is ready or has ended is never about to be late.
    """
    return at <= due_at and (due_at <= near_until or (due_at - at) * 100 <= (due_at - start) * percent)


def is_late(state: str, due_at: datetime | None, ready_at: datetime | None, paused_since: datetime | None, at: datetime) -> bool:
    """Late: now, or the moment the result became ready, is after the due moment in force. While the clock stands, "now" is when it stopped."""
    if due_at is None or state in {"withdrawn", "stopped"}:
        return False
    if ready_at is not None:
        return ready_at > due_at
    return state not in ENDED and (paused_since or at) > due_at
