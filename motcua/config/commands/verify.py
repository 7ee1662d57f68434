"""`motcua verify`: whether the journal, one dossier, or an exported file is whole."""

import argparse
from pathlib import Path

from motcua.config.instance import Sentence

HELP = "Soát nhật ký: chuỗi, đầu đã công bố, bảng chiếu. Mã thoát 1 khi có chỗ hỏng, nêu rõ chỗ."
DATABASE = "app"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", nargs="?", metavar="CODE|FILE", help="mã hồ sơ, hoặc tệp do lệnh export ghi; bỏ trống: tất cả")
    parser.add_argument("--full", action="store_true", help="soát lại từ đầu, không chỉ phần mới")


def run(args: argparse.Namespace) -> int:
    from motcua.config.commands import reports  # noqa: PLC0415 after django.setup
    from motcua.shared.journal import export, verify  # noqa: PLC0415

    if args.what and Path(args.what).is_file():
        return reports.tell(export.verify_file(Path(args.what)), "Tệp nguyên vẹn")
    if args.what and ("/" in args.what or args.what.endswith(".json")):
        raise Sentence(f"Không có tệp {args.what}.")
    with reports.progress("Soát nhật ký") as told:
        report = verify.verify(args.what, full=args.full, progress=told)
    return reports.tell(report, "Nhật ký nguyên vẹn")
