"""From an entry to the tables: the same function whether the entry was born here or came from another node. Reads the entry and nothing else."""

from datetime import datetime
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Greatest

from motcua.base.text import fold
from motcua.base.time import VN
from motcua.shared.journal.entries import Entry
from motcua.work.dossiers.models import MOMENTS, Content, Dossier, Holding, Involvement, Series, Side, Submission

ENDINGS = frozenset({"returned", "withdrawn", "stopped"})


def project(entry: Entry) -> None:
    """An entry of a `dossier:` stream."""
    verb = entry.kind.split(".", 1)[1]
    if verb == "accepted":
        _accepted(entry)
        return
    if verb == "erased":
        _erased(entry)
    code = code_of(entry.stream_id)
    values = _moments(entry.payload.get("set", {}))
    if verb == "returned":
        values["missing_apology"] = entry.payload["missing_apology"]
    Dossier.objects.filter(code=code).update(seq=entry.seq, **values)
    if verb == "apologised":
        _letter_number(entry, "apology")
    _holdings(entry, verb, code)
    if verb in {"declined", "opinion_taken_in"}:
        _uninvolve(code, entry.payload["agency"] if verb == "opinion_taken_in" else entry.by.rsplit("@", 1)[1])
    if verb in {"handed_over", "opinion_asked"}:
        to = entry.payload["to"]
        _involve(code, to["agency"] if isinstance(to, dict) else to)
    if entry.sealed is not None:
        _content(code, verb, entry)


def code_of(stream: str) -> str:
    return stream.split(":", 1)[1]


def _moments(values: dict[str, Any]) -> dict[str, Any]:
    return {k: datetime.fromisoformat(v) if k in MOMENTS and isinstance(v, str) else v for k, v in values.items()}


def _accepted(entry: Entry) -> None:
    p, code = entry.payload, code_of(entry.stream_id)
    agency = entry.by.rsplit("@", 1)[1]
    day = entry.at.astimezone(VN).date()
    plain = {k: p[k] for k in ("procedure", "version", "procedure_name", "field", "case", "channel_in", "channel_out", "rule_set", "term")}
    Dossier.objects.create(
        code=code,
        seq=entry.seq,
        accepting=agency,
        accepted_by=entry.by,
        accepted_at=entry.at,
        accepted_on=day,
        clock_start=entry.at,
        node=entry.node,
        agency=agency,
        officer=entry.by.rsplit("@", 1)[0],
        since=entry.at,
        serial=p["serial"],
        book=p.get("book"),
        book_no=p.get("book_no"),
        term_uncertain=p.get("term_uncertain", False),
        fee=p.get("fee"),
        steps=p["steps"],
        parent=p.get("parent"),
        **plain,
        **_moments(p["set"]),
    )
    _numbers(p, agency, day.isoformat())
    _involve(code, agency)
    Holding.objects.create(
        id=f"{code}#1",
        dossier=code,
        seq=1,
        agency=agency,
        unit=p["set"].get("unit"),
        officer=entry.by.rsplit("@", 1)[0],
        step=1,
        began_at=entry.at,
    )
    sealed = entry.sealed or {}
    applicant = sealed.get("applicant", {})
    Content.objects.create(dossier=code, papers=sealed.get("papers", []), note=sealed.get("note", ""), **search_keys(applicant))


def search_keys(applicant: dict[str, Any]) -> dict[str, Any]:
    """The columns of `Content` that come from the applicant."""
    return {
        "kind": applicant.get("kind", ""),
        "name": applicant.get("name", ""),
        "name_key": fold(applicant.get("name", "")),
        "id_number": applicant.get("id_number") or applicant.get("tax_code") or "",
        "phone": applicant.get("phone", ""),
        "applicant": applicant,
    }


def _numbers(p: dict[str, Any], agency: str, day: str) -> None:
    if p.get("parent"):
        return
    _drawn(f"day:{agency}:{day}", p["serial"])
    _drawn(f"book:{agency}:{p['book']}", p["book_no"])


def _drawn(name: str, number: int) -> None:
    if not Series.objects.filter(name=name).update(last=Greatest(F("last"), number)):
        Series.objects.create(name=name, last=number)


def _letter_number(entry: Entry, series: str) -> None:
    """A letter's number, counted for each agency and year."""
    if "number" in entry.payload:
        _drawn(f"{series}:{entry.agency}:{entry.payload['year']}", entry.payload["number"])


def _involve(code: str, agency: str) -> None:
    Involvement.objects.bulk_create([Involvement(id=f"{code}@{agency}", dossier=code, agency=agency)], ignore_conflicts=True)


def _uninvolve(code: str, agency: str) -> None:
    """An agency that neither accepted, holds, held, must answer nor must take over sees the dossier no more."""
    keeps = Dossier.objects.filter(code=code).filter(Q(accepting=agency) | Q(to_agency=agency)).exists()
    keeps = keeps or Holding.objects.filter(dossier=code, agency=agency).exists()
    if not keeps and not Side.objects.filter(dossier=code, kind="opinion", agency=agency, closed_at__isnull=True).exists():
        Involvement.objects.filter(id=f"{code}@{agency}").delete()


