"""The source as tests read it: files, the modules they import, the texts they hold."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
CODE = ("kantoku", "ui", "pages")


def modules(*folders: str) -> list[Path]:
    """The Python files under these folders; streamlit_app.py belongs to `ui`."""
    found = [path for folder in folders for path in sorted((HOME / folder).rglob("*.py"))]
    return found + ([HOME / "streamlit_app.py"] if "ui" in folders else [])


def name(path: Path) -> str:
    """A file's path within the project, as tests name it."""
    return path.relative_to(HOME).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), name(path))


def imported(path: Path) -> Iterator[str]:
    """The modules that a file imports, at its top or inside a function."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from (full if _is_module(full) else node.module for full in inner)


def _is_module(dotted: str) -> bool:
    place = HOME / dotted.replace(".", "/")
    return place.is_dir() or place.with_suffix(".py").exists()


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """(line, text) of every string in a file but docstrings; what an f-string fills in stands as {}."""
    documented = {id(node) for node in _docstrings(path)}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.JoinedStr):
            parts = (part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
            yield node.lineno, "".join(map(str, parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented:
            yield node.lineno, node.value


def _docstrings(path: Path) -> Iterator[ast.Constant]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


def calls(path: Path, *functions: str) -> Iterator[ast.Call]:
    """The calls of functions of these names."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in functions:
            yield node


def sql_files() -> list[Path]:
    return sorted((HOME / "queries").rglob("*.sql"))


def statement(path: Path) -> str:
    """An SQL file without its comments and quoted texts."""
    bare = re.sub(r"--[^\n]*", "", path.read_text(encoding="utf-8"))
    return re.sub(r"'(?:[^']|'')*'", "''", bare)
