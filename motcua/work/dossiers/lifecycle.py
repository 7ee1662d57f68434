"""The lifecycle of a dossier: one table, pure. Who may do an act (403), and when (409); what the process expects next.

Custody decides before all: only officers of the holding agency act on a dossier, in transit only the addressee; whoever does not
hold it acts on a side stream (supplement, opinion, request), which the same rules name here as acts of "accepting", "asked" and "sender".
Decree 61/2018/NĐ-CP, Articles 17 to 20: receive, transfer, resolve, return.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.base.errors import Forbidden, NotFound, WrongMoment
from motcua.base.time import VN
from motcua.shared.org.officer import Officer
from motcua.work.dossiers.state import AFTER_RESULT, STATE_NAMES, State, desk_of

Check = Callable[[State, Officer, datetime], str | None]
MOVERS = ("counter", "specialist", "clerk")
ANSWERERS = ("specialist", "head_of_unit", "leader", "clerk")
AFTER_CHILDREN = frozenset({"hand_over", "submit_for_signature", "return_result"})  # refused while a sub-dossier is open
ROLE_NAMES = {
    "counter": "cán bộ Một cửa",
    "specialist": "chuyên viên",
    "head_of_unit": "trưởng phòng",
    "leader": "lãnh đạo",
    "clerk": "văn thư",
}


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its name for people, who may do it, when it may be done. A check gives the sentence of the refusal, or None."""

    title: str
    who: Check
    when: Check


def _roles(officer: Officer, *roles: str) -> str | None:
    if officer.roles & set(roles):
        return None
    return f"Việc này dành cho {', '.join(ROLE_NAMES[r] for r in roles)}."


def holder(*roles: str) -> Check:
    """Officers of the agency that holds the dossier."""

    def check(s: State, o: Officer, at: datetime) -> str | None:
        if o.agency != s.agency:
            return "Hồ sơ không do cơ quan của bạn giữ."
        return _roles(o, *roles)

    return check


def accepting(*roles: str) -> Check:
    """Officers of the counter that accepted it: they alone speak with the citizen."""

    def check(s: State, o: Officer, at: datetime) -> str | None:
        if o.agency != s.accepting:
            return "Việc này do Bộ phận Một cửa đã tiếp nhận hồ sơ thực hiện."
        return _roles(o, *(("counter", "specialist", "clerk") if s.parent else roles))

    return check


def addressee(*roles: str) -> Check:
    def check(s: State, o: Officer, at: datetime) -> str | None:
        if s.in_transit and o.agency != s.to_agency:
            return "Hồ sơ không bàn giao cho cơ quan của bạn."
        if not s.in_transit and o.agency != s.agency:
            return "Hồ sơ không do cơ quan của bạn giữ."
        if s.in_transit and s.to_agency == s.accepting and s.result_kind and not s.parent and "counter" not in o.roles:
            return "Kết quả về nơi trả: cán bộ Bộ phận Một cửa ký nhận."
        if s.in_transit and o.by == s.sender and not o.roles & {"leader"}:
            return "Người bàn giao không tự ký nhận; đồng nghiệp ở bộ phận nhận sẽ ký nhận."
        return _roles(o, *roles)

    return check


def _sender(s: State, o: Officer, at: datetime) -> str | None:
    if o.agency != s.agency:
        return "Chỉ bên giao mới đề nghị lấy lại."
    return _roles(o, "counter", "specialist", "clerk", "head_of_unit", "leader")


def _asked(s: State, o: Officer, at: datetime) -> str | None:
    if any(x["to"] == o.agency for x in s.opinions):
        return _roles(o, *ANSWERERS)
    return "Cơ quan của bạn không được hỏi ý kiến về hồ sơ này."


def _signer(s: State, o: Officer, at: datetime) -> str | None:
    if o.agency != s.agency:
        return "Hồ sơ không do cơ quan của bạn giữ."
    if "leader" not in o.roles:
        return _roles(o, "leader")
    if s.state == "for_signature" and s.signer and s.signer != o.username and o.username not in s.stand_ins:
        return "Hồ sơ trình lãnh đạo khác ký, và bạn không có ủy quyền ký thay."
    return None


