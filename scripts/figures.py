"""Measure what `tests/figures` holds and write it into `docs/figures.md`: `.venv/bin/python scripts/figures.py`, from the repository's root."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from motcua.config import environment  # noqa: E402 run as a script, the checkout is not on the path
from tests.figures.screens import PER_ACT, SCREENS  # noqa: E402

PAGE = ROOT / "docs" / "figures.md"
KEPT = environment.var_dir(ROOT, testing=True) / "figures"


def kilobytes(size: int) -> str:
    return f"{size / 1024:.1f} KB"


def noted(kind: str, name: str) -> Any:
    return json.loads((KEPT / kind / f"{name.replace('/', ' ')}.json").read_text())


def screens() -> list[str]:
    rows = ["| screen | address | page | first visit | limit | statements | at most |", "|---|---|---|---|---|---|---|"]
    for screen in SCREENS:
        weight, cost = noted("weight", screen.name), noted("statements", screen.name)
        said = [kilobytes(weight["page"]), kilobytes(weight["total"]), f"{screen.limit // 1024} KB", str(cost), str(screen.statements)]
        rows.append(f"| {screen.name} | `{screen.path}` | {' | '.join(said)} |")
    return rows


def acts() -> list[str]:
    most = [f"at most {PER_ACT[way]}" for way in ("by_actions", "by_http")]
    rows = ["| act | action alone | through HTTP |", "|---|---|---|"]
    names = sorted(path.stem.removeprefix("by_actions: ") for path in (KEPT / "statements").glob("by_actions: *.json"))
    rows += [f"| {name} | {noted('statements', f'by_actions: {name}')} | {noted('statements', f'by_http: {name}')} |" for name in names]
    return [*rows, f"| held by the test | {most[0]} | {most[1]} |"]


def filled(text: str, name: str, rows: list[str]) -> str:
    """The page with the table between its two marks replaced."""
    begin = f"<!-- {name} -->\n"
    head, _, rest = text.partition(begin)
    return head + begin + "\n".join(rows) + "\n" + rest[rest.index("<!-- end -->") :]


def main() -> int:
    done = subprocess.run([sys.executable, "-m", "pytest", "tests/figures"], cwd=ROOT, check=False)
    if done.returncode:
        return done.returncode
    PAGE.write_text(filled(filled(PAGE.read_text(), "screens", screens()), "acts", acts()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
