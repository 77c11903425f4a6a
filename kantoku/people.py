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
TITLE_WORDS = f"({'|'.join(_TITLES.split())})"
"""The titles of posts as a pattern, for SQL as well."""
_TITLED = re.compile(f"^.*{TITLE_WORDS}(?=.)")
_TITLE = re.compile(TITLE_WORDS)
# A section with its title.
_POST = re.compile(f"(..+)?{TITLE_WORDS}")
_SECTIONS = ("課", "係", "室", "局")
# What ends the name of an organisation and that of a person: 総務部, 服部.
_EITHER = ("部", "所", "館")
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
    a, b = _named(one), _named(other)
    if fold(one) == fold(other) or min(len(a), len(b)) > _LONGEST_SURNAME:
        return True
    return a == b and len(a) == _LONGEST_SURNAME and (_is_parted(a, one) or _is_parted(b, other))


def _is_parted(name: str, typed: str) -> bool:
    """Was a name of three characters typed with a space in it, so that it is no surname alone?"""
    words = " ".join(typed.lower().split())
    return f"{name[0]} {name[1:]}" in words or f"{name[:2]} {name[2]}" in words


def _named(typed: str) -> str:
    return _TITLED.sub("", fold(typed))


def _is_titled_after(longer: str, shorter: str) -> bool:
    """Does one name go on with a title after the other, with or without a section between?

    A section alone is nobody's name, and 林 is not 林田課長.
    """
    rest = longer.removeprefix(shorter)
    post = _POST if len(shorter) > 1 and not shorter.endswith(_EITHER) else _TITLE
    return rest != longer and not shorter.endswith(_SECTIONS) and bool(post.fullmatch(rest))
