"""`motcua publish`: the head of the log, written outside the database now."""

import argparse

HELP = "Công bố đầu nhật ký ngay bây giờ (worker tự làm mỗi phút khi có thay đổi)."
DATABASE = "app"


def configure(parser: argparse.ArgumentParser) -> None:
    """Takes no arguments."""


def run(args: argparse.Namespace) -> int:
    from motcua.base.time import now  # noqa: PLC0415
    from motcua.shared.journal import feed, log  # noqa: PLC0415 after django.setup

    feed.drain()
    print(log.publish(now()))
    return 0
