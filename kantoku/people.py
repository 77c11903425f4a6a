"""Who sits at the keyboard, before there is sign-in."""

import getpass
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kantoku.text import clean, fold
from kantoku.wording import N_

UNKNOWN = "unknown"

_TITLES = (
    "課長補佐 課長代理 部長代理 局長 部長 次長 課長 室長 所長 館長 園長 係長 主幹 主査 主任 主事 主席 参事 理事 "
    "課員 職員 担当 責任者 管理者 副区長 区長 副市長 市長"
)
_TITLED = re.compile(f"^.*({'|'.join(_TITLES.split())})(?=.)")
_TITLE_AFTER = re.compile(f".*({'|'.join(_TITLES.split())})")
_SECTIONS = ("課", "係", "室", "局")
_LONGEST_SURNAME = 3


@dataclass(frozen=True)
class Person:
    """The actor of an entry. name: never empty. source: what named the person, a message id."""

    name: str
    source: str


def current_user(environ: Mapping[str, str], system_user: Callable[[], str] = getpass.getuser) -> Person:
    """KANTOKU_USER from environ, else the operating system's user, else 'unknown'.

    Raises kantoku.text.UnusableText if KANTOKU_USER holds what no entry may hold.
    """
    if name := clean(environ.get("KANTOKU_USER", "")):
        return Person(name, "KANTOKU_USER")
    return Person(_name_from(system_user) or UNKNOWN, N_("operating system"))


def _name_from(system_user: Callable[[], str]) -> str:
    # An account without a name raises KeyError, from Python 3.13 OSError; Windows has no pwd module to import.
    try:
        return clean(system_user())
    except (KeyError, ImportError, OSError, ValueError):
        return ""


def same_person(one: str | None, other: str | None) -> bool:
    """Do two names on records mean one person (R14)? Title and section before or after a name make no other.

    Where only a title is written, the title is compared: who held it is not known here. The same in SQL, with less of
    the spelling folded: queries/derived/person_named.sql.
    """
    if not one or not other:
        return False
    a, b = _named(one), _named(other)
    return a == b or _is_titled_after(a, b) or _is_titled_after(b, a)


def surely_same_person(one: str | None, other: str | None) -> bool:
    """The same, but not where no more is alike than a surname, which two people may share."""
    if not one or not other or not same_person(one, other):
        return False
    return fold(one) == fold(other) or min(len(_named(one)), len(_named(other))) > _LONGEST_SURNAME


def _named(typed: str) -> str:
    return _TITLED.sub("", fold(typed))


def _is_titled_after(longer: str, shorter: str) -> bool:
    """Does one name go on with a title after the other? A section alone is nobody's name."""
    rest = longer.removeprefix(shorter)
    return rest != longer and not shorter.endswith(_SECTIONS) and bool(_TITLE_AFTER.fullmatch(rest))
