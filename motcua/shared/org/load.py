"""Loading the demo province: many streams to a commit, and what is there already is passed over, so that a broken load goes on."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Model

from motcua.shared.identity import actions as identity
from motcua.shared.journal import actions as journal
from motcua.shared.journal.entries import Draft
from motcua.shared.org import demo, entries
from motcua.shared.org.info import AgencyInfo, MandateInfo, UnitInfo
from motcua.shared.org.models import Agency, Mandate, Person, Post, Unit

TO_A_COMMIT = 250
Progress = Callable[[int, int], None]


def load_demo(data_set: str = demo.DATA_SET, *, by: str = demo.BY, at: datetime, progress: Progress | None = None) -> None:
    """Agencies, units, people with users and tokens, posts and mandates of the demo. `progress(done, of)` is called after each commit."""
    province = demo.province(data_set)
    streams = list(_missing(province))
    for start in range(0, len(streams), TO_A_COMMIT):
        batch = streams[start : start + TO_A_COMMIT]
        with transaction.atomic():
            for stream_id, draft in batch:
                journal.append(stream_id, [draft], by=by, at=at)
        if progress:
            progress(start + len(batch), len(streams))
    identity.create_users([identity.NewUser(person.username, person.name, demo.PASSWORD_HASH) for person in province.staff])
    identity.issue_tokens([(person.username, person.post) for person in province.staff], at=at)


def _missing(province: demo.Province) -> Iterator[tuple[str, Draft]]:
    """What is not there yet, in an order in which each finds what it names."""
    for prefix, table, drafts in (
        ("agency", Agency, {agency.code: _agency(agency) for agency in province.agencies}),
        ("unit", Unit, {unit.code: _unit(unit) for unit in province.units}),
        ("person", Person, {person.username: entries.person_registered(name=person.name, phone=person.phone) for person in province.staff}),
        ("post", Post, {person.post: _post(person) for person in province.staff}),
        ("mandate", Mandate, {mandate.id: _mandate(mandate) for mandate in province.mandates}),
    ):
        there = _codes(table)
        yield from ((f"{prefix}:{code}", draft) for code, draft in drafts.items() if code not in there)


def _codes(table: type[Model]) -> set[str]:
    return set(table._default_manager.order_by("pk").values_list("pk", flat=True))


def _agency(agency: AgencyInfo) -> Draft:
    return entries.agency_opened(
        name=agency.name,
        short_name=agency.short_name,
        level=agency.level,
        kind=agency.kind,
        parent=agency.parent,
        gso_code=agency.gso_code,
        counter=agency.counter,
        valid_from=agency.valid_from,
    )


def _unit(unit: UnitInfo) -> Draft:
    return entries.unit_opened(agency=unit.agency, name=unit.name, valid_from=unit.valid_from)


def _post(person: demo.Staff) -> Draft:
    return entries.post_opened(
        username=person.username,
        agency=person.agency,
        unit=person.unit,
        title=person.title,
        roles=person.roles,
        valid_from=demo.POSTS_FROM,
        valid_to=None,
    )


def _mandate(mandate: MandateInfo) -> Draft:
    return entries.mandate_given(
        kind=mandate.kind,
        grantor=mandate.grantor,
        holder=mandate.holder,
        document=mandate.document,
        valid_from=mandate.valid_from,
        valid_to=mandate.valid_to,
    )
