"""The commands. A module has `HELP`, `DATABASE` ("none", "app", "owner", "create"), `configure(parser)` and `run(args) -> exit code`."""

import argparse
from typing import Protocol

from motcua.config.commands import bench, calendar, check, demo, dsn, due, export, import_, people, publish, rebuild, run, stop, token, verify


class Command(Protocol):
    """What the command line expects of a module."""

    HELP: str
    DATABASE: str

    def configure(self, parser: argparse.ArgumentParser, /) -> None: ...

    def run(self, args: argparse.Namespace, /) -> int: ...


ALL: dict[str, Command] = {
    "run": run,
    "stop": stop,
    "demo": demo,
    "due": due,
    "verify": verify,
    "rebuild": rebuild,
    "export": export,
    "token": token,
    "people": people,
    "check": check,
    "dsn": dsn,
    "bench": bench,
    "import": import_,
    "calendar": calendar,
    "publish": publish,
}
