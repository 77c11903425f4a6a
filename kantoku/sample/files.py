"""The files of data/sample."""

import csv
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "data" / "sample"

Row = dict[str, str]


@cache
def rows(name: str) -> tuple[Row, ...]:
    """The lines of data/sample/<name>.csv."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def tables(name: str) -> dict[str, Any]:
    """The tables of data/sample/<name>.toml."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def text(group: str, key: str) -> str:
    """What records of a kind of work usually say: a line of texts.toml."""
    return str(tables("texts")[group][key])
