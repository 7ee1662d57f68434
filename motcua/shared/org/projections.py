"""Entries to rows: the same for an entry born here, taken in from another node, or replayed by `rebuild`."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.db.models import Model

from motcua.shared.journal import registry
from motcua.shared.journal.entries import Entry, Head
from motcua.shared.org import cache
from motcua.shared.org.models import Absence, Agency, Mandate, Person, Post, Unit


def register() -> None:
    """Tell the journal who projects what."""
    for prefix, project, table in (
        ("agency", agency, Agency),
        ("unit", unit, Unit),
        ("person", person, Person),
        ("post", post, Post),
        ("mandate", mandate, Mandate),
        ("absence", absence, Absence),
    ):
        registry.register(prefix, _then_touch(project), tables=[table], check_heads=_rows_for(table))


def agency(entry: Entry) -> None:
    code, values = _code(entry), entry.payload
    match entry.word:
        case "opened":
            days = {"valid_from": _day(values["valid_from"]), "valid_to": None}
            Agency(**{**values, **days}, code=code, successors=[]).save(force_insert=True)
        case "renamed":
            Agency.objects.filter(pk=code).update(name=values["name"], short_name=values["short_name"])
        case "merged":
            Agency.objects.filter(pk=code).update(successors=values["successors"], valid_to=_day(values["valid_to"]))


def unit(entry: Entry) -> None:
    code, values = _code(entry), entry.payload
    match entry.word:
        case "opened":
            Unit(code=code, agency=values["agency"], name=values["name"], valid_from=_day(values["valid_from"]), valid_to=None).save(
                force_insert=True
            )
        case "closed":
            Unit.objects.filter(pk=code).update(valid_to=_day(values["valid_to"]))


def person(entry: Entry) -> None:
    """Name and phone are read from the sealed part, and are empty when that is gone."""
    username, sealed = _code(entry), entry.sealed or {"name": "", "phone": ""}
    match entry.word:
        case "registered":
            Person(username=username, name=sealed["name"], phone=sealed["phone"]).save(force_insert=True)
        case "corrected" | "erased":
            Person.objects.filter(pk=username).update(name=sealed["name"], phone=sealed["phone"])


def post(entry: Entry) -> None:
    code, values = _code(entry), entry.payload
    match entry.word:
        case "opened":
            Post(**{**values, **_days(entry)}, code=code).save(force_insert=True)
        case "ended":
            Post.objects.filter(pk=code).update(valid_to=_day(values["valid_to"]))


def mandate(entry: Entry) -> None:
    code, values = _code(entry), entry.payload
    match entry.word:
        case "given":
            Mandate(**{**values, **_days(entry)}, id=code).save(force_insert=True)
        case "revoked":
            Mandate.objects.filter(pk=code).update(valid_to=_day(values["valid_to"]))


def absence(entry: Entry) -> None:
    code, values = _code(entry), entry.payload
    match entry.word:
        case "recorded":
            Absence(**{**values, **_days(entry)}, id=code, recorded_at=entry.at).save(force_insert=True)
        case "ended":
            Absence.objects.filter(pk=code).update(valid_to=_day(values["valid_to"]), ended_by=values["ended_by"])


def _then_touch(project: Callable[[Entry], None]) -> Callable[[Entry], None]:
    def projected(entry: Entry) -> None:
        project(entry)
        cache.touched()

    return projected


def _rows_for(table: type[Model]) -> Callable[[Sequence[Head]], Iterable[str]]:
    """For `verify`: every stream has its row."""

    def missing(heads: Sequence[Head]) -> Iterable[str]:
        codes = {head.stream_id.partition(":")[2] for head in heads}
        there = set(table._default_manager.filter(pk__in=codes).order_by("pk").values_list("pk", flat=True))
        return [f"{table._meta.verbose_name} {code} có nhật ký nhưng không có trong bảng." for code in sorted(codes - there)]

    return missing


def _code(entry: Entry) -> str:
    return entry.stream_id.partition(":")[2]


def _days(entry: Entry) -> dict[str, date | None]:
    end = entry.payload["valid_to"]
    return {"valid_from": _day(entry.payload["valid_from"]), "valid_to": _day(end) if end else None}


def _day(text: str) -> date:
    return date.fromisoformat(text)
