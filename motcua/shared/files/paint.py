"""A program of its own: the pages of one stored file as WebP pictures. Started by `pages`, under limits of time and memory, and trusted with nothing.

Whatever a file does to its reader happens here and ends here. It imports nothing of ours and prints one line of JSON:
{"pages": 3} or {"problem": "broken"}.
"""

import json
import os
import resource
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MOST_PIXELS = 60_000_000
TALLEST = 6
QUALITY = 72
BROKEN, HEAVY, LOCKED = "broken", "heavy", "locked"
PASSWORD = 4  # pdfium's FPDF_ERR_PASSWORD


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which pages, how wide, turned by how many degrees, and where the pictures go."""

    out: Path
    width: int
    turn: int
    first: int
    last: int

    def pages(self, count: int) -> range:
        return range(self.first, min(self.last, count) + 1)


def limit(memory: int, seconds: int) -> None:
    """Bound this process: memory, processor time, size of what it writes; no core, few files."""
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 32 * 1024 * 1024),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        resource.setrlimit(kind, (most, most))
    os.nice(5)


def paint_pdf(source: str, w: Wanted) -> int:
    """The pages of a PDF; scripts in it are not run, the reader has no engine for them."""
    import pypdfium2 as pdfium  # noqa: PLC0415  imported under the limits

    document = pdfium.PdfDocument(source)
    document.init_forms()
    count = len(document)
    for number in w.pages(count):
        page = document[number - 1]
        across, down = page.get_size() if w.turn % 180 == 0 else page.get_size()[::-1]
        scale = min(w.width / max(across, 1), TALLEST * w.width / max(down, 1), (MOST_PIXELS / max(across * down, 1)) ** 0.5)
        keep(page.render(scale=max(scale, 0.01), rotation=w.turn).to_pil(), w.out, number)
        page.close()
    return count


def paint_image(source: str, w: Wanted) -> int:
    """The frames of a picture, upright by what the camera noted."""
    from PIL import Image, ImageOps  # noqa: PLC0415

    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(source, formats=["PNG", "JPEG", "TIFF"]) as picture:
        count = int(getattr(picture, "n_frames", 1)) if picture.format == "TIFF" else 1
        for number in w.pages(count):
            picture.seek(number - 1)
            if picture.format == "JPEG":
                picture.draft("RGB", (w.width * 2, w.width * 2))
            shown: Any = ImageOps.exif_transpose(picture).convert("RGBA")
            paper = Image.new("RGB", shown.size, "white")
            paper.paste(shown, mask=shown.getchannel("A"))
            turned = paper.rotate(-w.turn, expand=True) if w.turn else paper
            turned.thumbnail((w.width, TALLEST * w.width))
            keep(turned, w.out, number)
    return count


def keep(picture: Any, out: Path, number: int) -> None:
    """Write a page under its number."""
    picture.convert("RGB").save(out / f"{number}.webp", "WEBP", quality=QUALITY, method=2)


def problem_of(error: BaseException) -> str:
    """What was wrong with the file, in one word."""
    if isinstance(error, MemoryError) or type(error).__name__.startswith("DecompressionBomb"):
        return HEAVY
    return LOCKED if getattr(error, "err_code", 0) == PASSWORD else BROKEN


def main(source: str, kind: str, out: str, *numbers: str) -> int:
    """SOURCE pdf|image OUT WIDTH TURN FIRST LAST MEMORY SECONDS; first 0 paints nothing and only counts."""
    width, turn, first, last, memory, seconds = map(int, numbers)
    limit(memory, seconds)
    paint = paint_pdf if kind == "pdf" else paint_image
    try:
        count = paint(source, Wanted(Path(out), width, turn, first or 1, last if first else 0))
    except (Exception, MemoryError) as error:
        print(json.dumps({"problem": problem_of(error)}))
        return 3
    print(json.dumps({"pages": count}))
    return 0


if __name__ == "__main__":
    sys.stdout.flush()
    code = main(*sys.argv[1:])
    sys.stdout.flush()
    os._exit(code)  # a reader that a file has confused shall not run its endings
