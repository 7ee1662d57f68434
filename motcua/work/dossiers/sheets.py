"""What each form says about one dossier, from its rows and its stream. Each function gives the data of a builder in `shared/prints`.

NotFound with a sentence where this dossier has no such paper (yet).
"""

from datetime import datetime
from typing import Any

from motcua.base.errors import NotFound
from motcua.base.time import VN
from motcua.base.words import moment
from motcua.shared.calendars.engine import Term
from motcua.shared.catalogue import official_forms
from motcua.shared.catalogue import queries as catalogue
from motcua.shared.catalogue import rules as law
from motcua.shared.catalogue.official_forms import OfficialForm
from motcua.shared.journal import queries as journal
from motcua.shared.journal.entries import Entry
from motcua.shared.org import queries as org
from motcua.work.dossiers import control
from motcua.work.dossiers import receipt as receipts
from motcua.work.dossiers.fields import CHANNELS, RESULTS
from motcua.work.dossiers.models import ApologyDraft, Dossier, Submission
from motcua.work.dossiers.printing import Facts, Press, applicant, form_for, head, hotline, is_centre, lead_of, of_dossier, partners_of, signs
from motcua.work.dossiers.rows import person_name, place_name
from motcua.work.dossiers.secret import secret_of

Data = dict[str, Any]
INCOMPLETE = "Hồ sơ chưa đầy đủ, chưa hợp lệ theo quy định."


def receipt(facts: Facts, press: Press, form: OfficialForm) -> Data:
    """The slip of acceptance. The citizen's secret stands only on what the accepting counter prints for them."""
    row, content, reader = facts.row, facts.content, press.reader
    mine = reader.agency == row.accepting and reader.has("counter") and not row.parent
    suffix = official_forms.receipt_suffix(row.rule_set, centre=is_centre(row.accepting))
    promised = _promised(facts)
    moved = f"Hẹn trả hiện nay: {moment(row.due_at)}." if promised and row.due_at and promised != row.due_at else ""
    return of_dossier(facts, press, form) | {
        "signed_url": receipts.address(row, press.site, promised, content.id_number),
        "number": letter_number(row.book_no, suffix),
        "secret": secret_of(row.code) if mine else "",
        "papers": [_paper(paper) for paper in content.papers if not paper.get("supplied")],
        "sets": 1,
        "term": Term.parse(row.term).in_words(),
        "term_uncertain": row.term_uncertain,
        "received_at": row.accepted_at,
        "due_at": promised or row.due_at,
        "channel_out": CHANNELS.get(row.channel_out, row.channel_out),
        "fee": row.fee,
        "book": row.book,
        "book_no": row.book_no,
        "officer": person_name(row.accepted_by, row.accepted_at),
        "note": " ".join(filter(None, [content.note, moved])),
    }


def _promised(facts: Facts) -> datetime | None:
    """What was promised at acceptance: a slip printed again says what the citizen was told."""
    accepted = facts.last("accepted")
    due = accepted.payload["set"].get("due_at") if accepted else None
    return datetime.fromisoformat(due) if due else None


def letter_number(number: int | None, suffix: str) -> str:
    """`07/PXL`; empty without a number, so that it can be written by hand."""
    return f"{number:02d}/{suffix}" if number and suffix else (f"{number:02d}" if number else "")


def supplement(facts: Facts, press: Press, form: OfficialForm, n: int) -> Data:
    """The n-th request for papers; while the counter has not issued it, a draft."""
    stream = _supplement_stream(facts, n)
    drafted, issued = _word(stream, "drafted"), _word(stream, "issued")
    if drafted is None:
        raise NotFound("Hồ sơ không có yêu cầu bổ sung này.")
    said = drafted.sealed or {}
    return of_dossier(facts, press, form) | {
        "on": issued.at if issued else press.at,
        "draft": issued is None,
        "number": letter_number(issued.payload.get("number") if issued else None, form.suffix),
        "items": _wanted(facts.row, said.get("items", [])),
        "reason": INCOMPLETE,
        "until": issued.payload["until"] if issued else None,
        "officer": person_name(issued.by, issued.at) if issued else "",
        "help_phone": hotline(),
    }


def supplied(facts: Facts, press: Press, form: OfficialForm, n: int) -> Data:
    """The receipt of what was brought to the n-th request."""
    stream = _supplement_stream(facts, n)
    issued, brought = _word(stream, "issued"), _word(stream, "supplied")
    if brought is None or issued is None:
        raise NotFound("Người nộp chưa bổ sung giấy tờ theo yêu cầu này.")
    asked = form_for(facts.row.rule_set, "supplement")
    taken = next((e for e in journal.entries(f"dossier:{facts.row.code}") if _takes_in(e, brought)), None)
    due = taken.payload["set"].get("due_at") if taken else None
    names = {item["key"]: item.get("name", "") for item in (_word(stream, "drafted") or brought).sealed.get("items", [])}  # type: ignore[union-attr]
    return of_dossier(facts, press, form) | {
        "at": brought.at,
        "papers": [_paper({**paper, "name": paper.get("name") or names.get(paper["key"]) or paper["key"]}) for paper in _sealed(brought, "papers")],
        "asked_no": letter_number(issued.payload.get("number"), asked.suffix) or f"{n:02d}",
        "asked_on": issued.at,
        "due_at": due or facts.row.due_at,
        "officer": person_name(brought.by, brought.at),
    }


