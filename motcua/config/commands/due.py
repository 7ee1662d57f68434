"""`motcua due`: when a term ends. Needs no database."""

import argparse
import sys

HELP = "Tính hạn: motcua due BẮT_ĐẦU THỜI_HẠN, hoặc --batch TỆP (dòng JSON)."
DATABASE = "none"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("start", nargs="?", metavar="START", help="thời điểm ISO 8601, ví dụ 2025-01-24T14:00:00+07:00")
    parser.add_argument("term", nargs="?", metavar="TERM", help="3wd ngày làm việc, 20wh giờ làm việc, 10d ngày, 1m tháng; thêm ;c15 khi chốt lúc 15 giờ")
    parser.add_argument("--agency", metavar="CODE", help="mã cơ quan; bỏ trống: lịch của tỉnh")
    parser.add_argument("--json", action="store_true", help="in cả chứng nhận cách tính")
    parser.add_argument("--batch", metavar="FILE", help="tệp dòng JSON, hoặc - để đọc từ đầu vào")
