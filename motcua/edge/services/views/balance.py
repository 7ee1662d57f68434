"""`/can-doi`: the conservation law, live, for the province and each agency, by two computations that have nothing in common."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.base.text import fold, sort_key
from motcua.base.time import now
from motcua.edge.services import queries
from motcua.shared.org import queries as org
from motcua.work.dossiers.balance import Balance
from motcua.work.dossiers.state import STATE_NAMES

PROVINCE = "Cấp tỉnh"
LONGEST = 60
ONLY_AGENCY = frozenset({"Nhận bàn giao từ cơ quan khác", "Đã chuyển cơ quan khác"})
Named = tuple[str, Balance]


@require_safe
def balance(request: HttpRequest) -> HttpResponse:
    """The province and the tree of agencies; `?agency=` one agency in full, `?q=` only agencies of that name."""
    at, code, q = now(), request.GET.get("agency", "").strip(), request.GET.get("q", "").strip()[:LONGEST]
    one = queries.balance_of(code) if code else None
    counted, rows = queries.province(at), queries.agencies(at)
    whole = one or counted.value
    values = {
        "province": counted,
        "one": one,
        "one_name": org.agency_name(code) if code else "",
        "now": at,
        "q": q,
        "shown": sides(whole),
        "whole": whole,
        "ended_by": [(STATE_NAMES[state], count) for state, count in whole.ended_by.items()],
        "groups": _groups(rows.value, fold(q)),
        "counted_at": rows.at,
        "unbalanced": [(org.agency_name(b.agency or ""), b) for b in rows.value if not b.balanced],
    }
    return render(request, "services/balance.html", values)


def sides(found: Balance) -> list[tuple[str, int, int, int]]:
    """(what is counted, from the entries, from the lists, the difference) in the order of the law."""
    e, r = found.entries, found.rows
    rows = [
        ("Tiếp nhận tại Bộ phận Một cửa", e.accepted, r.accepted),
        ("Nhận bàn giao từ cơ quan khác", e.taken_over, r.taken_over),
        ("Đang giữ", e.held, r.held),
        ("Đang bàn giao, chờ ký nhận", e.in_transit, r.in_transit),
        ("Đã chuyển cơ quan khác", e.passed_on, r.passed_on),
        ("Đã kết thúc", e.ended, r.ended),
    ]
    return [(name, a, b, a - b) for name, a, b in rows if found.agency or name not in ONLY_AGENCY]


def _groups(found: list[Balance], wanted: str) -> list[dict[str, Any]]:
    """The province's agencies first, then each district with its communes; only those in whose name, or district, every word looked for stands."""
    groups: dict[str, list[Named]] = {}
    for b in found:
        title, name = _group_of(b.agency or ""), org.agency_name(b.agency or "")
        if all(word in fold(f"{name} {title}") for word in wanted.split()):
            groups.setdefault(title, []).append((_short(b.agency or ""), b))
    titles = sorted(groups, key=lambda title: (title != PROVINCE, sort_key(title)))
    return [_group(title, groups[title], is_open=bool(wanted) or title == PROVINCE) for title in titles]


def _group(title: str, rows: list[Named], *, is_open: bool) -> dict[str, Any]:
    return {
        "name": title,
        "rows": sorted(rows, key=lambda pair: (_level(pair[1]), sort_key(pair[0]))),
        "open": is_open,
        "received": sum(b.received for _, b in rows),
        "held": sum(b.rows.held for _, b in rows),
        "unbalanced": sum(not b.balanced for _, b in rows),
    }


def _level(found: Balance) -> int:
    """The district's committee before its communes."""
    known = org.agency(found.agency or "")
    return 1 if known and known.level == "xa" else 0


def _group_of(code: str) -> str:
    district = org.district_of(code)
    if not district:
        return PROVINCE
    name = _short(district).removeprefix("UBND ")
    return name[:1].upper() + name[1:]


def _short(code: str) -> str:
    known = org.agency(code)
    return known.short_name if known else code
