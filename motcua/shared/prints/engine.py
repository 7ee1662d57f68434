"""Forms as PDF by typst: data goes in as JSON strings, fonts come from this folder alone, the same data gives the same bytes."""

import io
import json
import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

from motcua.shared.prints.builders import BUILDERS
from motcua.shared.prints.data import Paper

HERE = Path(__file__).parent
FORMS, FONTS = HERE / "forms", HERE / "fonts"
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_own = threading.local()


class UnknownForm(LookupError):
    """No such form here."""


def forms() -> list[str]:
    """The forms that exist."""
    return sorted(BUILDERS)


def render(form: str, data: Mapping[str, Any]) -> bytes:
    """One paper as PDF. What `data` holds stands at the form's builder in `data.py`. KeyError when something needed is missing."""
    return render_many(form, [data])


def render_many(form: str, papers: Sequence[Mapping[str, Any]], *, made_at: datetime = EPOCH) -> bytes:
    """Many papers of one form in one PDF, each beginning on a page of its own. `made_at` is the date that the file says of itself."""
    (pdf,) = _compile(form, _build(form, papers), "pdf", made_at=made_at)
    return pdf


def pictures(form: str, data: Mapping[str, Any], *, ppi: float = 144) -> list[bytes]:
    """The pages as PNG, for previews and tests."""
    return _compile(form, _build(form, [data]), "png", ppi=ppi)


def light(picture: bytes, colours: int = 16) -> bytes:
    """The same PNG with a few colours: for a preview on a slow line."""
    from PIL import Image  # noqa: PLC0415  only who shows previews needs it

    made = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(colours, dither=Image.Dither.NONE).save(made, "PNG", optimize=True)
    return made.getvalue()


def _build(form: str, papers: Sequence[Mapping[str, Any]]) -> list[Paper]:
    if form not in BUILDERS:
        raise UnknownForm(form)
    if not papers:
        raise ValueError("nothing to print")
    return [BUILDERS[form](paper) for paper in papers]


def _compile(form: str, papers: list[Paper], kind: Literal["pdf", "png"], *, ppi: float = 144, made_at: datetime = EPOCH) -> list[bytes]:
    inputs = {"data": json.dumps(papers, ensure_ascii=False)}
    standards = ["a-2u"] if kind == "pdf" else []
    made = _compiler(form).compile(format=kind, ppi=ppi, sys_inputs=inputs, pdf_standards=standards, timestamp=made_at.astimezone(UTC))
    return [bytes(page) for page in made] if isinstance(made, list) else [bytes(made)]


def _compiler(form: str) -> Any:
    """A compiler of this thread, kept: it is not for two threads at once, and must not be made before a fork."""
    kept: dict[str, Any] = _own.__dict__.setdefault("compilers", {})
    if form not in kept:
        import typst  # noqa: PLC0415  26 MB that only a process that prints needs

        kept[form] = typst.Compiler(input=str(FORMS / f"{form}.typ"), root=str(FORMS), font_paths=_fonts(), ignore_system_fonts=True)
    return kept[form]


@cache
def _fonts() -> Any:
    import typst  # noqa: PLC0415

    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])
