"""`motcua people`: who works here, one row for each post."""

import argparse

HELP = "Liệt kê người và chức danh; --tokens thêm mã truy cập API."
DATABASE = "app"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="in thành JSON")
    parser.add_argument("--tokens", action="store_true", help="kèm mã truy cập API của từng người")


def run(args: argparse.Namespace) -> int:
    from motcua.shared.org import cli  # noqa: PLC0415 after django.setup

    return cli.people(as_json=args.json, tokens=args.tokens)
