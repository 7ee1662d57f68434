"""One process of the simulation: `python -m motcua.config.demo.part --part 0 --of 2 …`; writes to standard output how many dossiers came in."""

import argparse
import os
import sys
from datetime import date

import django


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    django.setup()
    from motcua.config.demo.simulator import Simulator  # noqa: PLC0415 after django.setup

    parser = argparse.ArgumentParser()
    for name in ("part", "of", "count", "seed"):
        parser.add_argument(f"--{name}", type=int, required=True)
    for name in ("first", "last"):
        parser.add_argument(f"--{name}", type=date.fromisoformat, required=True)
    a = parser.parse_args()
    Simulator(part=a.part, of=a.of, count=a.count, first=a.first, last=a.last, seed=a.seed).run(lambda n: print(n, flush=True))
    return 0


if __name__ == "__main__":
    sys.exit(main())
