"""Many counters at once: numbers without gap or repeat, one officer for one act."""

import threading
from collections import Counter
from functools import partial
from typing import Any

import psycopg
import pytest

from tests.calls import COMMUNE, DISTRICT, JUSTICE, Api, Province
from tests.instance import Instance
from tests.torture.load import Client, Worker, all_done, together

pytestmark = pytest.mark.slow
COUNTERS, DOSSIERS, RACES = 16, 2_000, 50
AGENCIES = (COMMUNE, COMMUNE, COMMUNE, COMMUNE, DISTRICT, DISTRICT, DISTRICT, "000.02.25.H19", "000.02.25.H19", "000.03.25.H19")
NUMBERS = """
select code, accepting, accepted_on, serial, book, book_no from dossiers_dossier
where parent is null and accepting = any(%s) order by accepting, accepted_on, serial
"""


def counters(province: Province) -> list[Api]:
    """Sixteen officers, several at one agency."""
    taken: Counter[str] = Counter()
    found = []
    for number in range(COUNTERS):
        agency = AGENCIES[number % len(AGENCIES)]
        people = province.instance.people("counter", agency)
        found.append(Api(province.url, people[taken[agency] % len(people)]))
        taken[agency] += 1
    return found


def without_gap(numbers: list[int]) -> bool:
    return sorted(numbers) == list(range(1, len(numbers) + 1))


def test_2000_dossiers_at_16_counters_get_numbers_without_gap_or_repeat(instance: Instance, province: Province) -> None:
    province.papers("1.001193")
    clients = [Client(province, counter, f"Quầy {number}") for number, counter in enumerate(counters(province))]
    left, lock = iter(range(DOSSIERS)), threading.Lock()

    def serve(client: Client) -> None:
        while True:
            with lock:
                if next(left, None) is None:
                    return
            client.accept()

    workers = [Worker(partial(serve, client)) for client in clients]
    for worker in workers:
        worker.start()
    all_done(workers, 900)
    codes = [code for client in clients for code in client.accepted.values()]
    assert len(codes) == len(set(codes)) == DOSSIERS
    with psycopg.connect(instance.dsn) as connection:
        rows = connection.execute(NUMBERS, [sorted(set(AGENCIES))]).fetchall()
    assert set(codes) <= {row[0] for row in rows}
    days: dict[Any, list[int]] = {}
    books: dict[Any, list[int]] = {}
    for code, agency, day, serial, book, book_no in rows:
        assert code == f"{agency}-{day:%y%m%d}-{serial:04d}"
        days.setdefault((agency, day), []).append(serial)
        books.setdefault((agency, book), []).append(book_no)
    assert all(map(without_gap, days.values()))
    assert all(map(without_gap, books.values()))
    assert instance.run("check").returncode == 0


def test_of_two_officers_who_take_the_same_dossier_exactly_one_succeeds(province: Province) -> None:
    people = [Api(province.url, person) for person in province.instance.people("specialist", JUSTICE)[:2]]
    for _ in range(RACES):
        row = province.do(province.accept(), "hand_over", to=JUSTICE)
        answers = together([partial(api.act, row["code"], "take_over", row["seq"]) for api in people])
        assert sorted(answer.status for answer in answers) == [200, 409]
        lost = next(answer for answer in answers if answer.status == 409)
        assert lost.problem == (409, "stale")
        assert lost.json["seq"] == row["seq"] + 1
        won = next(answer for answer in answers if answer.status == 200)
        assert won.json["seq"] == row["seq"] + 1


def test_opposite_acts_at_once_leave_one_of_them(province: Province) -> None:
    """Take over and decline, withdraw and hand over."""
    for _ in range(10):
        row = province.do(province.accept(), "hand_over", to=JUSTICE)
        one, two = (Api(province.url, person) for person in province.instance.people("specialist", JUSTICE)[:2])
        take = partial(one.act, row["code"], "take_over", row["seq"])
        answers = together([take, partial(two.act, row["code"], "decline", row["seq"], reason="Nhầm.")])
        assert sorted(answer.status for answer in answers) in ([200, 409], [200, 404])  # once declined, the agency sees it no more
        fresh = province.accept()
        one, two = province.one("counter"), province.one("counter", nth=1)
        withdraw = partial(one.act, fresh["code"], "withdraw", fresh["seq"], reason="Thôi.")
        answers = together([withdraw, partial(two.act, fresh["code"], "hand_over", fresh["seq"], to=DISTRICT)])
        assert sorted(answer.status for answer in answers) == [200, 409]
