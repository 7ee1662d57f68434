"""What is expected next of a dossier, of whom and until when: one answer and the same words for desk, pane, page and forms."""

from dataclasses import dataclass
from datetime import datetime

from motcua.shared.org import queries as org
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import lifecycle
from motcua.work.dossiers.rows import act_url, person_name, place_name
from motcua.work.dossiers.state import State

PLACED_BY_CITIZEN = "người nộp"


@dataclass(frozen=True, slots=True)
class Next:
    """`title` is what is to be done, `who` by whom, `until` by when this step should be done; `url` where this officer does it, if they may."""

    act: str
    title: str
    who: str
    mine: bool
    url: str
    until: datetime | None
    over: bool

    @property
    def sentence(self) -> str:
        """In one line: "Việc của bạn: Thẩm định", "Chờ Phòng Tư pháp: Ký nhận bàn giao"."""
        return f"{'Việc của bạn' if self.mine else f'Chờ {self.who}'}: {self.title}" if self.who else self.title


def of(s: State, officer: Officer, at: datetime) -> Next | None:
    """None when the dossier has ended."""
    if s.ended:
        return None
    act = lifecycle.expected(s, at)
    if act is None:
        return Next("", "Hồ sơ con có kết quả", "cơ quan phối hợp", False, "", s.next_at, _over(s, at))
    mine = lifecycle.why_not(s, act, officer, at) is None
    url = act_url(s.code, act) if mine else ""
    return Next(act, lifecycle.ACTS[act].title, "bạn" if mine else _who(s, act), mine, url, _until(s, act), _over(s, at))


def _over(s: State, at: datetime) -> bool:
    """Whether the step's own date has passed, with the clock running."""
    return s.next_at is not None and s.next_at < at and s.paused_since is None and s.result_kind is None


def _until(s: State, act: str) -> datetime | None:
    if act == "answer_opinion" and s.opinions:
        return min(datetime.fromisoformat(x["due_at"]) for x in s.opinions)
    return s.next_at


def _who(s: State, act: str) -> str:
    if act == "supply":
        return f"{PLACED_BY_CITIZEN} bổ sung, {place_name(s.accepting)}"
    places = {
        "take_over": lambda: place_name(s.to_agency or "", s.to_unit),
        "issue_supplement": lambda: f"Bộ phận Một cửa, {place_name(s.accepting)}",
        "return_result": lambda: f"Bộ phận Một cửa, {place_name(s.accepting)}",
        "answer_opinion": lambda: ", ".join(place_name(x["to"]) for x in s.opinions),
        "sign": lambda: person_name(s.signer),
        "assign": lambda: f"người phụ trách, {place_name(s.agency, s.unit)}",
    }
    return places[act]() if act in places else _holder(s)


def _holder(s: State) -> str:
    named = org.officer(s.officer) if s.officer else None
    place = place_name(s.agency, s.unit)
    return f"{named.name}, {place}" if named and named.agency == s.agency else place
