"""`motcua publish`: the head of the log, written outside the database now."""

import argparse

HELP = "Công bố đầu nhật ký ngay bây giờ (worker tự làm mỗi phút khi có thay đổi)."
DATABASE = "app"


def configure(parser: argparse.ArgumentParser) -> None:
    """Takes no arguments."""


def run(args: argparse.Namespace) -> int:
    from motcua.base.time import now  # noqa: PLC0415
    from motcua.shared.journal import log  # noqa: PLC0415 after django.setup

    head = log.publish(now())
    print(f"Đã công bố đầu sổ cái: {head.size} mục, {head.root.hex()}." if head else "Không có mục nào mới kể từ lần công bố trước.")
    return 0
