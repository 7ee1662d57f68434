"""The command line `motcua`: one small module for each command in `config/commands/`. Errors are one sentence and exit code 2."""

import argparse
import fcntl
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import NoReturn

from motcua.config import commands, postgres
from motcua.config.instance import Instance, Sentence


class Parser(argparse.ArgumentParser):
    """argparse in Vietnamese where a person meets it."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"Lệnh chưa đúng: {message}\n")


def parser() -> argparse.ArgumentParser:
    whole = Parser(prog="motcua", description="Một Cửa: hệ thống làm việc của một tỉnh. Chạy từ thư mục gốc của mã nguồn.")
    parts = whole.add_subparsers(dest="command", metavar="LỆNH", required=True, parser_class=Parser)
    for name, command in commands.ALL.items():
        part = parts.add_parser(name, help=command.HELP, description=command.HELP)
        command.configure(part)
    return whole


@contextmanager
def database(need: str) -> Iterator[None]:
    """What a command needs: "none", "app", "owner" or "create" (the owner, also of a database that is not there yet).

    A server that does not run is started for the command and stopped after it.
    """
    if need == "none":
        yield
        return
    if need in {"owner", "create"}:
        os.environ["MOTCUA_OWNER"] = "1"
    instance = Instance()
    if not instance.embedded:
        yield
        return
    if need != "create" and not (instance.data / "PG_VERSION").exists():
        raise Sentence("Ở đây chưa có dữ liệu. Chạy `make run` trước.")
    instance.run.mkdir(parents=True, exist_ok=True)
    with borrowed(instance):
        yield


@contextmanager
def borrowed(instance: Instance) -> Iterator[None]:
    """A running server, started when there was none. The last of several commands at a time stops what a command started."""
    lent = instance.run / "started-for-a-command"
    with (instance.run / "commands.lock").open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        if not postgres.running(instance.data):
            lent.touch()
            postgres.start(instance.data)
        try:
            yield
        finally:
            with suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if lent.exists():
                    lent.unlink()
                    if instance.live() is None:
                        postgres.stop(instance.data)


def run(arguments: Sequence[str]) -> int:
    args = parser().parse_args(arguments)
    command = commands.ALL[args.command]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    with database(command.DATABASE):
        if command.DATABASE == "none":
            return command.run(args)
        return with_django(command, args)


def with_django(command: "commands.Command", args: argparse.Namespace) -> int:
    import django  # noqa: PLC0415 commands without a database start at once
    from django.db import DatabaseError, connections  # noqa: PLC0415

    from motcua.base.errors import Refused  # noqa: PLC0415

    django.setup()
    try:
        return command.run(args)
    except Refused as refusal:
        raise Sentence(" ".join([refusal.detail, *refusal.fields.values()])) from refusal
    except DatabaseError as error:
        cause = str(error).strip().splitlines()[0]
        raise Sentence(f"Cơ sở dữ liệu chưa sẵn sàng ({cause}). Chạy `make run` trước.") from error
    finally:
        connections.close_all()
        for connection in connections.all(initialized_only=True):
            connection.close_pool()  # type: ignore[attr-defined]


def ended(number: int, frame: object) -> NoReturn:
    """Asked to end: what was begun is put back on the way out."""
    raise KeyboardInterrupt


def main() -> NoReturn:
    for number in (signal.SIGINT, signal.SIGTERM):  # a shell's background job would ignore Ctrl-C
        signal.signal(number, ended)
    try:
        code = run(sys.argv[1:])
        sys.stdout.flush()
    except (Sentence, postgres.PostgresError) as refusal:
        print(refusal, file=sys.stderr)
        code = 2
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code)


if __name__ == "__main__":
    main()
