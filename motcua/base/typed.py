"""What was typed in a form whose sending came too late: the session had ended, or another tab had signed in anew.

Each form carries the name of the officer for whom it was made, signed. When its sending meets no session, what was typed is kept in the new,
still anonymous session; whoever signs in there next gets it back at `/gui-lai`, but only the same officer, and only for a while.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core import signing
from django.forms import BaseForm, ChoiceField, MultipleChoiceField
from django.http import HttpRequest

ADDRESS = "/gui-lai"
KEY = "typed"
KEEP_SECONDS = 20 * 60
MOST_ROWS = 1000
MOST_CHARACTERS = 200_000
OPTIONS_MOST = 8
OWN = frozenset({"csrfmiddlewaretoken", "typed_by", "labels"})
UNSEEN = OWN | {"key", "expected_seq", "reopens", "decision"}
SECRETS = frozenset({"current", "credential"})  # a form that asks for one of these is never kept
OTHERS = "Mục khác"
Rows = list[tuple[str, str]]
_signer = signing.Signer(salt="motcua.base.typed")


def mark(request: HttpRequest | None) -> str:
    """The signed name of the officer for whom a form is made; empty for citizens."""
    officer = getattr(request, "officer", None)
    return _signer.sign(officer.username) if officer else ""


def labels_of(form: Any) -> str:
    """How the fields of a form are called, with the words of short choices: what makes the values readable without the form."""
    if not isinstance(form, BaseForm):
        return ""
    return json.dumps({name: [str(field.label or ""), _words(field)] for name, field in form.fields.items()}, ensure_ascii=False)


def _words(field: Any) -> dict[str, str]:
    if not isinstance(field, ChoiceField) or isinstance(field, MultipleChoiceField) or callable(field.choices):
        return {}
    pairs = list(field.choices)
    return {str(value): str(word) for value, word in pairs} if len(pairs) <= OPTIONS_MOST else {}


def posted(request: HttpRequest) -> Rows:
    """All that was sent, passwords never; nothing of a form with secrets, and nothing when it cannot be read or is too much."""
    if request.method != "POST":
        return []
    try:
        rows = [(str(name), str(value)) for name, values in request.POST.lists() for value in values if "password" not in name]
    except Exception:
        return []
    if any(name in SECRETS for name, _ in rows):
        return []
    fits = len(rows) <= MOST_ROWS and sum(len(name) + len(value) for name, value in rows) <= MOST_CHARACTERS
    return rows if fits else []


def readable(rows: Rows) -> Rows:
    """The values with the names of their fields as people know them; what the page needs for itself is left out."""
    names = _labels(dict(rows).get("labels", ""))
    shown = []
    for name, value in rows:
        label, words = names.get(name, (OTHERS, {}))
        technical = name in UNSEEN or name.partition("-")[0] in {"seq", "to", "at"} or name.endswith(("-seen", "_id"))
        if value and not technical:
            shown.append((label or OTHERS, words.get(value, "có" if value == "on" else value)))
    return shown


def _labels(text: str) -> dict[str, tuple[str, dict[str, str]]]:
    try:
        given = json.loads(text)
        return {str(name): (str(label), {str(k): str(v) for k, v in words.items()}) for name, (label, words) in given.items()}
    except (ValueError, TypeError, AttributeError, RecursionError):
        return {}


def keep(request: HttpRequest, at: datetime) -> bool:
    """Keep what was sent for the officer for whom its form was made; whether it was kept. Never for another than who is signed in now."""
    rows, session = posted(request), getattr(request, "session", None)
    username = _name(dict(rows).get("typed_by", ""))
    here = getattr(request, "officer", None)
    if session is None or not username or (here is not None and here.username != username):
        return False
    fields = [[name, value] for name, value in rows if name != "csrfmiddlewaretoken"]
    session[KEY] = {"path": request.get_full_path(), "user": username, "at": at.timestamp(), "fields": fields, "files": file_names(request)}
    return True


def file_names(request: HttpRequest) -> list[str]:
    """The files that came along; they are not kept, so they must be chosen again."""
    return sorted(upload.name or "" for _, uploads in request.FILES.lists() for upload in uploads)


def _name(signed: str) -> str:
    try:
        return _signer.unsign(signed)
    except signing.BadSignature:
        return ""


def kept(request: HttpRequest, username: str, at: datetime) -> Mapping[str, Any] | None:
    """What is kept for this officer. What is another's or old is dropped unseen."""
    found: dict[str, Any] | None = request.session.get(KEY)
    if found is None:
        return None
    if found["user"] != username or at.timestamp() - found["at"] > KEEP_SECONDS:
        drop(request)
        return None
    return found


def drop(request: HttpRequest) -> None:
    """Forget it."""
    request.session.pop(KEY, None)
