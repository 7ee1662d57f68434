import subprocess
import sys
import time

from motcua.shared.calendars.engine import Term, due, due_with_certificate
from motcua.shared.calendars.tests.make import PROVINCE, at

PURE = ("asked", "calendar_data", "certificate", "compiled", "days", "engine", "holidays", "lunar", "moves", "sets", "terms")


def test_the_engine_imports_no_django():
    code = "import sys\n" + "".join(f"import motcua.shared.calendars.{name}\n" for name in PURE)
    code += "sys.exit(any(name == 'django' or name.startswith('django.') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_it_gives_fifty_thousand_moments_and_five_thousand_certificates_a_second():
    start, term = at("2025-01-24 14:00"), Term.parse("15wd;c15")
    due_with_certificate(start, term, PROVINCE)
    assert min(timed(lambda: due(start, term, PROVINCE), 2_000) for _ in range(5)) < 1 / 50_000
    assert min(timed(lambda: due_with_certificate(start, term, PROVINCE), 200) for _ in range(5)) < 1 / 5_000


def timed(ask, times):
    began = time.perf_counter()
    for _ in range(times):
        ask()
    return (time.perf_counter() - began) / times
