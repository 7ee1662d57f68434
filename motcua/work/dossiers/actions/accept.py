"""The counter's decision on what is brought: accept (a dossier with a code and a date), guide, or refuse (a submission that ends)."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from motcua.base.errors import Forbidden, Invalid
from motcua.base.time import VN, utc_micro
from motcua.shared.calendars.engine import Term
from motcua.shared.catalogue import routing
from motcua.shared.catalogue.procedure import Procedure
from motcua.shared.identity import actions as identity
from motcua.shared.journal import actions as journal
from motcua.shared.journal.entries import Draft
from motcua.shared.org import queries as org
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import queries
from motcua.work.dossiers.actions import effects
from motcua.work.dossiers.intake import Filing, check_filing
from motcua.work.dossiers.models import Dossier
from motcua.work.dossiers.state import State

DRAW = "insert into dossiers_series (name, last) values (%s, 1) on conflict (name) do update set last = dossiers_series.last + 1 returning last"
REF_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`row` when accepted; `ref` of the submission when guided or refused."""

    row: Dossier | None
    ref: str | None
    warnings: list[str] = field(default_factory=list)


def may_accept(officer: Officer) -> None:
    """Forbidden unless a counter officer at an agency with a counter."""
    agency = org.agency(officer.agency)
    if not officer.has("counter") or agency is None or not agency.counter:
        raise Forbidden("Chỉ cán bộ Bộ phận Một cửa tiếp nhận hồ sơ.")


def receive(body: dict[str, Any], *, officer: Officer, at: datetime, ref: str | None = None) -> Outcome:
    """Accept, guide or refuse what `body` (the shape of `POST dossiers`) brings. Invalid names every wrong field and nothing is written."""
    may_accept(officer)
    filing = check_filing(body, officer=officer, at=at)
    with transaction.atomic():
        if filing.decision == "accept":
            return _accept(filing, officer, at)
        return _end_at_counter(filing, officer, at, ref or _new_ref(at))


def _accept(filing: Filing, officer: Officer, at: datetime) -> Outcome:
    p = filing.procedure
    number = str(filing.applicant.get("id_number") or filing.applicant.get("tax_code") or "")
    same = queries.doubles(p.code, number)
    if number:
        identity.log_reading(by=officer.by, what="doubles", about=p.code, why="kiểm tra hồ sơ trùng khi tiếp nhận", at=at)
    steps = routing.route(p, officer.agency, filing.applicant.get("ward_code") or None, channel=filing.channel_in, case=filing.case)
    payload = opening(p, steps, officer, at, channel_in=filing.channel_in, channel_out=filing.channel_out, case=filing.case)
    sealed = {"applicant": filing.applicant, "papers": filing.papers, "note": filing.note}
    day = at.astimezone(VN).date()
    payload |= {"book": day.year}
    payload |= {"serial": draw(f"day:{officer.agency}:{day.isoformat()}"), "book_no": draw(f"book:{officer.agency}:{day.year}")}
    code = f"{officer.agency}-{day:%y%m%d}-{payload['serial']:04d}"
    journal.append(f"dossier:{code}", [Draft("dossier.accepted", payload, sealed)], by=officer.by, at=at)
    row = Dossier.objects.get(code=code)
    effects.accepted(row, filing.applicant, at=at, by=officer.by)
    warnings = list(filing.warnings)
    if same:
        warnings.append(f"Người này đang có hồ sơ cùng thủ tục chưa xong: {', '.join(same)}.")
    return Outcome(row, None, warnings)


def opening(
    p: Procedure,
    steps: list[dict[str, Any]],
    officer: Officer,
    at: datetime,
    *,
    channel_in: str,
    channel_out: str,
    case: str | None,
    parent: str | None = None,
) -> dict[str, Any]:
    """The payload of `dossier.accepted`: everything that its projection writes, but for the numbers, which are drawn last."""
    term = p.term_for(channel_in, case)
    row = p.channel(channel_in)
    clock = queries.clock_for(officer.agency, p.rule_set)
    draft = State(
        code="", seq=1, state="accepted", procedure=p.code, version=p.version, accepting=officer.agency, accepted_by=officer.by,
        accepted_at=at, agency=officer.agency, rule_set=p.rule_set, term=term, steps=steps,
    )  # fmt: skip
    due = clock.due(draft)
    if due is None:
        raise Invalid("Thủ tục chưa có thời hạn giải quyết.", fields={"procedure": f"Không tính được hạn từ {Term.parse(term)}."})
    return {
        "procedure": p.code,
        "version": p.version,
        "procedure_name": p.name,
        "field": p.field,
        "case": case,
        "channel_in": channel_in,
        "channel_out": channel_out,
        "rule_set": p.rule_set,
        "term": term,
        "term_uncertain": bool(row and row.term_uncertain),
        "fee": p.fee_for(channel_in, case),
        "steps": steps,
        "parent": parent,
        "serial": 0,
        "set": {
            "state": "accepted",
            "unit": officer.unit,
            "due_at": utc_micro(due),
            "next_at": utc_micro(min(due, clock.hand_over_by(at))),
            "desk": "counter" if officer.has("counter") else "office",
        },
    }


def draw(name: str) -> int:
    """The next number of a series; it comes back when the transaction fails, so there are no gaps."""
    with connection.cursor() as cursor:
        cursor.execute(DRAW, [name])
        return int(cursor.fetchone()[0])


def _end_at_counter(filing: Filing, officer: Officer, at: datetime, ref: str) -> Outcome:
    state = "guided" if filing.decision == "guide" else "declined_at_counter"
    payload = {"state": state, "procedure": filing.procedure.code, "version": filing.procedure.version, "procedure_name": filing.procedure.name}
    payload |= {"case": filing.case, "channel_in": filing.channel_in}
    sealed = {"applicant": filing.applicant, "papers": filing.papers, "note": filing.note, "missing": filing.missing, "reason": filing.reason}
    if state == "guided":
        year = at.astimezone(VN).year
        payload |= {"number": draw(f"supplement:{officer.agency}:{year}"), "year": year}
    journal.append(f"submission:{ref}", [Draft(f"submission.{state}", payload, sealed)], by=officer.by, at=at)
    effects.ended_at_counter(state, ref, filing, at=at, by=officer.by)
    return Outcome(None, ref, list(filing.warnings))


def _new_ref(at: datetime) -> str:
    return f"TN-{at.astimezone(VN):%y%m%d}-{''.join(secrets.choice(REF_LETTERS) for _ in range(7))}"
