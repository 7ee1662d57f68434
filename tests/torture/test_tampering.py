"""With the triggers switched off, whoever may do anything falsifies the journal: `verify` finds each change and names the place."""

import json
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from tests.calls import JUSTICE, Province
from tests.instance import Instance

pytestmark = pytest.mark.slow
Connection = psycopg.Connection[Any]
TABLES = {"journal_sealed": "entry_id", "journal_outbox": "entry_id", "journal_feed": "entry_id", "journal_entry": "id", "journal_head": "stream_id"}
ROWS = {"entry_id": "id", "id": "id", "stream_id": "stream_id"}
OF_CODES = "split_part(stream_id, ':', 2) = any(%(codes)s)"


def verified(instance: Instance, *words: str) -> str:
    """`motcua verify` finds nothing; its sentence."""
    return instance.run("verify", *words).stdout


def broken(instance: Instance, *words: str) -> str:
    """`motcua verify` ends with 1; what it says."""
    done = instance.run("verify", *words, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


@contextmanager
def resting(instance: Instance) -> Iterator[None]:
    """The worker writes nothing meanwhile."""
    state = instance.state()
    assert state is not None
    worker = state.children["worker"]
    worker.send(signal.SIGSTOP)
    try:
        yield
    finally:
        worker.send(signal.SIGCONT)


@contextmanager
def falsified(instance: Instance, *codes: str) -> Iterator[Connection]:
    """A connection of the owner without triggers; afterwards every row of the streams of these codes is as it was."""
    with resting(instance), psycopg.connect(instance.dsn, autocommit=True) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute(f"create temporary table kept as select id, stream_id from journal_entry where {OF_CODES}", {"codes": list(codes)})
        for table, column in TABLES.items():
            connection.execute(f"create temporary table kept_{table} as select * from {table} where {column} in (select {ROWS[column]} from kept)")
        try:
            yield connection
        finally:
            for table, column in TABLES.items():
                connection.execute(f"delete from {table} where {column} in (select {ROWS[column]} from kept)")
                connection.execute(f"insert into {table} overriding system value select * from kept_{table}")


CHANGES = {
    "another conclusion": 'update journal_entry set payload = payload || \'{"conclusion": "not_eligible"}\' where stream_id = %s and seq = 7',
    "another moment": "update journal_entry set at = at + interval '1 day' where stream_id = %s and seq = 2",
    "a microsecond": "update journal_entry set at = at + interval '1 microsecond' where stream_id = %s and seq = 3",
    "another writer": "update journal_entry set by = replace(by, '@', 'x@') where stream_id = %s and seq = 1",
    "another node": "update journal_entry set node = 'elsewhere' where stream_id = %s and seq = 4",
    "another kind": "update journal_entry set kind = 'dossier.stopped' where stream_id = %s and seq = 5",
    "another hash": "update journal_entry set hash = decode(repeat('ab', 32), 'hex') where stream_id = %s and seq = 6",
    "another digest": "update journal_entry set sealed_digest = decode(repeat('ab', 32), 'hex') where stream_id = %s and seq = 1",
    "removed in the middle": "delete from journal_entry where stream_id = %s and seq = 4",
    "removed at the beginning": "delete from journal_entry where stream_id = %s and seq = 1",
    "removed at the end": (
        "delete from journal_entry e where stream_id = %s and seq = (select max(seq) from journal_entry where stream_id = e.stream_id)"
    ),
    "all removed": "delete from journal_entry where stream_id = %s",
    "another head": "update journal_head set seq = seq - 1 where stream_id = %s",
    "another holder": "update journal_head set agency = '000.00.25.H19' where stream_id = %s",
    "no head": "delete from journal_head where stream_id = %s",
    "another name in the sealed part": (
        "update journal_sealed set content = jsonb_set(content, '{applicant,name}', '\"Ai Khác\"') "
        "where entry_id = (select id from journal_entry where stream_id = %s and seq = 1)"
    ),
    "no sealed part": "delete from journal_sealed where entry_id = (select id from journal_entry where stream_id = %s and seq = 1)",
}


SWAP = """
update journal_entry a set {column} = b.{column} from journal_entry b
where a.stream_id = %s and b.stream_id = a.stream_id and a.seq + b.seq = 7 and a.seq in (3, 4)
"""


def worked_on(province: Province) -> str:
    """A dossier with a history of eight entries and an answered opinion."""
    row = province.do(province.do(province.accept(), "hand_over"), "take_over")
    row = province.do(province.do(row, "ask_opinion", to=JUSTICE), "answer_opinion")
    return str(province.do(province.do(province.do(row, "appraise"), "submit_for_signature"), "sign")["code"])


def swap_places(connection: Connection, stream: str) -> None:
    connection.execute("update journal_entry set seq = 1000 + seq where stream_id = %s and seq in (3, 4)", [stream])
    connection.execute("update journal_entry set seq = 1007 - seq where stream_id = %s and seq > 1000", [stream])


def swap_contents(connection: Connection, stream: str) -> None:
    for column in ("payload", "kind"):
        connection.execute(SWAP.format(column=column), [stream])


def swap_with(connection: Connection, one: str, two: str) -> None:
    for stream, place in ((one, "dossier:aside"), (two, one), ("dossier:aside", two)):
        connection.execute("update journal_entry set stream_id = %s where stream_id = %s and seq = 1", [place, stream])


def test_every_change_is_found_and_its_place_named(instance_alone: Instance, province: Province) -> None:
    """One dossier for each way to falsify; each is named by `verify`, by `verify --full` and by `verify CODE`."""
    codes = {name: worked_on(province) for name in (*CHANGES, "places swapped", "contents swapped", "one of two", "two of two", "opinion")}
    verified(instance_alone)
    with falsified(instance_alone, *codes.values()) as connection:
        for name, statement in CHANGES.items():
            assert connection.execute(statement, [f"dossier:{codes[name]}"]).rowcount >= 1, name
        swap_places(connection, f"dossier:{codes['places swapped']}")
        swap_contents(connection, f"dossier:{codes['contents swapped']}")
        swap_with(connection, f"dossier:{codes['one of two']}", f"dossier:{codes['two of two']}")
        connection.execute("delete from journal_entry where stream_id = %s and seq = 2", [f"opinion:{codes['opinion']}:1"])
        for words in ((), ("--full",)):
            said = broken(instance_alone, *words)
            assert [name for name, code in codes.items() if code not in said] == []
        for name in ("a microsecond", "removed in the middle", "contents swapped", "another name in the sealed part", "opinion"):
            assert codes[name] in broken(instance_alone, codes[name])
    verified(instance_alone)


def test_a_tail_cut_without_a_trace_is_found_against_the_published_head(instance_alone: Instance, province: Province) -> None:
    """The last dossier vanishes from the whole database; only the head that was published outside knows of it."""
    made = province.accept()["code"]
    instance_alone.run("publish")
    verified(instance_alone)
    stream = f"dossier:{made}"
    with falsified(instance_alone, made) as connection:
        after = connection.execute(
            "select distinct stream_id from journal_feed f join journal_entry e on e.id = f.entry_id where position >= "
            "(select min(position) from journal_feed f join journal_entry e on e.id = f.entry_id where stream_id = %s)",
            [stream],
        )
        assert after.fetchall() == [(stream,)]
        for table in ("journal_feed", "journal_sealed", "journal_outbox"):
            connection.execute(f"delete from {table} where entry_id in (select id from journal_entry where stream_id = %s)", [stream])
        for table in ("journal_entry", "journal_head"):
            connection.execute(f"delete from {table} where stream_id = %s", [stream])
        for table, column in (("dossier", "code"), ("content", "dossier"), ("holding", "dossier"), ("involvement", "dossier")):
            connection.execute(f"delete from dossiers_{table} where {column} = %s", [made])
        said = broken(instance_alone)
        assert "đầu" in said.lower()
    assert instance_alone.run("rebuild", check=False).returncode == 1
    assert instance_alone.run("rebuild").returncode == 0
    assert province.seen(made)["state"] == "accepted"


def test_a_published_head_that_was_changed_is_found(instance_alone: Instance) -> None:
    instance_alone.run("publish")
    heads = instance_alone.var / "published" / "heads.jsonl"
    kept = heads.with_suffix(".kept")
    shutil.copy(heads, kept)
    lines = heads.read_text().splitlines()
    last = json.loads(lines[-1])
    try:
        for forged in ({**last, "root": "ab" * 32}, {**last, "size": last["size"] - 1}, {**last, "at": "2020-01-01T00:00:00.000000Z"}):
            text = json.dumps(forged, separators=(",", ":"), sort_keys=True)
            heads.write_text("\n".join([*lines[:-1], text]) + "\n")
            broken(instance_alone)
    finally:
        kept.replace(heads)
    verified(instance_alone)


def test_a_table_that_says_something_else_is_found_and_rebuilt(instance_alone: Instance, province: Province) -> None:
    made = province.accept()
    with psycopg.connect(instance_alone.dsn, autocommit=True) as connection:
        connection.execute("update dossiers_dossier set seq = 5, due_at = due_at + interval '9 days' where code = %s", [made["code"]])
        assert made["code"] in broken(instance_alone)
        said = instance_alone.run("rebuild", check=False)
        assert said.returncode == 1
        assert made["code"] in said.stdout
    assert "giống hệt" in instance_alone.run("rebuild").stdout
    verified(instance_alone)
    assert province.seen(made["code"])["due_at"] == made["due_at"]


def test_rebuilt_tables_are_equal_and_a_second_time_too(instance_alone: Instance) -> None:
    assert instance_alone.run("rebuild").returncode == 0
    assert instance_alone.run("rebuild").returncode == 0
    assert instance_alone.run("check").returncode == 0
