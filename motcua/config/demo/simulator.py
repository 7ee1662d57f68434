"""A month of a province's work, written by the real actions in the order of time: a heap of what happens next, seeded, deterministic."""

import hashlib
import heapq
import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from motcua.base.errors import Refused
from motcua.base.time import VN
from motcua.config.demo.scans import scanned
from motcua.config.demo.scenario import Life, decision, draw_life, minutes
from motcua.shared.calendars import engine
from motcua.shared.calendars import queries as calendars
from motcua.shared.catalogue import queries as catalogue
from motcua.shared.catalogue.procedure import Procedure
from motcua.shared.notify import actions as notify
from motcua.shared.org import people
from motcua.shared.org import queries as org
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import actions, fields, lifecycle, queries
from motcua.work.dossiers.models import Dossier
from motcua.work.dossiers.state import State

TO_A_COMMIT = 25
ARRIVING = ""
OPENS, CLOSES = 7.5, 16.5
TURNS_AT = {
    "take_over": (("recall", "request_recall"), ("decline", "decline")),
    "sign": (("send_back", "send_back"),),
    "appraise": (
        ("correct", "correct"),
        ("reassign", "reassign"),
        ("withdraw", "withdraw"),
        ("stop", "stop"),
        ("supplement", "draft_supplement"),
        ("silence", "ask_opinion"),
        ("opinion", "ask_opinion"),
        ("subdossier", "open_subdossier"),
    ),
}
REASONS = {
    "guide": "Bản chụp chưa rõ, đề nghị nộp bản khác.",
    "refuse": "Việc này không thuộc thẩm quyền giải quyết của cơ quan.",
}