def refusal(facts: Facts, press: Press, form: OfficialForm) -> Data:
    """The refusal of a dossier that was accepted and found not eligible, beside the agency's letter."""
    entered, result = facts.last("result_entered"), facts.content.result or {}
    if facts.row.result_kind != "refusal" or entered is None:
        raise NotFound("Hồ sơ này không bị từ chối giải quyết.")
    return of_dossier(facts, press, form, agency=entered.agency) | {
        "on": entered.at,
        "reason": facts.content.appraisal or result.get("note") or "",
        "letter": f"số {result['number']}, ngày {_day(result['on'])}" if result.get("number") else "",
        "officer": "",
        "help_phone": hotline(),
    }


def apology(facts: Facts, press: Press, form: OfficialForm) -> Data:
    """The letter after the act; before it the draft that waits for the leader."""
    signed = facts.last("apologised")
    draft = drafted_apology(facts.row) if signed is None else None
    if signed is None and draft is None:
        raise NotFound("Hồ sơ chưa có thư xin lỗi: chưa đến lúc, đã được bổ sung hợp lệ, hoặc kết quả đã sẵn sàng.")
    agency = signed.agency if signed else facts.row.agency
    own = _signed_letter(facts, signed, form) if signed else _drafted_letter(facts, press, draft)
    return of_dossier(facts, press, form, agency=agency) | own | {
        "counter": "",
        "accepting": org.agency_name(facts.row.accepting),
        "field": facts.row.field,
        "received_at": facts.row.accepted_at,
        "copies": _copies(facts),
    }  # fmt: skip


def drafted_apology(row: Dossier) -> ApologyDraft | None:
    """The draft that waits for the leader, for the promise in force: none while the clock stands or for a date that was lawfully moved."""
    if row.apologised or row.paused_since or row.ready_at or row.ended_at or row.due_at is None:
        return None
    return ApologyDraft.objects.filter(dossier=row.code, due_at=row.due_at, done_at__isnull=True).first()


def _signed_letter(facts: Facts, signed: Entry, form: OfficialForm) -> Data:
    by = org.officer(signed.by.rsplit("@", 1)[0], on=signed.at.date())
    return {
        "on": signed.at,
        "number": letter_number(signed.payload.get("number"), form.suffix),
        "due_at": signed.payload.get("was") or facts.row.due_at,
        "new_due_at": signed.payload["set"]["due_at"],
        "reason": (signed.sealed or {}).get("reason", ""),
        "signs": signs(by, signed.agency, signed.at),
        "signer": person_name(signed.by, signed.at),
    }


def _drafted_letter(facts: Facts, press: Press, draft: ApologyDraft | None) -> Data:
    row, reader = facts.row, press.reader
    leader = reader if reader.has("leader") and reader.agency == row.agency else None
    return {
        "on": press.at,
        "draft": True,
        "number": "",
        "due_at": draft.due_at if draft else row.due_at,
        "new_due_at": draft.new_due_at if draft else None,
        "holder": place_name(row.agency, row.unit),
        "reason": "",
        "signs": signs(leader, row.agency, press.at),
        "signer": leader.name if leader else "",
    }


def stopped(facts: Facts, press: Press, form: OfficialForm) -> Data:
    """The notice that the dossier is handled no further."""
    entry = facts.last("stopped")
    if entry is None:
        raise NotFound("Hồ sơ không bị dừng giải quyết.")
    said = entry.sealed or {}
    return of_dossier(facts, press, form, agency=entry.agency) | {
        "on": entry.at,
        "counter": "",
        "received_at": facts.row.accepted_at,
        "reason": said.get("reason", ""),
        "basis": said.get("basis", ""),
        "signs": signs(org.officer(entry.by.rsplit("@", 1)[0], on=entry.at.date()), entry.agency, entry.at),
        "signer": person_name(entry.by, entry.at),
        "copies": _copies(facts),
        "help_phone": hotline(),
    }


def control_slip(facts: Facts, press: Press, form: OfficialForm) -> Data:
    """The control slip as the dossier stands."""
    row = facts.row
    return of_dossier(facts, press, form) | {
        "on": row.accepted_at,
        "lead": org.agency_name(lead_of(row.steps)),
        "partners": "; ".join(place_name(agency) for agency in partners_of(facts)) or "Không có",
        "received_at": row.accepted_at,
        "due_at": row.due_at,
        "rows": control.rows(facts, press.at),
        "summary": control.summary(facts, press.at),
    }


