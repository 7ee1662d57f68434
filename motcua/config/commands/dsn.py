"""`motcua dsn`: how the owner of the database connects."""

import argparse

HELP = "In chuỗi kết nối của chủ cơ sở dữ liệu (người có mọi quyền)."
DATABASE = "owner"


def configure(parser: argparse.ArgumentParser) -> None:
    """Takes no arguments."""


def run(args: argparse.Namespace) -> int:
    from motcua.config import installation  # noqa: PLC0415 after django.setup

    print(installation.owner_dsn())
    return 0
