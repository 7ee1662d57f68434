"""`motcua token`: the API token of one person in one post, and nothing else."""

import argparse

HELP = "In mã truy cập API của một người (--as), ở một chức danh (--post)."
DATABASE = "app"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--as", dest="username", required=True, metavar="USERNAME", help="tên đăng nhập")
    parser.add_argument("--post", metavar="CODE", help="mã chức danh, khi người này giữ nhiều chức danh")


def run(args: argparse.Namespace) -> int:
    from motcua.shared.org import cli  # noqa: PLC0415 after django.setup

    return 2 if cli.token(args.username, post=args.post) else 0
