"""`motcua export`: the streams of a dossier with their proofs as one file, which `verify` checks without this database."""

import argparse
import getpass
from pathlib import Path

from motcua.config.instance import Sentence

HELP = "Xuất một hồ sơ (chuỗi mục, bằng chứng) ra tệp; soát tệp bằng `motcua verify FILE`."
DATABASE = "app"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help="mã hồ sơ")
    parser.add_argument("file", metavar="FILE", type=Path, help="tệp sẽ ghi")
    parser.add_argument("--sealed", action="store_true", help="kèm phần niêm phong (dữ liệu cá nhân); việc đọc được ghi lại")


def run(args: argparse.Namespace) -> int:
    from motcua.base.time import now  # noqa: PLC0415 after django.setup
    from motcua.shared.identity.actions import log_reading  # noqa: PLC0415
    from motcua.shared.journal import export  # noqa: PLC0415

    if args.sealed:
        log_reading(by=f"{getpass.getuser()}@cli", what="dossier", about=args.code, why="motcua export --sealed", at=now())
    try:
        count = export.export_file(args.code, args.file, with_sealed=args.sealed)
    except OSError as error:
        raise Sentence(f"Không ghi được {args.file}: {error.strerror}.") from error
    print(f"Đã xuất {count} mục của {args.code} ra {args.file}.")
    return 0
