"""What lies in a dossier and can be looked at: papers as cards, with their files, the result, the draft that was submitted."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from motcua.shared.files.pages import PAINTED
from motcua.shared.files.rules.kinds import ACCEPTED
from motcua.work.dossiers.attachments import files_of
from motcua.work.dossiers.models import Content

RESULT, DRAFT = "ket-qua", "du-thao"
MEGABYTE, KILOBYTE = 1024 * 1024, 1024


@dataclass(frozen=True, slots=True)
class Doc:
    """One file: what it is called in the dossier, where it is read and where it is fetched."""

    sha256: str
    title: str
    name: str
    type: str
    size: int
    url: str
    file_url: str

    @property
    def viewable(self) -> bool:
        return self.type in PAINTED or self.type == "text/plain"

    @property
    def about(self) -> str:
        """Kind and size in words."""
        kind = ACCEPTED.get(self.type)
        return f"{kind.label if kind else 'tệp'}, {size_in_words(self.size)}"


@dataclass(slots=True)
class Card:
    """A paper of the dossier: how many of it were handed in, and its files."""

    key: str
    name: str
    counts: str = ""
    supplied: bool = False
    docs: list[Doc] = field(default_factory=list)


def size_in_words(size: int) -> str:
    """ "1,4 MB", "230 KB"."""
    said = f"{size / MEGABYTE:.1f} MB" if size >= MEGABYTE else f"{max(1, round(size / KILOBYTE))} KB"
    return said.replace(".", ",")


def cards(code: str, content: Content) -> list[Card]:
    """The papers in the order in which they came; of a paper that was supplied again the later one stands by itself."""
    made = [_card(code, paper) for paper in content.papers]
    for key, name, file in ((DRAFT, "Dự thảo kết quả đã trình", content.draft), (RESULT, "Kết quả giải quyết", (content.result or {}).get("file"))):
        if file and not (key == DRAFT and content.result):
            made.insert(0, Card(key, name, docs=[_doc(code, name, file)]))
    return made


def documents(code: str, content: Content) -> list[Doc]:
    """Every file once, in the order of the cards."""
    found = {doc.sha256: doc for card in reversed(cards(code, content)) for doc in reversed(card.docs)}
    return list(reversed(found.values()))


def first_url(code: str, content: Content) -> str:
    """Where the first paper that can be looked at is read; empty when there is none."""
    return next((doc.url for doc in documents(code, content) if doc.viewable), "")


def _card(code: str, paper: dict[str, Any]) -> Card:
    name = str(paper.get("name") or paper["key"])
    counts = ((paper.get("originals") or 0, "bản chính"), (paper.get("copies") or 0, "bản sao"))
    said = ", ".join(f"{count} {word}" for count, word in counts if count)
    return Card(paper["key"], name, said or "chỉ có bản điện tử", bool(paper.get("supplied")), [_doc(code, name, f) for f in files_of(paper)])


def _doc(code: str, title: str, file: dict[str, Any]) -> Doc:
    where = [code, file["sha256"]]
    return Doc(file["sha256"], title, file["name"], file["type"], file["size"], reverse("viewer", args=where), reverse("dossier_file", args=where))
