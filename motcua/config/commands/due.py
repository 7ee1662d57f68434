"""`motcua due`: when a term ends. Needs no database; where one runs, agencies' own calendars count."""

import argparse
import sys

from motcua.config.instance import Sentence

HELP = "Tính hạn: motcua due START TERM, hoặc motcua due --batch FILE (mỗi dòng một JSON)."
DATABASE = "none"
TERMS = "3wd ngày làm việc, 20wh giờ làm việc, 10d ngày, 1m tháng; thêm ;c15 khi chốt lúc 15 giờ"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("start", nargs="?", metavar="START", help="thời điểm ISO 8601, ví dụ 2025-01-24T14:00:00+07:00")
    parser.add_argument("term", nargs="?", metavar="TERM", help=TERMS)
    parser.add_argument("--agency", metavar="CODE", help="mã cơ quan; bỏ trống: lịch của tỉnh")
    parser.add_argument("--json", action="store_true", help="in cả chứng nhận cách tính")
    parser.add_argument("--batch", metavar="FILE", help="tệp mỗi dòng một JSON, hoặc - để đọc từ đầu vào")


def run(args: argparse.Namespace) -> int:
    from motcua.shared.calendars import cli  # noqa: PLC0415 reads the settings

    if args.batch is None:
        if args.start is None or args.term is None:
            raise Sentence("Cần thời điểm bắt đầu và thời hạn, hoặc --batch FILE.")
        return cli.due_command(args.start, args.term, agency=args.agency, json_out=args.json)
    if args.batch == "-":
        return cli.due_batch(sys.stdin.buffer, sys.stdout)
    try:
        with open(args.batch, "rb") as lines:
            return cli.due_batch(lines, sys.stdout)
    except OSError as error:
        raise Sentence(f"Không đọc được {args.batch}: {error.strerror}.") from error