def _drafter(s: State, o: Officer, at: datetime) -> str | None:
    return holder("specialist", "head_of_unit", "leader")(s, o, at)


def _corrector(s: State, o: Officer, at: datetime) -> str | None:
    if o.by == s.accepted_by:
        return None
    if o.agency in {s.accepting, s.agency} and o.roles & {"head_of_unit", "leader"}:
        return None
    return "Chỉ người đã tiếp nhận hoặc người phụ trách mới đính chính."


def open_opinions(s: State, at: datetime) -> list[dict[str, Any]]:
    """Opinions asked, not answered, and not overdue: silence is recorded as silence, never as consent."""
    return [x for x in s.opinions if datetime.fromisoformat(x["due_at"]) > at]


def _live(s: State) -> str | None:
    if s.ended:
        return "Hồ sơ đã kết thúc."
    if s.in_transit:
        return "Hồ sơ đang bàn giao, chờ bên nhận ký nhận."
    return None


def _unhindered(s: State, at: datetime) -> str | None:
    if s.supplement:
        return "Đang có yêu cầu bổ sung chưa xong."
    waiting = open_opinions(s, at)
    if waiting:
        until = datetime.fromisoformat(waiting[0]["due_at"]).astimezone(VN)
        return f"Còn chờ ý kiến đến {until:%H:%M ngày %d/%m/%Y}."
    return None


def moment(*states: str, free: bool = True) -> Check:
    """The dossier is in one of the states, at rest, and (when `free`) neither a supplement nor an opinion is awaited."""

    def check(s: State, o: Officer, at: datetime) -> str | None:
        why = _live(s)
        if why is None and free and (s.state in states or s.state == "waiting_opinion"):
            why = _unhindered(s, at)
            if why is None and s.state == "waiting_opinion" and "processing" in states:
                return None
        if why is None and s.state not in states:
            why = _not_now(s)
        return why

    return check


def _not_now(s: State) -> str:
    return f"Hồ sơ đang ở trạng thái “{STATE_NAMES[s.state]}”, chưa làm được việc này."


def _when_hand_over(s: State, o: Officer, at: datetime) -> str | None:
    why = moment("accepted", "processing", "signed")(s, o, at)
    return why or ("Còn hồ sơ con chưa xong." if s.children_open else None)


def _when_transit(s: State, o: Officer, at: datetime) -> str | None:
    if s.ended:
        return "Hồ sơ đã kết thúc."
    return None if s.in_transit else "Hồ sơ không đang bàn giao."


def _when_recall(s: State, o: Officer, at: datetime) -> str | None:
    why = _when_transit(s, o, at)
    if why is None and s.recall:
        why = "Đã đề nghị lấy lại, đang chờ bên nhận trả lời."
    return why


def _when_assign(s: State, o: Officer, at: datetime) -> str | None:
    why = moment("processing", "waiting_opinion", "signed", free=False)(s, o, at)
    return why or ("Hồ sơ đã phân công; dùng “Phân công lại”." if s.assigned else None)


def _when_reassign(s: State, o: Officer, at: datetime) -> str | None:
    why = moment("processing", "waiting_opinion", "waiting_supplement", "signed", free=False)(s, o, at)
    return why or (None if s.assigned or s.officer else "Hồ sơ chưa phân công.")


def _when_submit(s: State, o: Officer, at: datetime) -> str | None:
    why = moment("processing")(s, o, at)
    if why is None and s.conclusion is None:
        why = "Chưa thẩm định hồ sơ."
    if why is None and s.children_open:
        why = "Còn hồ sơ con chưa xong."
    return why


