"""`motcua demo`: the demo province anew. A running instance rests meanwhile and serves again afterwards."""

import argparse
import time

from motcua.config.instance import Instance

HELP = "Nạp lại dữ liệu mẫu."
DATABASE = "create"


def configure(parser: argparse.ArgumentParser) -> None:
    sizes = "small: 2.000 hồ sơ, một tháng; full: 20.000 hồ sơ, một năm; tiny: 60 hồ sơ"
    parser.add_argument("--size", choices=("small", "full", "tiny"), default="small", help=sizes)
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="cùng số thì cùng dữ liệu")


def run(args: argparse.Namespace) -> int:
    from motcua.config import installation  # noqa: PLC0415 after django.setup
    from motcua.config.progress import report  # noqa: PLC0415

    started, instance = time.monotonic(), Instance()
    with instance.reload(), installation.alone():
        installation.migrate(report())
        installation.load_demo(size=args.size, seed=args.seed, progress=report())
        installation.write_welcome(instance)
    print(f"Đã nạp dữ liệu mẫu sau {time.monotonic() - started:.0f} giây.")
    return 0
