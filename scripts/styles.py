"""`make styles`: builds the style sheets of `motcua/base` from their parts. With `--check` it only says which are out of date."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from motcua.base import sheets  # noqa: E402

PARTS = ROOT / "motcua" / "base" / "styles"
BUILT = ROOT / "motcua" / "base" / "static" / "base"


def main() -> int:
    stale = 0
    for name in sheets.SHEETS:
        text = sheets.build(name, lambda part: (PARTS / f"{part}.css").read_text())
        target = BUILT / f"{name}.css"
        if "--check" in sys.argv and (not target.exists() or target.read_text() != text):
            stale += 1
            print(f"{target.name}: cần chạy make styles")
        elif "--check" not in sys.argv:
            target.write_text(text)
            print(f"{target.name}: {len(text.encode()):,} byte")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
