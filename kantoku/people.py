"""Who sits at the keyboard, before there is sign-in."""

import getpass
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kantoku.text import clean
from kantoku.wording import N_

UNKNOWN = "unknown"


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
