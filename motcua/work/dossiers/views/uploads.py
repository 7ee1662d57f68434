"""Files at the counter: several for one paper, or many at once for the whole dossier (the tray), kept over errors until they are placed or let go."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from motcua.base.errors import Refused
from motcua.base.text import fold
from motcua.base.time import now
from motcua.shared.files import actions as files
from motcua.shared.files import queries as stored
from motcua.shared.files.models import StoredFile
from motcua.shared.files.uploads import uploaded
from motcua.shared.org.http import officer_of_request
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import actions
from motcua.work.dossiers.chars import unusable
from motcua.work.dossiers.forms import PaperLine
from motcua.work.dossiers.views.common import Kept

MOST = 60  # files that one form carries
SAME_WORDS, SHORT = 2, 3
LET_GO = "bo"
UNPLACED = "{} tệp ở mục “Nhiều tệp một lần” chưa xếp vào giấy tờ nào: chọn giấy tờ, hoặc bỏ tệp."


@dataclass(slots=True)
class Tray:
    """Files of the whole dossier that lie with no paper yet, each with a guess by its name; what could not be taken."""

    files: list[tuple[StoredFile, str]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Brought:
    """What one form brought: `kept` as the digest of the form knows it, and the tray."""

    kept: Kept
    tray: Tray


def bring(request: HttpRequest, papers: Sequence[PaperLine], officer: Officer, at: datetime) -> Brought:
    """Store what was uploaded, find what was kept, lay each file with its paper. A refusal stands beside its paper and the rest is kept."""
    known = _known(request, officer)
    kept, tray = Kept(), Tray()
    dropped = {id for line in papers for id in request.POST.getlist(f"{line.prefix}-file_drop")}
    for line in papers:
        name = f"{line.prefix}-file"
        mine = [known[id] for id in request.POST.getlist(f"{name}_id") if id in known and id not in dropped]
        mine += [known[id] for id in request.POST.getlist("tray_id") if id in known and request.POST.get(f"tray-{id}-for") == line.paper.key]
        wrong: list[str] = []
        mine += _store(request.FILES.getlist(name), officer, at, wrong)
        line.files = list(dict.fromkeys((one.id, one.name) for one in mine))
        line.brought = line.brought or bool(line.files)
        line.error = " ".join(wrong)
        kept.files |= {f"{name}#{place}": one for place, one in enumerate(mine)}
        kept.wrong |= {name: line.error} if wrong else {}
    _fill(tray, request, papers, known)
    tray.files += [(one, guess(one.name, papers)) for one in _store(request.FILES.getlist("tray"), officer, at, tray.wrong)]
    kept.wrong |= {"tray": " ".join(tray.wrong) or UNPLACED.format(len(tray.files))} if tray.files or tray.wrong else {}
    return Brought(kept, tray)


def _known(request: HttpRequest, officer: Officer) -> dict[str, StoredFile]:
    """The officer's own files that the form names."""
    names = [name for name in request.POST if name.endswith("-file_id")] + ["tray_id"]
    ids = [id for name in names for id in request.POST.getlist(name) if id and not unusable(id)][:MOST]
    return {id: one for id, one in stored.named(ids).items() if one.by == officer.by} if ids else {}


def _store(uploads: "Iterable[UploadedFile[bytes]]", officer: Officer, at: datetime, wrong: list[str]) -> list[StoredFile]:
    made = []
    for upload in list(uploads)[:MOST]:
        try:
            made.append(files.store(upload, upload.name or "", by=officer.by, at=at))
        except Refused as refused:
            wrong.append(f"{upload.name}: {refused.detail}")
    return made


def _fill(tray: Tray, request: HttpRequest, papers: Sequence[PaperLine], known: dict[str, StoredFile]) -> None:
    """What lay in the tray before and was neither laid with a paper nor let go."""
    keys = {line.paper.key for line in papers}
    for id in dict.fromkeys(request.POST.getlist("tray_id")):
        chosen = request.POST.get(f"tray-{id}-for", "")
        if id in known and chosen not in keys and chosen != LET_GO:
            tray.files.append((known[id], guess(known[id].name, papers)))


def guess(name: str, papers: Sequence[PaperLine]) -> str:
    """The key of the paper whose name shares the most words with a file's name; empty when too few."""
    words = _words(name.rpartition(".")[0] or name)
    shared = [(len(words & _words(line.paper.name)), line.paper.key) for line in papers]
    most = max((count for count, _ in shared), default=0)
    best = [key for count, key in shared if count == most]
    return best[0] if most >= SAME_WORDS and len(best) == 1 else ""


def _words(text: str) -> set[str]:
    return {word for word in "".join(ch if ch.isalnum() else " " for ch in fold(text)).split() if len(word) >= SHORT}


@csrf_exempt
@require_POST
def upload(request: HttpRequest) -> JsonResponse:
    """`/tiep-nhan/tep`: one file, checked and kept at once. Exempt only until the upload is limited; the inner view is protected."""
    try:
        found = uploaded(request)
    except Refused as refused:
        return JsonResponse({"wrong": refused.detail}, status=refused.status)
    return _upload(request, found)


@csrf_protect
def _upload(request: HttpRequest, found: "UploadedFile[bytes]") -> JsonResponse:
    officer, at = officer_of_request(request), now()
    try:
        actions.may_accept(officer)
        kept = files.store(found, found.name or "", by=officer.by, at=at)
    except Refused as refused:
        return JsonResponse({"wrong": refused.detail}, status=refused.status)
    return JsonResponse({"id": kept.id, "name": kept.name})
