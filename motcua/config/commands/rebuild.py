"""`motcua rebuild`: every table made anew from the entries; they must come out equal."""

import argparse

HELP = "Dựng lại mọi bảng chiếu từ sổ cái và so với bảng cũ."
DATABASE = "owner"


def configure(parser: argparse.ArgumentParser) -> None:
    """Takes no arguments."""


def run(args: argparse.Namespace) -> int:
    from motcua.shared.journal import rebuild  # noqa: PLC0415 after django.setup

    report = rebuild.rebuild()
    print(report)
    return 0 if report.whole else 1
