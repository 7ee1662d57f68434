"""What linters cannot hold: who writes, who reads the clock, sizes, names of hosts and machines."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.sources import ROOT, Source, business, dotted, modules, tracked

WRITES = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "execute", "executemany", "copy"}
ROWS_ONLY = {"bulk_create", "bulk_update", "get_or_create", "update_or_create"}
MAY_WRITE = re.compile(
    r"""
    /actions(\.py|/) | /projections(\.py|/) | /jobs\.py | /testing\.py | ^motcua/config/ | ^motcua/base/
    | ^motcua/shared/journal/ | /idempotency\.py | /throttle\.py | /sessions\.py | /providers/ | /simulator/
    """,
    re.VERBOSE,
)
CLOCK = {"now", "datetime.now", "timezone.now", "datetime.today", "date.today", "timezone.localdate", "timezone.localtime", "time.now", "localdate"}
MAY_READ_CLOCK = re.compile(
    r"/(views|api|jobs|cli|http|middleware|commands|receivers)(_?\w*\.py|/)|^motcua/config/|^motcua/base/(time|views|context)\.py"
)
LONGEST_MODULE, LONGEST_FUNCTION, LONGEST_TEST = 400, 50, 40


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def is_orm_write(name: str, call: ast.Call) -> bool:
    """`X.objects.create(…)`, `rows.update(…)`, `row.save()`: not `dict.update`, `set.update`, `hash.update`, `path.touch`."""
    holder, _, method = name.rpartition(".")
    if method not in WRITES:
        return False
    if method in ROWS_ONLY or any(part in holder for part in (".objects", "filter", "exclude")):
        return True
    if method in {"execute", "executemany", "copy"}:
        return "cursor" in holder and not _reads(call)
    return method == "save" and not call.args  # a row is saved without an argument, a picture into a file


def _reads(call: ast.Call) -> bool:
    """Whether an SQL call plainly only asks, as far as its text stands in the call."""
    text = next((node.value for node in ast.walk(call.args[0]) if isinstance(node, ast.Constant)), "select") if call.args else "select"
    return str(text).strip().lower().startswith(("select", "with", "explain", "show", "set local", "declare", "fetch"))


def test_only_actions_and_projections_write() -> None:
    found = [
        f"{source.name}:{call.lineno} {name}"
        for source in business()
        if not MAY_WRITE.search(source.name)
        for name, call in source.calls()
        if is_orm_write(name, call)
    ]
    assert found == []


def test_the_clock_is_read_at_the_edge() -> None:
    found = [
        f"{source.name}:{call.lineno} {name}"
        for source in business()
        if not MAY_READ_CLOCK.search(source.name)
        for name, call in source.calls()
        if name in CLOCK or name.endswith((".datetime.now", ".timezone.now", ".date.today"))
    ]
    assert found == []


def test_our_code_receives_no_model_signals() -> None:
    names = re.compile(r"\b(pre|post)_(save|delete|init)\b|\bm2m_changed\b")
    assert [source.name for source in business() if names.search(source.text)] == []


@pytest.mark.parametrize("kind", ["business", "tests"])
def test_modules_are_short(kind: str) -> None:
    sources = [source for source in modules() if source.is_test == (kind == "tests")]
    assert [f"{source.name}: {source.text.count(chr(10))}" for source in sources if source.text.count("\n") > LONGEST_MODULE] == []


def test_functions_are_short() -> None:
    found = [
        f"{source.name}:{node.lineno} {node.name}: {length(node)}"
        for source in modules()
        for node in source.functions()
        if length(node) > (LONGEST_TEST if node.name.startswith("test_") else LONGEST_FUNCTION)
    ]
    assert found == []


def test_every_template_is_used() -> None:
    templates = [path for path in tracked() if "templates" in path.parts and path.suffix in {".html", ".txt", ".svg"}]
    readers = [path for path in tracked() if path.suffix in {".py", ".html", ".txt"}]
    text = "\n".join(path.read_text() for path in readers)
    unused = [path.relative_to(ROOT).as_posix() for path in templates if not _named(path, text)]
    assert unused == []


def _named(path: Path, text: str) -> bool:
    """Whether somebody names the template by its path below `templates/`, or a family of it by folder and variable."""
    inside = "/".join(path.parts[path.parts.index("templates") + 1 :])
    folder, _, file = inside.rpartition("/")
    return inside in text or f"{folder}/{{" in text or (f"{folder}/" in text and f'"{file.partition(".")[0]}"' in text)


def test_the_tree_names_no_registry_and_no_machine() -> None:
    words = ["py" + "pi.org", "python" + "hosted.org", "registry.npm" + "js", "npm" + "js.org", "deb.deb" + "ian.org", "security.deb" + "ian.org"]
    words += ["/wo" + "rk/", "/ro" + "ot/", "/home/" + "user", "shared/de" + "sign", "/shared/pro" + "totypes"]
    found = []
    for path in tracked():
        content = path.read_bytes()
        found += [f"{path.relative_to(ROOT)}: {word}" for word in words if word.encode() in content and b"\0" not in content[:1000]]
    assert found == []


def test_people_are_our_own_model() -> None:
    assert settings.AUTH_USER_MODEL == "identity.User"
    allowed = ("motcua/config/", "motcua/shared/identity/", "motcua/shared/org/middleware.py")
    found = [
        f"{source.name}:{node.lineno}"
        for source in business()
        if not source.name.startswith(allowed)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom | ast.Import) and _imports(node, "django.contrib.auth")
    ]
    assert found == []


def _imports(node: ast.ImportFrom | ast.Import, name: str) -> bool:
    names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
    return any(other == name or other.startswith(name + ".") for other in names)


def test_migrations_import_nothing_of_ours() -> None:
    found = [path.relative_to(ROOT).as_posix() for path in tracked() if "migrations" in path.parts and path.suffix == ".py" and _imports_ours(path)]
    assert found == []


def _imports_ours(path: Path) -> bool:
    tree = ast.parse(path.read_text())
    return any(isinstance(node, ast.ImportFrom | ast.Import) and _imports(node, "motcua") for node in ast.walk(tree))


def test_models_of_other_rooms_are_related_without_a_way_back() -> None:
    found = []
    for source in business():
        if not source.name.endswith("models.py"):
            continue
        relations = [call for name, call in source.calls() if name.endswith(("ForeignKey", "OneToOneField"))]
        found += [f"{source.name}:{call.lineno}" for call in relations if _leads_elsewhere(call, source)]
    assert found == []


def _leads_elsewhere(call: ast.Call, source: Source) -> bool:
    target = call.args[0] if call.args else None
    text = target.value if isinstance(target, ast.Constant) else dotted(target) if target is not None else ""
    room = source.path.parent.name
    own = "." not in str(text) or str(text).startswith(f"{room}.")
    back = next((word.value for word in call.keywords if word.arg == "related_name"), None)
    return not own and not (isinstance(back, ast.Constant) and back.value == "+")


PRIVATE = {"views", "api", "forms", "urls", "jobs", "receivers", "projections", "providers"}


def room_of(source: Source) -> str:
    parts = source.name.split("/")
    return ".".join(parts[:3]) if len(parts) > 3 else ".".join(parts[:2])


def test_screens_and_inner_modules_stay_private_to_their_room() -> None:
    found = []
    for source in business():
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("motcua.") and not source.name.startswith("motcua/config/"):
                names = [f"{node.module}.{alias.name}".split(".") for alias in node.names]
                found += [f"{source.name}:{node.lineno} {'.'.join(name)}" for name in names if _trespasses(source, name)]
    assert found == []


def _trespasses(source: Source, name: list[str]) -> bool:
    """Whether `motcua.<floor>.<room>.<module>…` names an inner module of another room."""
    return len(name) > 3 and name[1] != "base" and ".".join(name[:3]) != room_of(source) and name[3] in PRIVATE
