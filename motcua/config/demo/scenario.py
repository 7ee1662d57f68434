"""What may befall a dossier of the demo, drawn once for each: pure. Shares are assumed, near what provinces report."""

import random
from dataclasses import dataclass, field

TURNS: dict[str, float] = {
    "supplement": 0.08,
    "opinion": 0.05,
    "silence": 0.01,
    "subdossier": 0.015,
    "not_eligible": 0.03,
    "send_back": 0.04,
    "decline": 0.02,
    "recall": 0.006,
    "withdraw": 0.02,
    "stop": 0.005,
    "reassign": 0.03,
    "correct": 0.02,
}
AT_COUNTER = (("guide", 0.03), ("refuse", 0.012))
SLOW, APOLOGISES = 0.13, 0.7


@dataclass(slots=True)
class Life:
    """The fate of one dossier. `turns` empties as they happen."""

    rng: random.Random
    turns: set[str] = field(default_factory=set)
    slow: bool = False
    apologises: bool = False
    silent: bool = False  # the agency asked for an opinion never answers

    def turn(self, name: str) -> bool:
        """Whether this turn comes now; once only."""
        if name in self.turns:
            self.turns.discard(name)
            return True
        return False


def draw_life(rng: random.Random) -> Life:
    turns = {name for name, share in TURNS.items() if rng.random() < share}
    return Life(random.Random(rng.random()), turns, rng.random() < SLOW, rng.random() < APOLOGISES, "silence" in turns)  # noqa: S311 a game, no secret


def decision(rng: random.Random) -> str:
    """What the counter decides: accept, guide or refuse."""
    x = rng.random()
    for name, share in AT_COUNTER:
        if x < share:
            return name
        x -= share
    return "accept"


def minutes(life: Life, act: str, share: float, total: float) -> float:
    """Working minutes until `act` is done: from the step's share where it has one, else a usual handling time, shorter for short limits."""
    rng = life.rng
    if act in {"appraise", "sign", "assign"} and share:
        slow = life.slow and act == "appraise"
        return share * (rng.uniform(1.6, 3.2) if slow else rng.uniform(0.15, 0.85))
    usual = {"supply": 1500.0, "return_result": 900.0, "answer_opinion": 900.0, "hand_over": 70.0, "take_over": 60.0}.get(act, 45.0)
    if act not in {"supply", "return_result", "answer_opinion"}:
        usual = min(usual, max(4.0, total / 25))
    return usual * rng.uniform(0.1, 1.9)