def returned(facts: Facts, press: Press, form: OfficialForm) -> Data:
    """The receipt of the result: filled in after the return; before it, when the result lies ready, with room to sign."""
    row, result, entry = facts.row, facts.content.result or {}, facts.last("returned")
    if entry is None and row.state != "ready":
        raise NotFound("Kết quả chưa về đến nơi trả, chưa có biên nhận.")
    name = result.get("note") or RESULTS.get(str(result.get("kind")), "Kết quả giải quyết")
    channel = entry.payload["channel"] if entry else row.channel_out
    return of_dossier(facts, press, form) | {
        "on": press.at,
        "number": "",
        "received_at": row.accepted_at,
        "due_at": row.due_at,
        "ready_at": row.ready_at,
        "at": entry.at if entry else None,
        "results": [{"name": name, "number": result.get("number"), "on": result.get("on")}] if result else [],
        "to_whom": facts.content.collected_by,
        "channel": CHANNELS.get(channel, channel),
        "fee_collected": entry.payload.get("fee_collected") if entry else None,
        "officer": person_name(entry.by, entry.at) if entry else (press.reader.name if press.reader.agency == row.accepting else ""),
    }


def label(facts: Facts) -> Data:
    """The folder's label."""
    row = facts.row
    book = f"{row.book_no}/{row.book}" if row.book_no else ""
    return {
        "code": row.code,
        "applicant": facts.content.name,
        "procedure": row.procedure_name,
        "received_at": row.accepted_at,
        "due_at": row.due_at,
        "book_no": book,
    }


def of_submission(row: Submission, press: Press) -> tuple[OfficialForm, Data]:
    """What ended at the counter: the guidance (form 02) or the refusal (form 03), with the form under today's rule set for that procedure."""
    entry = journal.entries(f"submission:{row.ref}")[0]
    known = catalogue.procedure_version(row.procedure, int(entry.payload["version"]))
    rule_set = known.rule_set if known else rule_set_of(row.at)
    form = form_for(rule_set, "supplement" if row.state == "guided" else "refusal")
    content = row.content
    data = head(row.agency, form) | {
        "ref": row.ref,
        "track_url": f"{press.site}thu-tuc/{row.procedure}",
        "procedure_code": row.procedure,
        "procedure": row.procedure_name,
        "case": entry.payload.get("case") or "",
        "applicant": applicant(content.get("applicant", {})),
        "on": row.at,
        "number": letter_number(entry.payload.get("number"), form.suffix),
        "reason": content.get("reason") or (INCOMPLETE if row.state == "guided" else ""),
        "officer": person_name(row.by, row.at),
        "help_phone": hotline(),
    }
    papers = {paper.key: paper for paper in known.papers} if known else {}
    items = [{**item, **_counts(papers.get(item["key"]))} for item in content.get("missing", [])]
    return form, data | {"items": items}


def rule_set_of(at: datetime) -> str:
    """The rule set of a day, for what carries none itself."""
    return law.rule_set_on(at.astimezone(VN).date()).code


def _copies(facts: Facts) -> list[str]:
    return ["Như trên", f"Bộ phận Một cửa, {org.agency_name(facts.row.accepting)}"]


def _wanted(row: Dossier, items: list[Data]) -> list[Data]:
    known = catalogue.procedure_version(row.procedure, row.version)
    papers = {paper.key: paper for paper in known.papers} if known else {}
    return [{**item, "name": item.get("name") or item["key"], **_counts(papers.get(item["key"]), item)} for item in items]


def _counts(paper: Any, item: Data | None = None) -> Data:
    """How many are asked for: what the request says, else what the catalogue says, else one original."""
    given = {name: item.get(name) for name in ("originals", "copies") if item and item.get(name)}
    if given:
        return given
    asked = {"originals": getattr(paper, "originals", 0), "copies": getattr(paper, "copies", 0)}
    return asked if any(asked.values()) else {"originals": 1}


def _paper(paper: Data) -> Data:
    return {name: paper.get(name) for name in ("name", "originals", "copies")} | {"electronic": bool(paper.get("file")) and not _on_paper(paper)}


def _on_paper(paper: Data) -> bool:
    return bool(paper.get("originals") or paper.get("copies"))


def _supplement_stream(facts: Facts, n: int) -> list[Entry]:
    return journal.entries(f"supplement:{facts.row.code}:{n}") if 0 < n <= facts.row.supplements else []


def _word(entries: list[Entry], word: str) -> Entry | None:
    return next((entry for entry in entries if entry.word == word), None)


def _takes_in(entry: Entry, brought: Entry) -> bool:
    return entry.payload.get("supplement") == brought.stream_id and entry.payload.get("event") == "supplied"


def _sealed(entry: Entry, name: str) -> list[Data]:
    return list((entry.sealed or {}).get(name, []))


def _day(text: str) -> str:
    return "/".join(reversed(text.split("-")))
