"""`motcua import`: procedures and processes from CSV or JSON; a dry run names each bad row."""

import argparse
from pathlib import Path

HELP = "Nhập thủ tục, quy trình từ tệp CSV hoặc JSON; --dry-run chỉ xem, nêu tên từng dòng hỏng."
DATABASE = "app"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="tệp CSV hoặc JSON")
    parser.add_argument("--dry-run", action="store_true", help="không ghi gì")
