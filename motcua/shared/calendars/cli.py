"""What `motcua due` does: one due moment for a person, many for a program. Without a running instance the shipped calendar counts."""

import json
import socket
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import django
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, connections

from motcua.shared.calendars import asked
from motcua.shared.calendars.calendar_data import shipped
from motcua.shared.calendars.engine import Calendar, due, due_with_certificate

Lookup = Callable[[str | None], Calendar]
WRONG = 2


class UnknownAgency(ValueError):
    """No agency has that code; the message is a sentence for the person."""


def due_command(start: str, term: str, agency: str | None = None, json_out: bool = False, *, out: TextIO | None = None) -> int:
    """Print the due moment, or with `json_out` the moment and its certificate. 2, and a sentence on stderr, for what cannot be read."""
    try:
        with lookup() as find:
            calendar = find(asked.agency(agency))
        found, certificate = due_with_certificate(asked.start(start), asked.term(term), calendar)
    except ValueError as wrong:
        print(wrong, file=sys.stderr)
        return WRONG
    if json_out:
        answer = {"due_at": certificate["due_at"], "certificate": certificate}
        print(json.dumps(answer, ensure_ascii=False, indent=1), file=out)
    elif found is not None:
        print(found.isoformat(), file=out)
    return 0


def due_batch(lines_in: Iterable[str | bytes], out: TextIO) -> int:
    """For each JSON line a JSON line, in order: `{"due_at"}`, or `{"error"}` where a line is bad; then 1 in the end. Empty lines are passed over."""
    code = 0
    with lookup() as find:
        for line in lines_in:
            if not line.strip():
                continue
            try:
                answer = _answer(line, find)
            except (ValueError, RecursionError) as wrong:
                code, answer = 1, _error(wrong)
            out.write(answer)
    out.flush()
    return code


@contextmanager
def lookup() -> Iterator[Lookup]:
    """How a calendar is found: among the instance's where its database answers, else the shipped one, which knows no agency.

    Django is started here only when there is a database to ask and nobody started it before; then its connections are closed, too.
    """
    known: dict[str | None, Calendar] = {}
    ours, listens = not apps.ready, _listens()
    if ours and listens:
        django.setup()
    online = listens and _has_tables()

    def find(agency: str | None) -> Calendar:
        calendar = known.get(agency)
        if calendar is None:
            calendar = known[agency] = _online(agency) if online else _offline(agency)
        return calendar

    try:
        yield find
    finally:
        if ours and listens:
            connections.close_all()
            close_pool = getattr(connection, "close_pool", None)
            if close_pool:
                close_pool()


def _answer(line: str | bytes, find: Lookup) -> str:
    question = json.loads(line)
    if not isinstance(question, dict):
        raise ValueError("Mỗi dòng phải là một đối tượng JSON có start và term.")
    calendar = find(asked.agency(question.get("agency")))
    start, term = asked.start(question.get("start")), asked.term(question.get("term"))
    found = due(start, term, calendar, asked.pauses(question.get("pauses")))
    return '{"due_at": null}\n' if found is None else f'{{"due_at": "{found.isoformat()}"}}\n'


def _error(wrong: Exception) -> str:
    sentence = "Dòng này không phải là JSON." if isinstance(wrong, json.JSONDecodeError | UnicodeDecodeError | RecursionError) else str(wrong)
    return json.dumps({"error": sentence.encode("utf-8", "replace").decode()}, ensure_ascii=False) + "\n"


def _online(agency: str | None) -> Calendar:
    from motcua.shared.calendars import queries  # noqa: PLC0415 needs the tables

    try:
        if agency is not None and not queries.is_agency(agency):
            raise UnknownAgency(f"Không có cơ quan nào mang mã {agency[:40]}.")
        return queries.calendar_for(agency)
    except DatabaseError as error:
        raise ValueError("Cơ sở dữ liệu không trả lời nên chưa tra được lịch làm việc. Hãy thử lại sau.") from error


def _offline(agency: str | None) -> Calendar:
    if agency is not None:
        raise UnknownAgency(f"Hệ thống chưa chạy nên không tra được cơ quan mang mã {agency[:40]}.")
    return shipped()


def _listens() -> bool:
    """Whether the database may answer: a local socket is tried, as a pool would wait for it; a server elsewhere is taken at its word."""
    host = str(settings.DATABASES["default"].get("HOST") or "")
    if not host.startswith("/"):
        return True
    with socket.socket(socket.AF_UNIX) as client:
        try:
            client.connect(str(Path(host) / ".s.PGSQL.5432"))
        except OSError:
            return False
    return True


def _has_tables() -> bool:
    try:
        return "calendars_calendarversion" in connection.introspection.table_names()
    except DatabaseError:
        return False
