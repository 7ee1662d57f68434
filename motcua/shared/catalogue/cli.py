"""Commands of the catalogue: `motcua import FILE [--dry-run]`."""

from pathlib import Path
from typing import Final

from motcua.base.time import now
from motcua.shared.catalogue import actions, rules

SHOWN: Final = 200


def import_command(path: str, dry_run: bool = False) -> int:
    """Import procedures or processes from a CSV or JSON file; names each bad row. Exit code 1 when there is one."""
    file = Path(path)
    if not file.is_file():
        print(f"Không có tệp {path}.")
        return 1
    by = f"system@{rules.data_set(rules.DEFAULT_DATA_SET).text('organisation.committee')}"
    report = actions.import_file(file, dry_run=dry_run, by=by, at=now())
    for problem in report.problems[:SHOWN]:
        print(problem)
    if len(report.problems) > SHOWN:
        print(f"… và {len(report.problems) - SHOWN} dòng sai nữa.")
    did = "Chạy thử, chưa ghi gì" if dry_run else "Đã nhập"
    print(f"{did}: {report.rows} dòng, {len(report.published)} mới, {len(report.unchanged)} như cũ, {len(report.problems)} lỗi.")
    return 0 if report.good else 1
