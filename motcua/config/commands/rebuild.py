"""`motcua rebuild`: every table made anew from the entries; they must come out equal."""

import argparse

HELP = "Dựng lại mọi bảng chiếu từ nhật ký và so với bảng cũ; mã thoát 1 khi khác."
DATABASE = "owner"


def configure(parser: argparse.ArgumentParser) -> None:
    """Takes no arguments."""


def run(args: argparse.Namespace) -> int:
    from motcua.config.commands import reports  # noqa: PLC0415 after django.setup
    from motcua.shared.journal import rebuild  # noqa: PLC0415

    with reports.progress("Dựng lại bảng chiếu") as told:
        report = rebuild.rebuild(progress=told)
    return reports.tell(report, "Bảng chiếu dựng lại giống hệt")
