"""Codes that a machine reads from paper: QR (ISO/IEC 18004, TCVN 7322) and CODE128 (ISO/IEC 15417), as SVG. Pure."""

import io
from urllib.parse import quote, urlencode

import segno

from motcua.base.text import slug

# Bars and spaces of the 106 symbols in modules, six digits each, then the stop (ISO/IEC 15417, table 1).
WIDTHS = (
    "212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221223211221132"
    "221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321112313132113132311211313"
    "231113231311112133112331132131113123113321133121313121211331231131213113213311213131311123311321331121312113312311332111"
    "314111221411431111111224111422121124121421141122141221112214112412122114122411142112142211241211221114413111241112134111"
    "111242121142121241114212124112124211411212421112421211212141214121412121111143111341131141114113114311411113411311113141"
    "114131311141411131211412211214211232"
)
START_B, START_C, TO_C, TO_B, STOP, QUIET = 104, 105, 99, 100, "2331112", 10
FIRST, LAST, RUN, MODULUS = 32, 126, 4, 103
LONGEST = 60


def qr_svg(content: str) -> str:
    """The QR code of a text, correction level M."""
    out = io.BytesIO()
    segno.make(content, error="m", micro=False).save(out, kind="svg", xmldecl=False, svgns=True, border=0, dark="#000")
    return out.getvalue().decode()


def qr_content(url: str, *, procedure: str = "", applicant: str = "", title: str = "", ref: str = "") -> str:
    """What the QR code of a paper says: the look-up address with the dossier's code, then the rest of the least data of Circular 01/2023/TT-VPCP.

    The rest stands behind `#`: a scanner at a counter reads it, a browser never sends it, so no identity number comes into an access log.
    """
    rest = {"luot": ref, "tthc": procedure, "dd": applicant, "giay": slug(title)}
    said = urlencode({name: value[:LONGEST] for name, value in rest.items() if value}, quote_via=quote)
    return f"{url}#{said}" if said else url


def code128_svg(content: str) -> str:
    """The CODE128 of a code in ASCII: digits in pairs where four or more stand together. ValueError for what it cannot say."""
    values = _values(content)
    check = (values[0] + sum(place * value for place, value in enumerate(values[1:], start=1))) % MODULUS
    widths = "".join(WIDTHS[value * 6 : value * 6 + 6] for value in (*values, check)) + STOP
    bars, at = [], QUIET
    for place, width in enumerate(widths):
        if place % 2 == 0:
            bars.append(f"M{at} 0h{width}v10h-{width}z")
        at += int(width)
    size = f'width="{at + QUIET}" height="10" viewBox="0 0 {at + QUIET} 10"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} shape-rendering="crispEdges"><path fill="#000" d="{"".join(bars)}"/></svg>'


def _values(content: str) -> list[int]:
    if not content or any(not FIRST <= ord(letter) <= LAST for letter in content):
        raise ValueError("CODE128 takes printable ASCII")
    values: list[int] = []
    at, pairs = 0, False
    while at < len(content):
        run = _digits(content, at)
        wanted = run >= (2 if pairs else RUN)
        if not values or wanted != pairs:
            values.append((START_C if wanted else START_B) if not values else (TO_C if wanted else TO_B))
            pairs = wanted
        step = 2 if pairs else 1
        values.append(int(content[at : at + 2]) if pairs else ord(content[at]) - FIRST)
        at += step
    return values


def _digits(content: str, at: int) -> int:
    end = at
    while end < len(content) and content[end].isdigit():
        end += 1
    return end - at
