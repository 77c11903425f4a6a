"""Which names and corporate numbers are one organisation."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from kantoku import text

_FORMS = (
    (r"株式会社|\(株\)", "k"),
    (r"有限会社|\(有\)", "y"),
    (r"合同会社|\(同\)", "d"),
    (r"合資会社|\(資\)", "s"),
    (r"合名会社|\(名\)", "m"),
    (r"一般社団法人|\(一社\)", "is"),
    (r"一般財団法人|\(一財\)", "iz"),
    (r"公益社団法人|\(公社\)", "ks"),
    (r"公益財団法人|\(公財\)", "kz"),
    (r"社会福祉法人|\(福\)", "f"),
)


class Name(NamedTuple):
    """A name as it is compared. form: of the company, '' if the name says none."""

    folded: str
    form: str

    def is_like(self, other: "Name") -> bool:
        """One name: ㈱, （株） and 株式会社 are the same, and a name without a form may be of any."""
        return self.folded == other.folded and (self.form == other.form or not self.form or not other.form)


@cache
def _name(typed: str) -> Name:
    plain = unicodedata.normalize("NFKC", typed.replace("㊑", "(株)").replace("㊒", "(有)"))
    form = next((letter for pattern, letter in _FORMS if re.search(pattern, plain)), "")
    return Name(text.fold(typed) or typed, form)


def name_of(typed: str | None) -> Name | None:
    return _name(typed) if typed else None


class Names:
    """Names → the corporate numbers with which they were seen, or what else stands for the organisation."""

    def __init__(self) -> None:
        self._keys: dict[str, dict[tuple[str, str], None]] = {}

    def learn(self, typed: str | None, key: str) -> None:
        if typed:
            name = _name(typed)
            self._keys.setdefault(name.folded, {}).setdefault((name.form, key))

    def keys(self, typed: str | None) -> list[str]:
        """What the name may stand for, what was learnt first first."""
        if not typed:
            return []
        name = _name(typed)
        found = self._keys.get(name.folded, {})
        same = [key for form, key in found if form == name.form]
        return list(dict.fromkeys(same or [key for form, key in found if not form or not name.form]))


def agree(keys: Iterable[str]) -> str | None:
    """The one thing that all of them are; None if they are several or none."""
    found = set(keys)
    return found.pop() if len(found) == 1 else None
