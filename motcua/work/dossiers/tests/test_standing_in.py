"""While somebody is away: whose desk shows their dossiers, who may do what, what the history says, and that nothing is stuck."""

from datetime import date, timedelta

import pytest
from django.test import Client

from motcua.base.time import VN, now
from motcua.shared.journal import queries as journal
from motcua.shared.org import actions as org_actions
from motcua.shared.org import queries as org
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import actions, checks, desk, fields, history, lifecycle, queries
from motcua.work.dossiers.models import Dossier
from motcua.work.dossiers.rows import lines
from motcua.work.dossiers.tests.make import COMMUNE, DISTRICT, accepted, body_for, do, officer, until
from motcua.work.dossiers.tests.screens import signed_in

pytestmark = pytest.mark.usefixtures("at_work")


def away(who: Officer, substitute: Officer) -> Officer:
    """Record it for three days; the substitute as they are then."""
    today = now().astimezone(VN).date()
    org_actions.record_absence(
        username=who.username,
        agency=who.agency,
        substitute=substitute.username,
        kind="leave",
        valid_from=today,
        valid_to=today + timedelta(days=3),
        officer=who,
        at=now(),
    )
    found = org.officer(substitute.username)
    assert found is not None
    return found


def held() -> tuple[Dossier, Officer]:
    """A dossier in the hands of the commune's specialist."""
    who = officer("specialist", COMMUNE)
    row = do(accepted(), "hand_over", counter_colleague(who))
    row = do(row, "take_over", who)
    assert row.officer == who.username
    return row, who


def counter_colleague(who: Officer) -> Officer:
    return next(o for o in org.colleagues(who.agency, "counter") if not o.has("specialist"))


def test_the_rows_stand_on_the_desk_of_the_substitute_with_the_name() -> None:
    row, who = held()
    colleague = counter_colleague(who)
    assert row.code not in {r.code for r in desk.on_desk(colleague)}
    stands = away(who, colleague)
    (mine,) = [line for line in lines(list(desk.in_group(desk.on_desk(stands), desk.DO)), stands, now()) if line.row.code == row.code]
    assert (mine.instead_of, mine.act) == (who.name, "Thẩm định")


def test_the_substitute_acts_in_their_own_name_and_the_history_says_for_whom() -> None:
    row, who = held()
    stands = away(who, counter_colleague(who))
    row = do(row, "appraise", stands)
    entry = journal.entries(f"dossier:{row.code}")[-1]
    assert (entry.by, entry.payload["instead_of"]) == (stands.by, who.username)
    assert f"Làm thay {who.name} đang vắng mặt." in history.story([entry])[0]["detail"]


def test_after_the_absence_the_rights_are_gone() -> None:
    row, who = held()
    stands = away(who, counter_colleague(who))
    (absence,) = org.absences(who.agency)
    org_actions.end_absence(absence.id, officer=who, at=now())
    back = org.officer(stands.username)
    assert back is not None
    assert row.code not in {r.code for r in desk.on_desk(back)}
    assert "chuyên viên" in str(lifecycle.why_not(queries.state_of(row), "appraise", back, now()))


def test_a_signature_needs_a_mandate_and_says_so() -> None:
    row = until(accepted(), "for_signature")
    leader = org.officer(row.signer or "")
    assert leader is not None
    stranger = counter_colleague(leader)
    why = lifecycle.why_not(queries.state_of(row), "sign", stranger, now())
    assert why == "Việc này dành cho lãnh đạo."
    assert stranger.username not in {o.username for o in org.substitutes(leader.username, leader.agency, *_days())}


def _days() -> tuple[date, date]:
    today = now().astimezone(VN).date()
    return today, today + timedelta(days=1)


def test_who_is_away_is_not_suggested_and_who_stands_in_is() -> None:
    head = officer("head_of_unit", DISTRICT)
    people = org.colleagues(DISTRICT, "specialist", unit=head.unit)
    if len(people) < 2:
        head = next(o for o in org.colleagues(DISTRICT, "head_of_unit") if len(org.colleagues(DISTRICT, "specialist", unit=o.unit)) > 1)
        people = org.colleagues(DISTRICT, "specialist", unit=head.unit)
    first, second = people[:2]
    away(first, second)
    found = fields.person("Phân công cho", org.colleagues(DISTRICT, "specialist", unit=head.unit))
    assert next(iter(found["x-options"])) == second.username
    assert "vắng đến hết" in found["x-options"][first.username]


def test_nothing_is_stuck_while_somebody_is_away() -> None:
    row, who = held()
    away(who, counter_colleague(who))
    assert [str(v) for v in checks.actors(now()) if v.dossier == row.code] == []
    for _ in range(30):
        act = lifecycle.expected(queries.state_of(row), now())
        if act is None:
            break
        row = do(row, act)
    assert row.state == "returned"


def test_who_is_away_is_told_on_every_page_and_ends_it(client: Client) -> None:
    _, who = held()
    away(who, counter_colleague(who))
    signed_in(client, who)
    assert "Bạn đang vắng mặt đến hết" in client.get("/ban-lam-viec").content.decode()
    page = client.get("/vang-mat")
    (found,) = page.context["rows"]
    assert (found["who"], found["state"], found["may_end"]) == (who.name, "đang vắng", True)
    assert client.post(f"/vang-mat/{found['row'].id}/ket-thuc").status_code == 302
    assert "Bạn đang vắng mặt" not in client.get("/ban-lam-viec").content.decode()


def test_an_absence_is_recorded_on_the_screen(client: Client) -> None:
    who = officer("specialist", COMMUNE)
    signed_in(client, who)
    today = now().astimezone(VN).date()
    asked = {"nguoi": who.username, "tu": f"{today:%d/%m/%Y}", "den": f"{today + timedelta(days=1):%d/%m/%Y}"}
    page = client.get("/vang-mat", asked)
    options = [value for value, _ in page.context["form"].fields["substitute"].choices if value]
    assert options
    assert who.username not in options
    refused = client.post("/vang-mat", asked | {"kind": "leave", "substitute": ""})
    assert refused.status_code == 422
    assert client.post("/vang-mat", asked | {"kind": "leave", "substitute": options[0]}).status_code == 302
    again = client.post("/vang-mat", asked | {"kind": "leave", "substitute": options[0]})
    assert again.status_code == 422
    assert "kết thúc lần ấy trước" in again.content.decode()


def test_the_form_of_an_act_still_works_for_who_stands_in() -> None:
    row, who = held()
    stands = away(who, counter_colleague(who))
    body = body_for(row, "appraise", stands, now())
    assert actions.perform(row.code, "appraise", body, officer=stands, at=now()).conclusion == "eligible"
