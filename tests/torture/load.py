"""Clients that do not give up: each request is repeated with its key until it is answered."""

import http.client
import random
import threading
import time
import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from tests.calls import APPLICANT, Answer, Api, Province

PATIENCE = 180
UNANSWERED = frozenset({500, 502, 503, 504})


def until_answered(call: Callable[[], Answer], patience: float = PATIENCE) -> Answer:
    """The first answer that decides: broken lines and 5xx are no answer, so the call is made again."""
    until = time.monotonic() + patience
    while True:
        try:
            answer = call()
            if answer.status not in UNANSWERED:
                return answer
            said = str(answer.status)
        except (OSError, http.client.HTTPException) as broken:
            said = repr(broken)
        assert time.monotonic() < until, f"no answer in {patience} seconds: {said}"
        time.sleep(random.uniform(0.05, 0.3))


class Worker(threading.Thread):
    """A thread that hands its failure on to whoever joins it."""

    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__(daemon=True)
        self.work = work
        self.failure: BaseException | None = None

    def run(self) -> None:
        try:
            self.work()
        except BaseException as failure:  # told by `all_done`
            self.failure = failure


def all_done(workers: list[Worker], seconds: float) -> None:
    """Wait for all; raise the first failure."""
    until = time.monotonic() + seconds
    for worker in workers:
        worker.join(max(0.1, until - time.monotonic()))
    for worker in workers:
        if worker.failure is not None:
            raise worker.failure
    assert not any(worker.is_alive() for worker in workers), "a worker did not end"


def together(calls: list[Callable[[], Answer]]) -> list[Answer]:
    """All at once, each in a thread of its own; the answers in order."""
    found: dict[int, Answer] = {}
    start = threading.Barrier(len(calls))

    def one(number: int) -> Callable[[], None]:
        def run() -> None:
            start.wait(30)
            found[number] = calls[number]()

        return run

    workers = [Worker(one(number)) for number in range(len(calls))]
    for worker in workers:
        worker.start()
    all_done(workers, 120)
    return [found[number] for number in range(len(calls))]


class Client:
    """Brings people to a counter and their dossiers forward, under keys of its own; remembers what was answered."""

    def __init__(self, province: Province, counter: Api, name: str) -> None:
        self.province, self.counter, self.name = province, counter, name
        self.accepted: dict[str, str] = {}
        self.acts = 0
        self.rng = random.Random(name)

    def accept(self) -> dict[str, Any]:
        """One dossier of a person whose name nobody else has."""
        who = f"{self.name} {uuid.uuid4().hex[:12]}"
        body, key = self.province.filing(applicant={**APPLICANT, "name": who}), str(uuid.uuid4())
        answer = until_answered(lambda: self.counter.post("dossiers", body, key=key))
        assert answer.status == 201, answer.raw
        made: dict[str, Any] = answer.json
        self.accepted[who] = made["code"]
        return made

    def forward(self, dossier: dict[str, Any]) -> dict[str, Any]:
        """The expected act, by whoever of the agency may do it."""
        agency = (dossier["in_transit_to"] or dossier["holder"])["agency"]
        for person in self.province.instance.people(agency=agency):
            api = Api(self.province.url, person)
            seen = until_answered(partial(api.get, f"dossiers/{dossier['code']}")).json
            act = next((a for a in seen["acts"] if a["act"] == seen["expected_act"] and a["allowed"]), None)
            if act:
                fields = {name: act["fields"]["properties"][name]["examples"][0] for name in act["fields"]["required"]}
                answer = until_answered(partial(api.act, seen["code"], act["act"], seen["seq"], key=str(uuid.uuid4()), **fields))
                assert answer.status == 200, answer.raw
                self.acts += 1
                after: dict[str, Any] = answer.json
                return after
        raise AssertionError(f"nobody of {agency} may {dossier['expected_act']} on {dossier['code']}")

    def live(self, ended: threading.Event) -> None:
        """Accept and bring forward until told to stop."""
        while not ended.is_set():
            dossier = self.accept()
            for _ in range(self.rng.randrange(12)):
                if dossier["expected_act"] is None or ended.is_set():
                    break
                dossier = self.forward(dossier)
