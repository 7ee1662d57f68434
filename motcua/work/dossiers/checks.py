"""What must be true of all dossiers at every moment, and the sentences when it is not. For `motcua check`, the worker and the page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from motcua.base import db
from motcua.shared.journal.entries import Head
from motcua.shared.org import queries as org
from motcua.work.dossiers import lifecycle, queries
from motcua.work.dossiers.balance import balances, province
from motcua.work.dossiers.models import CheckRun, Dossier

SERIES = """
select accepting, accepted_on, count(*), max(serial), min(serial), count(distinct serial)
from dossiers_dossier where parent is null group by 1, 2
having count(*) <> max(serial) or min(serial) <> 1 or count(distinct serial) <> count(*)
order by 1, 2
"""
BOOKS = """
select accepting, book, count(*), max(book_no) from dossiers_dossier where parent is null group by 1, 2
having count(*) <> max(book_no) or count(distinct book_no) <> count(*) order by 1, 2
"""
HOLDINGS = """
select d.code, count(h.id) filter (where h.over_at is null) from dossiers_dossier d left join dossiers_holding h on h.dossier = d.code
group by d.code, d.ended_at having count(h.id) filter (where h.over_at is null) <> case when d.ended_at is null then 1 else 0 end
order by d.code limit 100
"""


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule: which dossier (or None), whose, and the sentence."""

    rule: str
    dossier: str | None
    agency: str
    text: str

    def __str__(self) -> str:
        return self.text

    @property
    def key(self) -> str:
        """One open task for each violation."""
        return f"violation:{self.rule}:{self.dossier or self.agency}"


def heads_against_rows(heads: Sequence[Head]) -> list[str]:
    """Each stream's head against its row: the same number of entries, the same holder."""
    codes = {h.stream_id.split(":", 1)[1]: h for h in heads}
    rows = {d.code: d for d in Dossier.objects.filter(code__in=codes).order_by("code")}
    found = []
    for code, head in codes.items():
        row = rows.get(code)
        if row is None:
            found.append(f"Hồ sơ {code} có lịch sử nhưng không có trong danh sách.")
        elif row.seq != head.seq:
            found.append(f"Hồ sơ {code}: danh sách ở bước {row.seq}, lịch sử ở bước {head.seq}.")
        elif (row.agency, row.to_agency) != (head.agency, head.to_agency):
            found.append(f"Hồ sơ {code}: danh sách ghi {row.agency} giữ, lịch sử ghi {head.agency}.")
    return found


def holders() -> Iterable[Violation]:
    """No dossier without a holder who exists and a next date."""
    standing = {a.code for a in org.agencies()}
    staffed = {o.agency for o in org.officers()}
    rows = Dossier.objects.filter(ended_at__isnull=True).order_by("code")
    for d in rows.only("code", "agency", "to_agency", "next_at", "due_at", "paused_since", "accepting").iterator(chunk_size=2000):
        owner = d.to_agency or d.agency
        if owner not in standing or owner not in staffed:
            yield Violation("holder", d.code, d.accepting, f"Hồ sơ {d.code} do {owner} giữ, nơi không còn hoặc không có cán bộ.")
        if d.next_at is None or (d.due_at is None and d.paused_since is None):
            yield Violation("date", d.code, owner, f"Hồ sơ {d.code} không có mốc thời gian tiếp theo.")


def actors(at: datetime) -> Iterable[Violation]:
    """What the process expects next, somebody may do: no dossier is stuck because a person left or a rule contradicts another."""
    rows = Dossier.objects.filter(ended_at__isnull=True).order_by("code")
    for d in rows.iterator(chunk_size=2000):
        s = queries.state_of(d)
        act = lifecycle.expected(s, at)
        if act is None:
            continue
        places = {"issue_supplement": [s.accepting], "supply": [s.accepting], "answer_opinion": [x["to"] for x in s.opinions]}
        people = (o for place in places.get(act, [s.to_agency or s.agency]) for o in org.colleagues(place))
        if all(lifecycle.why_not(s, act, o, at) for o in people):
            name = lifecycle.ACTS[act].title
            yield Violation("actor", d.code, d.to_agency or d.agency, f"Hồ sơ {d.code} chờ “{name}” mà không ai trong cơ quan giữ làm được.")


def numbers() -> Iterable[Violation]:
    """Codes and register numbers without gap or repeat."""
    with connection.cursor() as cursor:
        cursor.execute(SERIES)
        for agency, day, count, last, _, _ in cursor.fetchall():
            yield Violation("serial", None, agency, f"Số hồ sơ của {agency} ngày {day:%d/%m/%Y} đứt quãng hoặc trùng: {count} hồ sơ, số cuối {last}.")
        cursor.execute(BOOKS)
        for agency, book, count, last in cursor.fetchall():
            yield Violation("book", None, agency, f"Sổ {book} của {agency} đứt quãng hoặc trùng: {count} hồ sơ, số cuối {last}.")


def custody() -> Iterable[Violation]:
    """One holder at a time: an open dossier has exactly one open span of custody, an ended one none."""
    with connection.cursor() as cursor:
        cursor.execute(HOLDINGS)
        for code, count in cursor.fetchall():
            yield Violation("custody", code, "", f"Hồ sơ {code} có {count} nơi đang giữ.")


def conservation() -> Iterable[Violation]:
    """The province and every agency that ever had a dossier balance, by two computations."""
    each = balances()
    for found in [province(each), *each]:
        if not found.balanced:
            text = f"Cân bằng của {found.agency or 'toàn tỉnh'} không khớp: sự kiện {found.entries}, danh sách {found.rows}."
            yield Violation("balance", None, found.agency or "", text)


def violations(at: datetime) -> list[Violation]:
    """Every broken rule, with its sentence; all as of one moment."""
    with db.snapshot():
        return [*holders(), *actors(at), *numbers(), *custody(), *conservation()]


@dataclass(frozen=True, slots=True)
class Checked:
    """What the worker found at a moment; `at` is None before it looked for the first time."""

    at: datetime | None
    found: list[Violation]


def last_checked() -> Checked:
    """The worker's last look, as kept: a page need not count the whole province anew."""
    run = CheckRun.objects.filter(id=1).first()
    return Checked(run.at, [Violation(**one) for one in run.found]) if run else Checked(None, [])
