"""How many statements each screen and each act asks of the database; a list of fifty costs what a list of five does."""

import gzip
import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client

from motcua.base.time import now
from motcua.shared.identity.actions import issue_tokens
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import actions, lifecycle, queries
from motcua.work.dossiers.models import Dossier
from motcua.work.dossiers.secret import secret_of
from motcua.work.dossiers.tests.make import able, accepted, body_for, do, filing, officer
from motcua.work.dossiers.tests.screens import signed_in
from motcua.work.tasks.actions import open_task
from tests.figures.conftest import Note
from tests.figures.screens import COMMUNE, FILES, PER_ACT, PROCEDURE, SCREENS, Screen
from tests.guards.rows import Queries

pytestmark = pytest.mark.usefixtures("at_work")
FEW, MANY = 5, 50


def fill(count: int) -> Dossier:
    """So many of everything that a list can show; the last one accepted."""
    since, leader = now() - timedelta(days=5), officer("leader", COMMUNE)
    for n in range(count):
        row = accepted(at=since + timedelta(minutes=n), agency=COMMUNE)
        do(row, "hand_over", at=row.since + timedelta(minutes=1))
        open_task(to=leader.username, agency=COMMUNE, role=None, title=f"Việc {n}", due_at=now(), source=(f"dossier:{row.code}", 1, "thử"),
                  key=f"figures-{count}-{n}", by=leader.by, at=now())  # fmt: skip
    return [accepted(at=since + timedelta(hours=1, minutes=n), agency=COMMUNE) for n in range(count)][-1]


def visited(client: Client, screen: Screen, row: Dossier, queries: Queries) -> tuple[int, bytes]:
    """Statements of a visit when caches are warm, and the page."""
    made = {"code": row.code, "secret": secret_of(row.code)}
    path, form = screen.path.format(**made), screen.filled(made)
    for _ in range(2):
        with queries.at_most(999) as counted:
            answer = client.post(path, form) if form else client.get(path)
    assert answer.status_code == 200
    return len(counted.statements), answer.content


@pytest.mark.slow
def test_screens_ask_little_and_lists_no_more_when_they_are_long(client: Client, queries: Queries, note: Note) -> None:
    costs: dict[str, list[int]] = {screen.name: [] for screen in SCREENS}
    for count in (FEW, MANY - FEW):
        row = fill(count)
        for screen in SCREENS:
            if screen.role:
                signed_in(client, officer(screen.role, COMMUNE))
            else:
                client.logout()
            cost, page = visited(client, screen, row, queries)
            costs[screen.name].append(cost)
            assert len(gzip.compress(page)) + FILES <= screen.limit or not screen.role
    for name, (few, many) in costs.items():
        note(name, many)
        assert few == many, f"{name}: {few} statements for {FEW} rows, {many} for {MANY}"
    assert {screen.name: costs[screen.name][1] for screen in SCREENS if costs[screen.name][1] > screen.statements} == {}


class Story:
    """One dossier along its whole way; what each act asked of the database."""

    def __init__(self, client: Client, queries: Queries) -> None:
        self.client, self.queries = client, queries
        self.costs: dict[str, int] = {}
        self.tokens: dict[str, str] = {}

    def by_actions(self) -> None:
        who, at = officer("counter", COMMUNE), now()
        row = self._counted("accept", lambda: actions.receive(filing(PROCEDURE), officer=who, at=at).row)
        assert row is not None
        while act := lifecycle.expected(queries.state_of(row), now()):
            by = able(row, act, now())
            body = body_for(row, act, by, now())
            row = self._counted(act, partial(actions.perform, row.code, act, body, officer=by, at=now()))

    def by_http(self) -> None:
        who = officer("counter", COMMUNE)
        self.token(who)
        made = self._counted("accept", lambda: self._post("dossiers", filing(PROCEDURE), who))
        row = queries.get(made["code"], who)
        while act := lifecycle.expected(queries.state_of(row), now()):
            by = able(row, act, now())
            self.token(by)
            body = {"expected_seq": row.seq, **body_for(row, act, by, now())}
            self._counted(act, partial(self._post, f"dossiers/{row.code}/acts/{act}", body, by))
            row = queries.get(row.code, by)

    def _counted(self, act: str, do: Callable[[], Any]) -> Any:
        with self.queries.at_most(999) as counted:
            answer = do()
        self.costs[act] = max(self.costs.get(act, 0), len(counted.statements))
        return answer

    def token(self, who: Officer) -> str:
        """Issued once for each, before anything is counted."""
        if who.post not in self.tokens:
            self.tokens |= issue_tokens([(who.username, who.post)], at=now())
        return self.tokens[who.post]

    def _post(self, path: str, body: dict[str, Any], who: Officer) -> Any:
        headers = {"Authorization": f"Bearer {self.token(who)}", "Idempotency-Key": str(uuid.uuid4())}
        answer = self.client.post(f"/api/v1/{path}", json.dumps(body), content_type="application/json", headers=headers)
        assert answer.status_code in {200, 201}, answer.content
        return answer.json()


@pytest.mark.slow
def test_an_act_asks_little(client: Client, queries: Queries, note: Note) -> None:
    """From acceptance through three levels back to the citizen; caches are warm, as they are in a running process."""
    for way in ("by_actions", "by_http"):
        for _ in range(2):
            story = Story(client, queries)
            getattr(story, way)()
        for act, cost in story.costs.items():
            note(f"{way}: {act}", cost)
        assert {act: cost for act, cost in story.costs.items() if cost > PER_ACT[way]} == {}
