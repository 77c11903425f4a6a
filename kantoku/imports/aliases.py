"""Names of columns and words of values as offices write them; the lists lie in data/catalogue."""

import csv
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from kantoku.catalogue import FOLDER

_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|<[^<>]*>")
_NOT_A_LETTER = re.compile(r"[\W_]")
_PREFIX = re.compile(r"(再[々再]*)(?:委託先?|受託者)(?:の|に係る|における)?(.*)")
_FIRST = re.compile(r"(?:委託先|受託者|受託業者|契約)の?(.+)")
_SIGNS = str.maketrans({"〇": "○", "◯": "○", "✕": "×", "✖": "×", "☓": "×", "╳": "×", "‐": "-", "―": "-", "－": "-"})


class Known(NamedTuple):
    """What the name of a column means. tier: the tier that it names itself, 0 if it names none."""

    target: str
    tier: int = 0


def header_key(text: str) -> str:
    """The form in which names of columns are compared: without width, spaces, line breaks, signs."""
    return _NOT_A_LETTER.sub("", unicodedata.normalize("NFKC", text).casefold())


def without_units(text: str) -> str:
    """The name of a column without what stands in brackets, such as a unit."""
    return _BRACKETED.sub("", unicodedata.normalize("NFKC", text))


def value_key(text: str) -> str:
    """The form in which words of a vocabulary are compared."""
    plain = unicodedata.normalize("NFKC", text.translate(_SIGNS)).casefold().translate(_SIGNS)
    return re.sub(r"[\s、,。.()\[\]・]", "", plain)


@cache
def known(text: str) -> Known | None:
    """What a column of that name holds; None if the lists do not tell.

    The name itself first, then without brackets, then without the tier that it begins with (再委託先の法人番号).
    """
    for key in dict.fromkeys((header_key(text), header_key(without_units(text)))):
        if found := _known(key):
            return found
    return None


def _known(key: str) -> Known | None:
    targets = _targets()
    if key in targets:
        return Known(targets[key], _tier_named(key))
    if prefixed := _PREFIX.fullmatch(key):
        tier = len(prefixed[1]) + 1
        rest = prefixed[2]
        if not rest or rest in {"名", "名称", "業者", "業者名", "事業者", "事業者名", "商号又は名称", "商号"}:
            return Known("org.name", tier)
        if rest in targets:
            return Known(targets[rest], tier)
    if (first := _FIRST.fullmatch(key)) and first[1] in targets:
        return Known(targets[first[1]], 1)
    return None


def _tier_named(key: str) -> int:
    """The tier that a known name speaks of: a name such as 再委託許諾日 or 再委託期間."""
    found = re.match(
        r"(再[々再]*)委託(?!元|の取扱|の方針|の可否|可否|条項|に関|の定|制限|の制限|に|なし|無し|区分|の区分|の段階)",
        key,
    )
    return len(found[1]) + 1 if found else 0


@cache
def _targets() -> dict[str, str]:
    return {header_key(alias): row["target"] for row in _rows("import_aliases") for alias in row["aliases"].split("|")}


@cache
def words(field: str) -> dict[str, str]:
    """Folded word → value, of a field's vocabulary in data/catalogue/import_values.csv."""
    return {
        value_key(alias): row["value"]
        for row in _rows("import_values")
        if row["field"] == field
        for alias in row["aliases"].split("|")
    }


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
