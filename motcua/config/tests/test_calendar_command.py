import argparse
from pathlib import Path

import pytest

from motcua.config.commands import calendar
from motcua.config.instance import Sentence
from motcua.shared.calendars import cache
from motcua.shared.calendars.models import CalendarVersion
from motcua.shared.org.tests import make

HOLIDAYS = Path(__file__).parents[2] / "shared" / "calendars" / "data" / "holidays.csv"


def command(path: Path, *, dry_run: bool) -> int:
    return calendar.run(argparse.Namespace(file=path, agency="provincial", dry_run=dry_run))


@pytest.fixture
def longer(tmp_path: Path, db: None) -> Path:
    """The shipped holidays and one more."""
    make.agency()
    path = tmp_path / "nam-2026.csv"
    path.write_text(HOLIDAYS.read_text(encoding="utf-8").rstrip() + "\n2026-11-25,Wed,holiday,Nghỉ thử\n", encoding="utf-8")
    return path


def test_a_dry_run_lists_and_changes_nothing(longer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(longer, dry_run=True) == 0
    assert "0 hồ sơ đổi hạn" in capsys.readouterr().out
    assert not CalendarVersion.objects.exists()


def test_it_publishes_the_next_version(longer: Path) -> None:
    assert command(longer, dry_run=False) == 0
    assert command(longer, dry_run=False) == 0
    assert list(CalendarVersion.objects.order_by("version").values_list("version", flat=True)) == [1, 2]
    cache.forget()


def test_another_file_is_refused_with_a_sentence(tmp_path: Path, longer: Path) -> None:
    other = tmp_path / "x.csv"
    other.write_text("a,b\n1,2\n")
    with pytest.raises(Sentence, match="cần các cột"):
        command(other, dry_run=False)
    with pytest.raises(Sentence, match="Không có tệp"):
        command(tmp_path / "none.csv", dry_run=False)
