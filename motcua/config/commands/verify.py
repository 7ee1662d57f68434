"""`motcua verify`: whether the journal, one dossier, or an exported file is whole."""

import argparse

HELP = "Soát sổ cái: chuỗi, sổ công bố, bảng chiếu. Mã thoát 1 khi có chỗ hỏng, nêu rõ chỗ."
DATABASE = "owner"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", nargs="?", metavar="CODE|FILE", help="mã hồ sơ, hoặc tệp do lệnh export ghi; bỏ trống: tất cả")
    parser.add_argument("--full", action="store_true", help="soát lại từ đầu, không chỉ phần mới")
