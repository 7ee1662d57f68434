"""Which stored files an officer may attach: one's own, and those that lie in a dossier that one may see."""

from django.db.models import Q

from motcua.shared.files import queries as files
from motcua.shared.files.models import StoredFile
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import queries
from motcua.work.dossiers.chars import unusable
from motcua.work.dossiers.models import Content


def usable(file_id: object, officer: Officer) -> StoredFile | None:
    """The file with this id when the officer may attach it; None for everything else, unknown ones too."""
    stored = files.get(file_id) if isinstance(file_id, str) and not unusable(file_id) else None
    if stored is None or stored.by == officer.by:
        return stored
    lying = Content.objects.filter(Q(papers__contains=[{"file": {"id": stored.id}}]) | Q(result__contains={"file": {"id": stored.id}}))
    return stored if queries.visible_to(officer).filter(code__in=lying.values("dossier")).exists() else None


def kept(stored: StoredFile) -> dict[str, object]:
    """What the sealed part of an entry keeps of a file."""
    return {"id": stored.id, "sha256": stored.sha256, "name": stored.name, "size": stored.size, "type": stored.type}
