"""A second opinion on what was printed: the text as a reader takes it out, and the codes as a scanner sees them in the picture."""

import struct
import unicodedata
from io import BytesIO

from PIL import Image
from pypdf import PdfReader


def words(pdf: bytes) -> str:
    """The text of all pages, spaces and breaks as one."""
    out = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return " ".join(unicodedata.normalize("NFC", out).replace("\u200b", "").replace("\u00ad", "").split())


def size(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def scanned(png: bytes) -> dict[str, tuple[str, tuple[float, float]]]:
    """By kind ("QRCode", "Code128"): what it says, and where its middle lies on the page, from left and top in parts of its width and height."""
    import zxingcpp  # noqa: PLC0415  only what scans needs it

    image = Image.open(BytesIO(png))
    found = {}
    for code in zxingcpp.read_barcodes(image):
        corners = code.position.top_left, code.position.bottom_right
        middle = sum(c.x for c in corners) / 2 / image.width, sum(c.y for c in corners) / 2 / image.height
        found[str(code.format).rpartition(".")[2].replace(" ", "")] = (code.text, middle)
    return found