def _when_result(s: State, o: Officer, at: datetime) -> str | None:
    why = _live(s) or _unhindered(s, at)
    if why:
        return why
    if s.result_kind:
        return "Kết quả đã được nhập."
    now = s.step_now()
    unsigned = s.state == "processing" and s.conclusion and now and now["act"] == "enter_result"
    return None if s.state == "signed" or unsigned else _not_now(s)


def _when_draft(s: State, o: Officer, at: datetime) -> str | None:
    why = moment("processing", "waiting_opinion", free=False)(s, o, at)
    if why is None and s.supplement:
        why = "Đang có yêu cầu bổ sung chưa xong."
    if why is None and s.supplements >= s.max_supplements and not o.roles & {"head_of_unit", "leader"}:
        why = f"Đã yêu cầu bổ sung {s.supplements} lần, đủ số lần quy định. Trưởng phòng hoặc lãnh đạo soạn thêm được, có nêu lý do."
    return why


def _supplement_is(*stages: str) -> Check:
    def check(s: State, o: Officer, at: datetime) -> str | None:
        why = _live(s)
        return why or (None if s.supplement in stages else "Không có yêu cầu bổ sung nào đang chờ bước này.")

    return check


def _when_answer(s: State, o: Officer, at: datetime) -> str | None:
    return _live(s) or (None if s.opinions else "Không có yêu cầu cho ý kiến nào đang mở.")


def _when_apologise(s: State, o: Officer, at: datetime) -> str | None:
    why = _live(s)
    if why is None and s.state in AFTER_RESULT:
        why = "Kết quả đã sẵn sàng, không hẹn lại nữa."
    if why is None and s.apologised:
        why = "Đã xin lỗi và hẹn lại một lần; chỉ được hẹn lại một lần."
    if why is None and s.paused_since:
        why = "Đồng hồ đang dừng chờ bổ sung, chưa cần hẹn lại."
    return why


def _when_withdraw(s: State, o: Officer, at: datetime) -> str | None:
    why = _live(s)
    return why or ("Kết quả đã sẵn sàng, mời người nộp nhận kết quả." if s.state == "ready" else None)


def _when_stop(s: State, o: Officer, at: datetime) -> str | None:
    why = _live(s)
    return why or (_not_now(s) if s.state in {"accepted", "ready", "signed"} else None)


def _when_return(s: State, o: Officer, at: datetime) -> str | None:
    why = _live(s)
    if why is None and s.children_open:
        why = "Còn hồ sơ con chưa xong."
    return why or (None if s.state == "ready" else "Kết quả chưa về đến nơi trả.")


def _when_correct(s: State, o: Officer, at: datetime) -> str | None:
    return "Hồ sơ đang bàn giao, chờ bên nhận ký nhận." if s.in_transit else None


ACTS: dict[str, Act] = {
    "hand_over": Act("Bàn giao", holder(*MOVERS), _when_hand_over),
    "take_over": Act("Ký nhận bàn giao", addressee(*MOVERS), _when_transit),
    "decline": Act("Từ chối nhận bàn giao", addressee(*MOVERS), _when_transit),
    "request_recall": Act("Đề nghị lấy lại", _sender, _when_recall),
    "assign": Act("Phân công", holder("head_of_unit", "leader"), _when_assign),
    "reassign": Act("Phân công lại", holder("head_of_unit", "leader"), _when_reassign),
    "appraise": Act("Thẩm định", holder("specialist"), moment("processing")),
    "draft_supplement": Act("Soạn yêu cầu bổ sung", _drafter, _when_draft),
    "issue_supplement": Act("Gửi yêu cầu bổ sung", accepting("counter"), _supplement_is("drafted")),
    "supply": Act("Nhận bổ sung", accepting("counter"), _supplement_is("issued")),
    "ask_opinion": Act("Lấy ý kiến", holder("specialist"), moment("processing", "waiting_opinion", free=False)),
    "answer_opinion": Act("Trả lời ý kiến", _asked, _when_answer),
    "open_subdossier": Act("Mở hồ sơ con", holder("specialist"), moment("processing", "waiting_opinion", free=False)),
    "submit_for_signature": Act("Trình ký", holder("specialist"), _when_submit),
    "sign": Act("Ký duyệt", _signer, moment("for_signature", free=False)),
    "send_back": Act("Trả lại để làm lại", _signer, moment("for_signature", free=False)),
    "enter_result": Act("Nhập kết quả", holder("clerk", "specialist"), _when_result),
    "apologise": Act("Xin lỗi và hẹn lại", holder("leader"), _when_apologise),
    "withdraw": Act("Rút hồ sơ", accepting("counter"), _when_withdraw),
    "stop": Act("Dừng giải quyết", holder("leader"), _when_stop),
    "return_result": Act("Trả kết quả", accepting("counter"), _when_return),
    "correct": Act("Đính chính", _corrector, _when_correct),
}


