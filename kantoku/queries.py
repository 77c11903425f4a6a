"""The SQL of the project: read from queries/, run with the parameters that a file declares by using them."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

QUERIES = Path(__file__).resolve().parents[1] / "queries"

_PARAMETER = re.compile(r"\$([a-z_]+)")
_COMMENT = re.compile(r"--[^\n]*")


@dataclass(frozen=True)
class Query:
    """One SQL file. parameters: the names it uses as `$name`."""

    name: str
    text: str
    parameters: frozenset[str]

    def only(self, values: dict[str, Any]) -> dict[str, Any]:
        """Those of the values that the query uses. Raises KeyError if one it needs is not there."""
        return {name: values[name] for name in self.parameters}

    def reads(self, table: str) -> bool:
        """Does it read a table of that name?"""
        return bool(re.search(rf"\b(from|join) {table}\b", strip_comments(self.text)))

    def after(self, *tables: str) -> str:
        """The text with common tables before its own, each written `name as (…)`."""
        if not tables:
            return self.text
        own = re.sub(r"^with\b", ",", strip_comments(self.text))
        return f"with {', '.join(tables)}\n{own}"


def canonical(values: dict[str, Any]) -> str:
    """Canonical JSON of plain values: sorted keys, no spaces."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def strip_comments(text: str) -> str:
    """The statement alone, without its comments and closing semicolon."""
    return _COMMENT.sub("", text).strip().removesuffix(";")


@cache
def load(name: str) -> Query:
    """The query of queries/<name>.sql, such as `journal/head`."""
    return from_text(name, (QUERIES / f"{name}.sql").read_text(encoding="utf-8"))


def from_text(name: str, text: str) -> Query:
    return Query(name, text, frozenset(_PARAMETER.findall(_COMMENT.sub("", text))))


@cache
def folder(name: str) -> tuple[Query, ...]:
    """The queries of a folder, in the order of their file names."""
    return tuple(load(f"{name}/{path.stem}") for path in sorted((QUERIES / name).glob("*.sql")))
