"""`motcua check`: the invariants of the work; one line for each violation."""

import argparse

HELP = "Soát các bất biến: không hồ sơ nào thiếu người giữ hay mốc kế tiếp, số liệu cân đối. Mã thoát 1 khi có vi phạm."
DATABASE = "app"


def configure(parser: argparse.ArgumentParser) -> None:
    """Takes no arguments."""


def run(args: argparse.Namespace) -> int:
    from motcua.base.time import now  # noqa: PLC0415 after django.setup
    from motcua.work.dossiers import checks  # noqa: PLC0415

    found = 0
    for line in checks.violations(now()):
        found += 1
        print(line, flush=True)
    if not found:
        print("Không có vi phạm nào.")
    return 1 if found else 0
