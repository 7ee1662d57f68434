"""The sources of the project, read once, for the tests that look at the code itself."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Source:
    """One Python module of ours."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def is_test(self) -> bool:
        return "tests" in self.path.parts or self.path.name == "conftest.py"

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    def calls(self) -> Iterator[tuple[str, ast.Call]]:
        """Every call with the dotted name that is called, as far as it has one."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield dotted(node.func), node


def dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "()"


@cache
def tracked() -> tuple[Path, ...]:
    """The files that git would carry, or all of them in an unpacked archive."""
    done = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = [name for name in done.stdout.split("\0") if name]
    if done.returncode != 0 or not names:
        names = [path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*") if not {".venv", "var", ".git"} & set(path.parts)]
    return tuple(path for path in (ROOT / name for name in names) if path.is_file())


@cache
def modules() -> tuple[Source, ...]:
    paths = [path for path in tracked() if path.suffix == ".py" and "migrations" not in path.parts]
    texts = [(path, path.read_text()) for path in paths]
    return tuple(Source(path, text, ast.parse(text)) for path, text in texts)


def business() -> list[Source]:
    """Modules of the rooms, without their tests."""
    return [source for source in modules() if source.name.startswith("motcua/") and not source.is_test]
