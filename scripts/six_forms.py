"""One late, once supplemented dossier of three levels in all six forms of Circular 01/2018/TT-VPCP: `.venv/bin/python scripts/six_forms.py`.

Makes the dossier by the real actions in the test database, prints the forms, reads each field back, and writes `docs/forms.md` with small
pictures under `docs/pictures/forms/`. Exit code 1 when a field is missing.
"""

import io
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from motcua.config import environment  # noqa: E402 run as a script, the checkout is not on the path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
os.environ.setdefault("MOTCUA_VAR", str(environment.var_dir(ROOT, testing=True)))
os.environ["MOTCUA_OWNER"] = "1"  # a kept test database may need a migration
import django  # noqa: E402

django.setup()
import pypdfium2  # noqa: E402
from django.conf import settings  # noqa: E402
from django.test.utils import setup_databases  # noqa: E402

from motcua.shared.prints.tests.reading import words  # noqa: E402
from motcua.work.dossiers.testing import province  # noqa: E402
from motcua.work.dossiers.tests import tale  # noqa: E402
from motcua.work.dossiers.tests.tale_fields import FORMS, NAMES  # noqa: E402
from tests.guards import databases  # noqa: E402

PAGE, PICTURES = ROOT / "docs" / "forms.md", ROOT / "docs" / "pictures" / "forms"
SHADES, SCALE = 12, 120 / 72
FILES = {"02 (tại quầy)": "02-tai-quay"}
HEAD = """# The six forms

One dossier, *Trợ cấp thờ cúng liệt sĩ*, from commune to district to department: refused and guided at the counter, accepted on 5 October 2026,
supplemented once, late, apologised for one working day before its limit, and returned on 17 November. It is made by the real actions;
`scripts/six_forms.py` prints it, reads each field back from the PDF and writes this page; `test_six_forms.py` holds it. The people belong to no one.

Forms 01 to 05 are A5, the register A4 across; the QR code stands at the top left (Circular 01/2023/TT-VPCP). Numbers, titles and versions are in
`motcua/shared/catalogue/law/*.yaml`, one list for each rule set; the drawings are in `motcua/shared/prints/forms/`.
"""


def picture(name: str, pdf: bytes) -> list[str]:
    """Each page in a few greys; the names of the files."""
    pages = pypdfium2.PdfDocument(pdf)
    made = []
    for place in range(len(pages)):
        file = PICTURES / f"{FILES.get(name, name)}{f'-{place + 1}' if place else ''}.png"
        image = pages[place].render(scale=SCALE).to_pil().convert("L").quantize(SHADES)
        out = io.BytesIO()
        image.save(out, "png", optimize=True)
        file.write_bytes(out.getvalue())
        made.append(file.name)
        print(f"{file.relative_to(ROOT)}: {len(out.getvalue()) / 1024:.0f} KB")
    return made


def section(name: str, pdf: bytes, values: dict[str, str]) -> tuple[list[str], list[str]]:
    """The part of the page about one form, and the fields that it does not say."""
    said, files = words(pdf), picture(name, pdf)
    width = 760 if name == "06" else 380
    rows = [f"## {NAMES[name]}", ""]
    rows += [" ".join(f'<img src="pictures/forms/{file}" width="{width}" alt="{NAMES[name]}">' for file in files), ""]
    rows += ["| trường | trên giấy |", "|---|---|"]
    missing = []
    for field, text in FORMS[name]:
        told = text.format(**values)
        if told not in said:
            missing.append(f"{name}: {field}")
        rows.append(f"| {field} | {told if told in said else '**thiếu**'} |")
    return [*rows, ""], missing


def main() -> int:
    databases.start(Path(settings.VAR))
    setup_databases(verbosity=0, interactive=False, keepdb=True)
    PICTURES.mkdir(parents=True, exist_ok=True)
    with province():
        told = tale.tell()
        made = tale.papers_of(told)
        values = {"code": told.row.code, "guided": told.guided.ref, "refused": told.refused.ref}
    missing: list[str] = []
    rows = [HEAD]
    for name in sorted(made):
        part, lacks = section(name, made[name], values)
        rows += part
        missing += lacks
    PAGE.write_text("\n".join(rows).rstrip() + "\n")
    databases.stop(Path(settings.VAR))
    print(f"{sum(map(len, FORMS.values()))} trường, thiếu {len(missing)}: {', '.join(missing) or 'không'}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
