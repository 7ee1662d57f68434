"""`motcua run`: everything, until Ctrl-C."""

import argparse

from motcua.config import supervisor

HELP = "Chạy cơ sở dữ liệu, web và worker; Ctrl-C dừng tất cả (PORT=, HOST=, DATABASE_URL= từ môi trường)."
DATABASE = "none"


def configure(parser: argparse.ArgumentParser) -> None:
    """Takes no arguments."""


def run(args: argparse.Namespace) -> int:
    return supervisor.run()
