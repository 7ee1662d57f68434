"""Builder of a result document: the layout of an official paper, Decree 30/2020/NĐ-CP, Annex I. Pure."""

from motcua.shared.prints.data import Given, Paper, dated, local, text

BASIS, HEADING, ARTICLE, PLAIN = "basis", "heading", "article", "plain"
HEADINGS = frozenset({"QUYẾT ĐỊNH:", "THÔNG BÁO:", "QUYẾT ĐỊNH", "THÔNG BÁO"})
YEAR = "ngày        tháng        năm {year}"


def result(data: Given) -> Paper:
    """A result document.

    Needed: `agency`, `type` (in words; empty for a letter, công văn), `title` (trích yếu), `body` (paragraphs, one a line), `year`.
    Asked: `parent_agency`, `number` ("12/QĐ-UBND", or "/QĐ-UBND" while it has none), `place`, `on` (date; open while not signed), `to` (Kính
    gửi), `recipients` (one a line), `signs` (lines above the signature), `signer`, `drafter`, `code`, `draft` (says so across the page).
    """
    place = text(data.get("place"))
    on = data.get("on")
    open_date = YEAR.format(year=data["year"])
    shown = dated(place, local(on)) if on else (f"{place}, {open_date}" if place else open_date.capitalize())
    paragraphs = [_paragraph(text(line)) for line in str(data["body"]).splitlines() if text(line)]
    return {
        "parent": text(data.get("parent_agency")),
        "agency": text(data["agency"]),
        "number": text(data.get("number")),
        "dated": shown,
        "type": text(data.get("type")),
        "title": text(data["title"]),
        "to": text(data.get("to")),
        "paragraphs": paragraphs,
        "recipients": [text(line).lstrip("-– ") for line in str(data.get("recipients") or "").splitlines() if text(line)],
        "signs": [text(line) for line in data.get("signs") or [] if text(line)],
        "signer": text(data.get("signer")),
        "drafter": text(data.get("drafter")),
        "code": text(data.get("code")),
        "draft": "1" if data.get("draft") else "",
        "template": "",
    }


def _paragraph(line: str) -> dict[str, str]:
    """A line with what it is: a legal ground, a heading, an article (its number stands bold), or plain text."""
    if line.upper() in HEADINGS and line == line.upper():
        return {"kind": HEADING, "lead": "", "text": line if line.endswith(":") else f"{line}:"}
    if line.startswith(("Căn cứ", "Theo đề nghị", "Xét đề nghị", "Xét hồ sơ")):
        return {"kind": BASIS, "lead": "", "text": line}
    lead, dot, rest = line.partition(".")
    if dot and lead.startswith("Điều ") and lead.removeprefix("Điều ").isdigit():
        return {"kind": ARTICLE, "lead": f"{lead}.", "text": rest.strip()}
    return {"kind": PLAIN, "lead": "", "text": line}
