"""What happens before the web starts, as the owner of the database: roles, migrations, rights, the demo, static files."""

import os
import sys

import django

from motcua.config.instance import Instance, Sentence
from motcua.config.progress import Report, report
from motcua.shared.journal import grants


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    os.environ["MOTCUA_OWNER"] = "1"
    django.setup()
    try:
        prepare(report())
    except (Sentence, grants.RightsError) as refusal:
        print(refusal, file=sys.stderr, flush=True)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def prepare(progress: Report) -> None:
    """Bring database and static files to where the web can start."""
    from motcua.config import installation  # noqa: PLC0415 after django.setup

    with installation.alone():
        installation.migrate(progress)
        installation.collect_static(Instance().var, progress)
        if installation.wants_demo():
            installation.load_demo(size=os.environ.get("MOTCUA_DEMO_SIZE") or "small", seed=1, progress=progress)
    installation.write_welcome(Instance())


if __name__ == "__main__":
    sys.exit(main())
