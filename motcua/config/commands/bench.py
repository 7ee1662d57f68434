"""`motcua bench`: what this machine does a second: due moments, certificates, acts. Writes nothing that stays."""

import argparse
import sys

HELP = "Đo máy này: số hạn trả, chứng nhận hạn và việc xử lý mỗi giây. Không để lại dữ liệu nào."
DATABASE = "app"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--journeys", type=int, default=60, metavar="N", help="số hồ sơ đi trọn đường")


def run(args: argparse.Namespace) -> int:
    from django.conf import settings  # noqa: PLC0415 after django.setup

    from motcua.base.time import now  # noqa: PLC0415

    sys.path.insert(0, str(settings.ROOT))
    from bench import acts, due  # noqa: PLC0415 beside the package, in the checkout

    due.main(100_000)
    acts.main(now(), args.journeys)
    return 0