def _holdings(entry: Entry, verb: str, code: str) -> None:
    open_one = Holding.objects.filter(dossier=code, over_at__isnull=True)
    if verb == "handed_over":
        open_one.update(sent_at=entry.at, to_agency=entry.payload["to"]["agency"])
    elif verb == "declined":
        open_one.update(sent_at=None, to_agency=None)
    elif verb == "taken_over":
        open_one.update(over_at=entry.at, outcome="passed")
        values = entry.payload["set"]
        Holding.objects.create(
            id=f"{code}#{entry.seq}",
            dossier=code,
            seq=entry.seq,
            agency=values["agency"],
            unit=values["unit"],
            officer=values["officer"],
            step=values["step"],
            taken_from=entry.payload["from"],
            began_at=entry.at,
        )
    elif verb in ENDINGS:
        open_one.update(over_at=entry.at, outcome="ended")


def _content(code: str, verb: str, entry: Entry) -> None:
    sealed, rows = entry.sealed or {}, Content.objects.filter(dossier=code)
    if verb == "appraised":
        rows.update(appraisal=sealed["note"], checks=sealed.get("checks", []))
    elif verb == "submitted_for_signature":
        rows.update(draft=sealed.get("file"))
    elif verb == "result_entered":
        rows.update(result={**sealed, "kind": entry.payload["kind"], "on": entry.payload["on"]})
    elif verb == "returned":
        rows.update(collected_by=_collector(sealed))
    elif verb == "supplement_taken_in":
        content = rows.get()
        rows.update(papers=[*content.papers, *[{**p, "supplied": entry.payload["supplement"]} for p in sealed["papers"]]])
    elif verb == "corrected":
        _correct(code, sealed)
    elif "reason" in sealed:
        content = rows.get()
        rows.update(reasons=[*content.reasons, {"seq": entry.seq, "verb": verb, "reason": sealed["reason"]}])


def _collector(sealed: dict[str, Any]) -> str:
    """Who took the result home: the applicant, or another with an authorisation."""
    instead = f", nhận thay theo {sealed['authority']}, số định danh {sealed['id_number']}" if sealed.get("authority") else ""
    return f"{sealed['to_whom']}{instead}"


def _correct(code: str, sealed: dict[str, Any]) -> None:
    content = Content.objects.get(dossier=code)
    if sealed["field"] == "note":
        Content.objects.filter(dossier=code).update(note=sealed["value"])
        return
    applicant = {**content.applicant, sealed["field"]: sealed["value"]}
    Content.objects.filter(dossier=code).update(**search_keys(applicant))


def _erased(entry: Entry) -> None:
    code = code_of(entry.stream_id)
    Content.objects.filter(dossier=code).update(
        papers=[], note="", appraisal="", checks=[], result=None, draft=None, reasons=[], collected_by="", **search_keys({"kind": "erased"})
    )
    Side.objects.filter(dossier=code).update(content={})


def project_side(entry: Entry) -> None:
    """An entry of a `supplement:`, `opinion:` or `request:` stream."""
    kind, verb = entry.kind.split(".", 1)
    if entry.seq == 1:
        p = entry.payload
        Side.objects.create(
            stream=entry.stream_id,
            dossier=p["dossier"],
            kind=p["kind"] if kind == "request" else kind,
            number=int(entry.stream_id.rsplit(":", 1)[1]),
            state=verb,
            asked_by=entry.by,
            agency=p["custodian"]["agency"],
            due_at=datetime.fromisoformat(p["due_at"]) if "due_at" in p else None,
            opened_at=entry.at,
            content=entry.sealed or {},
        )
        if kind == "request":
            _request_opened(entry)
        return
    rows = Side.objects.filter(stream=entry.stream_id)
    if verb == "erased":
        rows.update(content={})
        return
    values: dict[str, Any] = {"state": verb}
    if verb == "issued":
        _letter_number(entry, "supplement")
        values |= {"issued_at": entry.at, "due_at": datetime.fromisoformat(entry.payload["until"])}
    else:
        values["closed_at"] = entry.at
    if entry.sealed:
        values["content"] = {**rows.get().content, **entry.sealed, "answered_by": entry.by}
    rows.update(**values)


def _request_opened(entry: Entry) -> None:
    code = entry.payload["dossier"]
    values: dict[str, Any] = {"requests": int(entry.stream_id.rsplit(":", 1)[1])}
    if entry.payload["kind"] == "recall":
        values["recall"] = entry.stream_id
    Dossier.objects.filter(code=code).update(**values)


def project_submission(entry: Entry) -> None:
    """An entry of a `submission:` stream: opened and ended at a counter in one act."""
    p = entry.payload
    Submission.objects.create(
        ref=code_of(entry.stream_id),
        state=p["state"],
        procedure=p["procedure"],
        procedure_name=p["procedure_name"],
        agency=entry.by.rsplit("@", 1)[1],
        by=entry.by,
        at=entry.at,
        content=entry.sealed or {},
    )
    _letter_number(entry, "supplement")
