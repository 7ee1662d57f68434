"""Which stored files an officer may attach: one's own, and those that lie in a dossier that one may see."""

from typing import Any

from django.db.models import Q

from motcua.shared.files import queries as files
from motcua.shared.files.models import StoredFile
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import queries
from motcua.work.dossiers.chars import unusable
from motcua.work.dossiers.models import Content

MOST = 20  # files of one paper


def usable(file_id: object, officer: Officer) -> StoredFile | None:
    """The file with this id when the officer may attach it; None for everything else, unknown ones too."""
    stored = files.get(file_id) if isinstance(file_id, str) and not unusable(file_id) else None
    if stored is None or stored.by == officer.by:
        return stored
    held = [{"file": {"id": stored.id}}], [{"files": [{"id": stored.id}]}]
    ours = Q(result__contains={"file": {"id": stored.id}}) | Q(draft__contains={"id": stored.id})
    lying = Content.objects.filter(Q(papers__contains=held[0]) | Q(papers__contains=held[1]) | ours)
    return stored if queries.visible_to(officer).filter(code__in=lying.values("dossier")).exists() else None


def kept(stored: StoredFile) -> dict[str, object]:
    """What the sealed part of an entry keeps of a file."""
    return {"id": stored.id, "sha256": stored.sha256, "name": stored.name, "size": stored.size, "type": stored.type}


def files_of(paper: dict[str, Any]) -> list[dict[str, Any]]:
    """The files of one paper as kept: `file` is the first of them, `files` all when there are several."""
    return list(paper.get("files") or ([paper["file"]] if paper.get("file") else []))


def lying_in(content: Content) -> list[dict[str, Any]]:
    """Every file that lies in a dossier: those of its papers, its result's, and the draft that was submitted."""
    own = [file for paper in content.papers for file in files_of(paper)] + files_of(content.result or {})
    return own + ([content.draft] if content.draft else [])
