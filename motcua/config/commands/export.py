"""`motcua export`: the stream of a dossier with its proofs as one file, which `verify` checks without this database."""

import argparse
from pathlib import Path

HELP = "Xuất một hồ sơ (chuỗi mục, bằng chứng) ra tệp; soát tệp bằng `motcua verify FILE`."
DATABASE = "app"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help="mã hồ sơ")
    parser.add_argument("file", metavar="FILE", type=Path, help="tệp sẽ ghi")