class Simulator:
    """One part of the demo: the dossiers of every `of`-th counter."""

    def __init__(self, *, part: int, of: int, count: int, first: date, last: date, seed: int) -> None:
        self.rng = random.Random(seed * 1000 + part)  # noqa: S311 a game, no secret
        counters = org.counters()
        self.counters = [a for i, a in enumerate(counters) if i % of == part]
        self.weights = [{"xa": 1, "huyen": 7}.get(a.level, 14) for a in self.counters]
        whole = sum({"xa": 1, "huyen": 7}.get(a.level, 14) for a in counters)
        self.count = round(count * sum(self.weights) / whole) if part else count - round(count * self._rest(counters, of) / whole)
        self.until = datetime(last.year, last.month, last.day, 17, 0, tzinfo=VN)
        self.days = [d for d in (first + timedelta(n) for n in range((last - first).days + 1)) if self._works(d)]
        self.calendar = calendars.calendar_for(None)
        self.procedures = [p for row in catalogue.in_force() if row.accepted and (p := catalogue.procedure(row.code))]
        self.heap: list[tuple[datetime, int, str]] = []
        self.lives: dict[str, Life] = {}
        self.drawn = 0

    @staticmethod
    def _rest(counters: list[Any], of: int) -> int:
        return sum({"xa": 1, "huyen": 7}.get(a.level, 14) for i, a in enumerate(counters) if i % of)

    def _works(self, day: date) -> bool:
        morning = datetime(day.year, day.month, day.day, 6, 0, tzinfo=VN)
        return engine.next_opening(morning, calendars.calendar_for(None)).astimezone(VN).date() == day

    def run(self, tell: Callable[[int], None]) -> None:
        """Everything until the evening of the last day; `tell` hears how many arrived."""
        for _ in range(self.count):
            self._push(self._arrival_time(), ARRIVING)
        with notify.muted():
            while self.heap and self.heap[0][0] <= self.until:
                tell(self._commit())

    def _commit(self) -> int:
        arrived = 0
        with transaction.atomic():
            for _ in range(TO_A_COMMIT):
                if not self.heap or self.heap[0][0] > self.until:
                    break
                at, _n, code = heapq.heappop(self.heap)
                if code == ARRIVING:
                    arrived += 1
                    self._arrive(at)
                else:
                    self._live(code, at)
        return arrived

    def _push(self, at: datetime, code: str) -> None:
        self.drawn += 1
        heapq.heappush(self.heap, (at.replace(microsecond=0), self.drawn, code))

    def _arrival_time(self) -> datetime:
        day, hour = self.rng.choice(self.days), self.rng.triangular(OPENS, CLOSES, 9.0)
        if 11.5 <= hour < 13:  # noqa: PLR2004 the counter rests at noon
            hour += 1.6
        return datetime(day.year, day.month, day.day, tzinfo=VN) + timedelta(hours=hour)

    # --- arrival ---------------------------------------------------------------------------------------------------

    def _arrive(self, at: datetime) -> None:
        agency = self.rng.choices(self.counters, self.weights)[0]
        procedure = self._procedure(agency.level)
        officer = self.rng.choice(org.colleagues(agency.code, "counter"))
        choice = decision(self.rng)
        digest = hashlib.sha256(f"{at}{officer.by}{self.drawn}".encode()).hexdigest()[:7].upper()
        outcome = actions.receive(self._filing(procedure, officer, agency, choice, at), officer=officer, at=at, ref=f"TN-{at:%y%m%d}-{digest}")
        if outcome.row is not None:
            self._follow(outcome.row, draw_life(self.rng), at)

    def _procedure(self, level: str) -> Procedure:
        weights = [(6 if p.popular else 1) * (5 if p.level == level else 1) for p in self.procedures]
        return self.rng.choices(self.procedures, weights)[0]

    def _filing(self, p: Procedure, officer: Officer, agency: Any, choice: str, at: datetime) -> dict[str, Any]:
        rng = self.rng
        near = [w for w in people.wards() if org.agency_of_ward(w.code) in org.subtree(agency.code)] if agency.level != "tinh" else []
        ward = rng.choice(near) if near else None
        who = people.organisation(rng, ward=ward) if rng.random() < self._organisations(p) else people.person(rng, at.date(), ward=ward)
        required = p.required_for(None)
        papers = [{"key": x.key, "originals": x.originals or int(not x.copies), "copies": x.copies, "file": None} for x in required]
        if choice == "accept":
            drawn = scanned(random.Random(f"{at}{self.drawn}"), list(required), who.payload(), agency=agency.name, by=officer.by, at=at)  # noqa: S311 a game
            papers = [paper | {"file": drawn.get(str(paper["key"]))} for paper in papers]
        body: dict[str, Any] = {"decision": choice, "procedure": p.code, "case": None, "applicant": who.payload(), "papers": papers, "note": ""}
        body["channel_in"] = "counter"
        body["channel_out"] = "post" if rng.random() < 0.08 else "counter"  # noqa: PLR2004 a share
        if choice == "guide":
            first = required[0] if required else p.papers[0]
            body |= {"missing": [{"key": first.key, "note": REASONS["guide"]}], "papers": papers[1:]}
        return body | ({"reason": REASONS["refuse"]} if choice == "refuse" else {})

    @staticmethod
    def _organisations(p: Procedure) -> float:
        words = " ".join(p.subjects).lower()
        return 0.7 if "doanh nghiệp" in words and "công dân" not in words else 0.05

    # --- life ------------------------------------------------------------------------------------------------------

    def _live(self, code: str, at: datetime) -> None:
        row, life = Dossier.objects.get(code=code), self.lives[code]
        s = queries.state_of(row)
        if s.ended:
            return
        act, officer = self._next(s, life, at)
        if act is None or officer is None:
            self._push(engine.add_working(at, 4 * 3600, self.calendar), code)
            return
        try:
            row = actions.perform(code, act, self._fields(act, row, officer, at, life), officer=officer, at=at)
        except Refused:
            self._push(engine.add_working(at, 2 * 3600, self.calendar), code)
            return
        if act == "open_subdossier":
            child = Dossier.objects.get(code=f"{code}.{row.children}")
            self._follow(child, Life(random.Random(life.rng.random())), at)  # noqa: S311 a game, no secret
        self._follow(row, life, at)

    def _follow(self, row: Dossier, life: Life, at: datetime) -> None:
        if row.ended_at is not None:
            self.lives.pop(row.code, None)
            return
        self.lives[row.code] = life
        s = queries.state_of(row)
        act = lifecycle.expected(s, at) or "hand_over"
        step = s.step_now()
        total = sum(float(x["minutes"]) for x in s.steps) or 2400.0
        share = float(step["minutes"]) if step else 0.0
        if step and step["minutes_unit"] == "calendar":
            share, total = share / 3, total / 3
        if act == "submit_for_signature":
            share = 0.0
        wait = max(2.0, minutes(life, act, share, total))
        self._push(engine.add_working(at, round(wait * 60), self.calendar), row.code)

    def _next(self, s: State, life: Life, at: datetime) -> tuple[str | None, Officer | None]:
        """The act to do now and who does it."""
        turn = self._turn(s, life, at)
        officer = self._actor(s, turn, at, life) if turn else None
        if turn and officer:
            return turn, officer
        act = lifecycle.expected(s, at)
        if act == "answer_opinion" and life.silent:
            return None, None
        if act is None:
            return None, None
        return act, self._actor(s, act, at, life)

    def _turn(self, s: State, life: Life, at: datetime) -> str | None:
        expected = lifecycle.expected(s, at)
        if self._apologises(s, life, at):
            return "apologise"
        if expected == "take_over" and s.recall:
            return "decline"
        return next((act for turn, act in TURNS_AT.get(expected or "", ()) if life.turn(turn)), None)

    @staticmethod
    def _apologises(s: State, life: Life, at: datetime) -> bool:
        if not (life.slow and life.apologises) or s.apologised or s.due_at is None:
            return False
        return s.due_at - timedelta(days=1) < at < s.due_at and s.state in {"processing", "for_signature"}

    def _actor(self, s: State, act: str, at: datetime, life: Life) -> Officer | None:
        agencies = {
            "issue_supplement": s.accepting, "supply": s.accepting, "withdraw": s.accepting, "correct": s.accepting, "return_result": s.accepting,
            "take_over": s.to_agency, "decline": s.to_agency, "answer_opinion": s.opinions[0]["to"] if s.opinions else s.agency,
        }  # fmt: skip
        able = [o for o in org.colleagues(agencies.get(act) or s.agency) if lifecycle.why_not(s, act, o, at) is None]
        named = [o for o in able if o.username == (s.to_officer if s.in_transit else s.officer)]
        unit = [o for o in able if o.unit and o.unit == (s.to_unit or s.unit)]
        pool = named or unit or able
        return life.rng.choice(pool) if pool else None

    def _fields(self, act: str, row: Dossier, officer: Officer, at: datetime, life: Life) -> dict[str, Any]:
        s = queries.state_of(row)
        papers = tuple(x.key for p in [catalogue.procedure(row.procedure)] if p for x in p.required_for(None)[:1])
        schema = fields.schema(act, actions.scene(row, s, officer, at, applicant="Người nộp hồ sơ", papers=papers))
        body = {name: one["examples"][0] for name, one in schema["properties"].items() if one.get("examples") and name in schema["required"]}
        if act == "appraise" and life.turn("not_eligible"):
            body |= {"conclusion": "not_eligible", "note": "Hồ sơ chưa đủ điều kiện theo quy định."}
        if act == "submit_for_signature":
            body["signer"] = life.rng.choice(org.colleagues(s.agency, "leader")).username
        if act == "return_result":
            body |= {"to_whom": queries.content_of(row.code).name or "Người nộp hồ sơ", "fee_collected": row.fee or 0}
        if act in {"hand_over"} and (unit := lifecycle.next_place(s)[1]):
            body["unit"] = unit
        return body
