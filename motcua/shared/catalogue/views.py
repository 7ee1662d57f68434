"""Public pages of the catalogue: the finder, a procedure, what changed in it."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.base.errors import BadRequest
from motcua.shared.catalogue import diff, pages, places, queries
from motcua.shared.catalogue.importing import GENERATED
from motcua.shared.catalogue.procedure import LEVELS, Procedure

SHOWN: Final = 30
LONGEST: Final = 40
FEW: Final = 12


def procedures(request: HttpRequest) -> HttpResponse:
    """`/thu-tuc`: the finder."""
    asked = request.GET
    level = asked.get("level", "") if asked.get("level") in LEVELS else ""
    field, popular = asked.get("field", ""), asked.get("popular") == "1"
    page = queries.procedures(asked.get("q", ""), level or None, None, asked.get("cursor") or None, SHOWN, field=field or None, popular=popular)
    return render(
        request,
        "catalogue/procedures.html",
        {
            "q": asked.get("q", ""),
            "level": level,
            "field": field,
            "popular": popular,
            "levels": [(code, name.capitalize()) for code, name in LEVELS.items() if code != "bo"],
            "fields": [(name, f"{name[:LONGEST]} ({count})") for name, count in queries.fields()],
            "lines": [pages.line(item) for item in page.items],
            "total": page.total,
            "next": page.next,
            "filtered": bool(asked.get("q") or level or field or popular),
        },
    )


def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """`/thu-tuc/<code>`: what to bring, where, how long, by which steps, on which ground. `?xa=`: the counters near a commune."""
    found, ward = _found(code), request.GET.get("xa", "")
    anywhere = found.accepted and queries.counters_of(found) == "any"
    return render(
        request,
        "catalogue/procedure.html",
        {
            "procedure": found,
            "level": LEVELS[found.level],
            "term": pages.term(found.term),
            "offers": pages.offers(found),
            "bundles": pages.bundles(found),
            "few": len(found.papers) <= FEW,
            "stages": pages.stages(found),
            "decides": pages.decides(found),
            "anywhere": anywhere,
            "wards": places.wards() if anywhere else [],
            "ward": ward,
            "near": places.near(ward) if anywhere else [],
            "journey": pages.journey(found),
            "versions": queries.versions(code),
            "doubts": [sentence for sentence in found.assumed if sentence != GENERATED],
            "generated": GENERATED if GENERATED in found.assumed else "",
            "officer": getattr(request, "officer", None),
            "process": queries.process(found.process) if found.process else None,
        },
    )


def papers(request: HttpRequest, code: str) -> HttpResponse:
    """`/thu-tuc/<code>/giay-to`: the papers to tick, for printing; `?tai=1` as a text file."""
    found = _found(code)
    values = {"procedure": found, "bundles": pages.bundles(found), "term": pages.term(found.term), "offers": pages.offers(found)}
    if request.GET.get("tai") != "1":
        return render(request, "catalogue/checklist.html", values)
    file = render(request, "catalogue/checklist.txt", values, content_type="text/plain; charset=utf-8")
    file["Content-Disposition"] = f'attachment; filename="giay-to-{found.code}.txt"'
    return file


def changes(request: HttpRequest, code: str) -> HttpResponse:
    """`/thu-tuc/<code>/thay-doi`: the difference between two versions, by default the two newest."""
    versions = queries.versions(code)
    if not versions:
        raise Http404
    newest = versions[0].version
    later = _number(request.GET.get("den"), newest)
    earlier = _number(request.GET.get("tu"), later - 1)
    new, old = queries.procedure_version(code, later), queries.procedure_version(code, earlier)
    if new is None:
        raise Http404
    return render(
        request,
        "catalogue/changes.html",
        {"procedure": new, "old": old, "changes": diff.changes(old, new) if old else [], "versions": versions},
    )


def _found(code: str) -> Procedure:
    found = queries.procedure(code)
    if found is None:
        raise Http404
    return found


def _number(given: str | None, default: int) -> int:
    if not given:
        return default
    if not given.isdigit():
        raise BadRequest("Số phiên bản không đọc được. Hãy chọn phiên bản trong danh sách ở trang thủ tục.")
    return int(given)
