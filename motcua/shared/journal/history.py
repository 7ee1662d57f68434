"""What happened last in the streams of some prefixes: one question, for the pages that show a history of reference data.

Each stream is looked up by its index (`offset 0` keeps the planner to it), so the cost grows with the streams of reference data alone.
"""

from collections.abc import Sequence

from motcua.shared.journal.entries import Entry
from motcua.shared.journal.postgres import ENTRY_COLUMNS, ask, read_entry

RECENT = f"""
with streams as materialized (select stream_id from journal_head where {{streams}}),
found as materialized (
    select one.id from streams cross join lateral
    (select e.id from journal_entry e where e.stream_id = streams.stream_id and {{entries}} offset 0) as one
), newest as materialized (select id from found order by id desc limit %s)
select e.id, {ENTRY_COLUMNS} from newest join journal_entry e on e.id = newest.id left join journal_sealed s on s.entry_id = e.id
order by e.id desc"""  # noqa: S608 constant columns
ONE_OF = "stream_id like %s"


def recent(
    prefixes: Sequence[str], *, kind: str = "", username: str = "", stream_id: str = "", before: int | None = None, limit: int = 50
) -> list[tuple[int, Entry]]:
    """See `queries.recent`."""
    streams = ["stream_id = %s"] if stream_id else [ONE_OF] * len(prefixes)
    given: list[object] = [stream_id] if stream_id else [f"{prefix}:%" for prefix in prefixes]
    entries = {"e.kind = %s": kind, "e.by like %s": _starts(username), "e.id < %s": before}
    asked = {question: value for question, value in entries.items() if value}
    question = RECENT.format(streams=" or ".join(streams) or "false", entries=" and ".join(asked) or "true")
    return [(row[0], read_entry(row[1:])) for row in ask(question, *given, *asked.values(), limit)]


def _starts(username: str) -> str:
    """Whoever has that user name, in any agency; what the pattern could take for more is none of a name."""
    return f"{username.replace('%', '').replace('_', '')}@%" if username else ""
