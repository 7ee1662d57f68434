"""`motcua calendar`: publish the holidays of a year, or of one agency; every open dossier whose date moves is listed with both dates."""

import argparse
from pathlib import Path

from motcua.config.commands.import_ import centre
from motcua.config.instance import Sentence

HELP = "Công bố lịch nghỉ, làm bù từ tệp CSV (date,weekday,kind,name); liệt kê từng hồ sơ bị dời hạn. --dry-run chỉ xem."
DATABASE = "app"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="tệp CSV cùng dạng với motcua/shared/calendars/data/holidays.csv")
    parser.add_argument("--agency", default="provincial", metavar="MÃ", help="mã cơ quan có lịch riêng; không ghi thì là lịch của tỉnh")
    parser.add_argument("--dry-run", action="store_true", help="không ghi gì")


def run(args: argparse.Namespace) -> int:
    from django.db import transaction  # noqa: PLC0415 after django.setup

    from motcua.base.time import iso, now  # noqa: PLC0415
    from motcua.shared.calendars import actions, calendar_data  # noqa: PLC0415

    if not args.file.is_file():
        raise Sentence(f"Không có tệp {args.file}.")
    try:
        data = calendar_data.shipped_data(args.file) | {"source": args.file.name}
    except (KeyError, ValueError, UnicodeDecodeError) as wrong:
        raise Sentence(f"Không đọc được {args.file}: cần các cột date, weekday, kind, name và ít nhất trọn một năm.") from wrong
    with transaction.atomic():
        made = actions.publish_calendar(args.agency, data, by=f"system@{centre()}", at=now())
        transaction.set_rollback(args.dry_run)
    for row in made.moved:
        print(f"{row.key}: {iso(row.before)} → {iso(row.after)}")
    would = "sẽ là" if args.dry_run else "là"
    print(f"Lịch {made.name} {would} bản {made.version}; {len(made.moved)} hồ sơ đổi hạn.")
    return 0
