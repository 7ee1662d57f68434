"""`motcua import`: procedures and processes from CSV or JSON; each bad row is named, the good ones are published."""

import argparse
from pathlib import Path

from motcua.config.instance import Sentence

HELP = "Nhập thủ tục, quy trình từ tệp CSV hoặc JSON; --dry-run chỉ xem, nêu từng dòng hỏng. Mã thoát 1 khi có dòng hỏng."
DATABASE = "app"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="tệp CSV hoặc JSON")
    parser.add_argument("--dry-run", action="store_true", help="không ghi gì")


def run(args: argparse.Namespace) -> int:
    from motcua.base.time import now  # noqa: PLC0415 after django.setup
    from motcua.shared.catalogue import actions  # noqa: PLC0415

    if not args.file.is_file():
        raise Sentence(f"Không có tệp {args.file}.")
    report = actions.import_file(args.file, dry_run=args.dry_run, by=f"system@{centre()}", at=now())
    for problem in report.problems:
        print(problem)
    would = "sẽ công bố" if report.dry_run else "đã công bố"
    print(f"{report.rows} dòng: {would} {len(report.published)}, không đổi {len(report.unchanged)}, hỏng {len(report.problems)}.")
    return 0 if report.good else 1


def centre() -> str:
    """The agency that keeps the catalogue: the one above all others."""
    from motcua.shared.org import queries  # noqa: PLC0415

    top = next((agency.code for agency in queries.agencies() if agency.parent is None), None)
    if top is None:
        raise Sentence("Chưa có cơ quan nào. Chạy `make run` trước.")
    return top
