"""What the screens share: the form that came, its digest for the idempotency key, files kept over errors, lists as CSV."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from motcua.base.errors import BadRequest, Forbidden, Invalid, KeyReused, Refused
from motcua.base.forms import new_key
from motcua.base.time import VN
from motcua.base.words import short
from motcua.shared.files import actions as files
from motcua.shared.files import queries as stored
from motcua.shared.files.models import StoredFile
from motcua.shared.files.uploads import LimitedUpload
from motcua.shared.identity import actions as identity
from motcua.shared.org.officer import Officer
from motcua.work.dossiers.chars import UNUSABLE, unusable
from motcua.work.dossiers.models import Dossier
from motcua.work.dossiers.queries import is_soon
from motcua.work.dossiers.rows import Line, lines
from motcua.work.dossiers.state import is_late
from motcua.work.dossiers.wording import state_name, state_tone

UNSAID = frozenset({"csrfmiddlewaretoken", "key", "typed_by", "labels", "reopens"})
EXPORTED = 5000
DIGITS = 9
LONGEST_CODE = 60
SENT_BEFORE = (
    "Biểu mẫu này đã được gửi và ghi lại trước đó, với nội dung khác; lần gửi vừa rồi chưa ghi gì. "
    "Nếu đó là một việc mới, bấm lại để ghi thêm một lần; nếu không, hãy mở hồ sơ đã ghi."
)
HEAD = ("Mã hồ sơ", "Người nộp", "Thủ tục", "Trạng thái", "Nơi giữ", "Người giữ", "Chuyển tới", "Tiếp nhận", "Hẹn trả", "Trễ", "Việc tiếp theo")


@dataclass(slots=True)
class Kept:
    """Files of a form: those just uploaded and those kept from an earlier try, by the name of their field."""

    files: dict[str, StoredFile] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)

    def id(self, name: str) -> str | None:
        found = self.files.get(name)
        return found.id if found else None


def with_uploads(request: HttpRequest) -> None:
    """To be called before anybody reads the form: what is past the limit of a file is not kept on disk."""
    request.upload_handlers = [LimitedUpload(request)]


def keep_files(request: HttpRequest, names: Iterable[str], officer: Officer, at: datetime) -> Kept:
    """Store what was uploaded under `names`, and find what `<name>_id` kept; a refusal stands beside its field and the rest is kept."""
    kept = Kept()
    ids = {name: id for name in names if not unusable(id := request.POST.get(f"{name}_id", ""))}
    known = stored.named([id for id in ids.values() if id]) if any(ids.values()) else {}
    for name, id in ids.items():
        before = known.get(id)
        if before is not None and before.by == officer.by and not request.POST.get(f"{name}_drop"):
            kept.files[name] = before
        upload = request.FILES.get(name)
        if upload is None:
            continue
        try:
            kept.files[name] = files.store(upload, upload.name or "", by=officer.by, at=at)
        except Refused as refused:
            kept.wrong[name] = refused.detail
    return kept


def digest_of(request: HttpRequest, kept: Kept | None = None) -> str:
    """What was sent, without its key: the same form sent twice gives the same text, also when its files were uploaded twice."""
    said = {name: values for name, values in sorted(request.POST.lists()) if name not in UNSAID and not name.endswith("_id")}
    hashes = {name: found.sha256 for name, found in sorted(kept.files.items())} if kept else {}
    return json.dumps({"said": said, "files": hashes}, ensure_ascii=False, sort_keys=True)


def require(officer: Officer, *roles: str, sentence: str) -> None:
    """Forbidden with a sentence unless the officer holds one of the roles."""
    if not officer.has(*roles):
        raise Forbidden(sentence)


def seq_of(text: str) -> int | None:
    """The entry that the form was made from, as posted; None when it does not say."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= DIGITS):
        raise Invalid("Số thứ tự của biểu mẫu không đọc được. Hãy mở lại trang rồi gửi lại.")
    return int(text)


def reopened(request: HttpRequest) -> bool:
    """Whether a form whose session had ended is to be shown again as it was, instead of done."""
    return request.method == "POST" and bool(request.POST.get("reopen"))


def codes_of(texts: Iterable[str], most: int) -> list[str]:
    """The codes of dossiers that an address or a form names, each once, at most so many."""
    codes = list(dict.fromkeys(texts))[:most]
    if any(unusable(code) or len(code) > LONGEST_CODE for code in codes):
        raise BadRequest(f"Mã hồ sơ gửi lên không đọc được. {UNUSABLE}")
    return codes


def renewed(request: HttpRequest, refused: Refused) -> Refused:
    """A form whose key stands for an earlier sending gets a fresh key, else it could never be sent; the sentence says what pressing again does."""
    if not isinstance(refused, KeyReused):
        return refused
    posted = request.POST.copy()
    posted["key"] = new_key()
    request.POST = posted  # type: ignore[assignment]
    return KeyReused(SENT_BEFORE)


def log_list(officer: Officer, what: str, codes: Iterable[str], at: datetime, *, why: str = "danh sách trên màn hình") -> None:
    """A list shows names: noted for each dossier on it, so that "who read this one" has its answer."""
    identity.log_readings(by=officer.by, what=what, abouts=list(codes), why=why, at=at)


def logged(found: Sequence[Line], officer: Officer, what: str, at: datetime, *, why: str = "danh sách trên màn hình") -> list[Line]:
    """The lines, each noted as read: what a screen or a file shows goes through here."""
    log_list(officer, what, [line.row.code for line in found], at, why=why)
    return list(found)


def as_csv(name: str, rows: QuerySet[Dossier], officer: Officer, what: str, at: datetime) -> HttpResponse:
    """A list as a file that a spreadsheet opens with its diacritics; every dossier in it is noted as read."""
    found = logged(lines(list(rows[:EXPORTED]), officer, at), officer, what, at, why="tải danh sách (CSV)")
    return table_csv(name, HEAD, [_cells(line) for line in found], at)


def table_csv(name: str, head: Sequence[str], rows: Iterable[Sequence[str]], at: datetime) -> HttpResponse:
    """Any table as such a file; whoever calls has noted what was read."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([_safe(value) for value in row] for row in rows)
    filename = f"{name}-{at.astimezone(VN):%Y%m%d-%H%M}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{filename}"'}
    return HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _cells(line: Line) -> list[str]:
    row = line.row
    return [
        row.code,
        line.applicant,
        row.procedure_name,
        line.state,
        line.holder,
        line.officer,
        line.to,
        short(row.accepted_at),
        short(row.due_at),
        "trễ" if line.late else "",
        line.wants,
    ]


def _safe(value: str) -> str:
    """A cell that a spreadsheet takes for a formula is made text."""
    return f"'{value}" if value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value


def flat(fields: Mapping[str, str]) -> str:
    """Sentences of a refusal's fields in one line."""
    return " ".join(dict.fromkeys(fields.values()))


def head(row: Dossier, at: datetime) -> dict[str, Any]:
    """What the head of every page of a dossier shows."""
    return {
        "row": row,
        "state": state_name(row.state),
        "tone": state_tone(row.state),
        "late": is_late(row.state, row.due_at, row.ready_at, row.paused_since, at),
        "soon": is_soon(row, at),
        "now": at,
    }
