"""The organisation is asked about in every request, so each process keeps a snapshot of it (see `base.kept`)."""

from datetime import date

from django.db import connection

from motcua.base.kept import Kept
from motcua.shared.org.info import AbsenceInfo, AgencyInfo, MandateInfo, PostInfo, Rows, UnitInfo
from motcua.shared.org.models import Absence, Agency, Mandate, Person, Post, Unit
from motcua.shared.org.snapshot import Snapshot

STAMP = "select (select value from org_stamp where id = 1), (now() at time zone 'Asia/Ho_Chi_Minh')::date"
Stamp = tuple[int | None, date]


def _stamp() -> Stamp:
    with connection.cursor() as cursor:
        cursor.execute(STAMP)
        value, today = cursor.fetchone()
    return value, today


def _load(stamp: Stamp) -> Snapshot:
    names = dict(Person.objects.order_by().values_list("username", "name"))
    agencies = {
        row[0]: AgencyInfo(*row[:10], successors=tuple(row[10]))
        for row in Agency.objects.order_by("code").values_list(
            "code", "name", "short_name", "level", "kind", "parent", "gso_code", "counter", "valid_from", "valid_to", "successors"
        )
    }
    units = {row[0]: UnitInfo(*row) for row in Unit.objects.order_by("code").values_list("code", "name", "agency", "valid_from", "valid_to")}
    posts = {
        code: PostInfo(code, username, names.get(username) or username, agency, unit, title, frozenset(roles), start, end)
        for code, username, agency, unit, title, roles, start, end in Post.objects.order_by("code").values_list(
            "code", "username", "agency", "unit", "title", "roles", "valid_from", "valid_to"
        )
    }
    mandates = tuple(
        MandateInfo(*row)
        for row in Mandate.objects.order_by("id").values_list("id", "kind", "grantor", "holder", "document", "valid_from", "valid_to")
    )
    absences = tuple(
        AbsenceInfo(*row)
        for row in Absence.objects.filter(valid_to__gt=stamp[1])
        .order_by("valid_from", "id")
        .values_list("id", "username", "agency", "substitute", "kind", "valid_from", "valid_to", "recorded_by")
    )
    return Snapshot(Rows(agencies, units, posts, mandates, absences), today=stamp[1])


_kept: Kept[Snapshot, Stamp] = Kept("org", stamp=_stamp, load=_load)
touched, forget = _kept.touched, _kept.forget


def snapshot() -> Snapshot:
    """The organisation, at most `ORG_FRESH_SECONDS` old; inside a transaction that changed it, as that transaction sees it."""
    return _kept.get()