def check(s: State, act: str, o: Officer, at: datetime) -> None:
    """Refuse an act that this officer may not do (Forbidden), or not now (WrongMoment), or that does not exist (NotFound)."""
    rule = ACTS.get(act)
    if rule is None:
        raise NotFound("Không có việc này.")
    why = rule.who(s, o, at)
    if why:
        raise Forbidden(why)
    why = rule.when(s, o, at)
    if why:
        raise WrongMoment(why)


def why_not(s: State, act: str, o: Officer, at: datetime) -> str | None:
    """The sentence why this officer cannot do the act now, or None."""
    return ACTS[act].who(s, o, at) or ACTS[act].when(s, o, at)


def expected(s: State, at: datetime) -> str | None:
    """The act that the internal process wants next; None when ended, and while only the end of a sub-dossier is awaited.

    It waits for an opinion until its date, not longer.
    """
    wanted = _expected_by_state(s, at)
    if wanted is None and not s.ended:
        wanted = _expected_by_step(s)
    return None if s.children_open and wanted in AFTER_CHILDREN else wanted


def _expected_by_step(s: State) -> str:
    step = s.step_now()
    if step is None or step["act"] == "accept" or not _in_place(s, step):
        return "hand_over"
    return "submit_for_signature" if step["act"] == "sign" else str(step["act"])


def _expected_by_state(s: State, at: datetime) -> str | None:
    if s.ended:
        return None
    if s.in_transit:
        return "take_over"
    if s.supplement:
        return "issue_supplement" if s.supplement == "drafted" else "supply"
    if s.state == "waiting_opinion":
        return "answer_opinion" if open_opinions(s, at) else None
    return {"for_signature": "sign", "ready": "return_result"}.get(s.state)


def _in_place(s: State, step: dict[str, Any]) -> bool:
    return bool(step["agency"] == s.agency and desk_of(step["role"]) == s.desk)


def next_place(s: State) -> tuple[str, str | None]:
    """Where the process sends the dossier next: agency and unit. After the last professional step, home to the accepting agency."""
    later = [x for x in s.steps if x["no"] >= s.step and x["act"] != "accept"]
    for step in later:
        if not _in_place(s, step):
            return str(step["agency"]), step.get("unit")
    return s.accepting, None


def step_after(s: State, act: str) -> int:
    """The step to come after `act`: behind the first step of that act in what is left of the holder's own block; else unchanged."""
    for step in s.steps:
        if step["no"] < s.step:
            continue
        if step["agency"] != s.agency:
            break
        if step["act"] == act:
            return int(step["no"]) + 1
    return s.step


def step_back(s: State) -> int:
    """The step to which a dossier goes back when the signer sends it back: the last appraisal of the holder's block."""
    back = [x["no"] for x in s.steps if x["no"] <= s.step and x["agency"] == s.agency and x["act"] == "appraise"]
    return int(back[-1]) if back else s.step


def decides_here(s: State) -> bool:
    """Whether no later agency appraises: the signature is then the decision itself, not a confirmation on the way."""
    return not any(x["no"] > s.step and x["act"] == "appraise" for x in s.steps)
