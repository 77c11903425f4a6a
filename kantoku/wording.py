"""What people read, in the language they chose.

English stands in the code as the message id; `locale/<language>/*.po` holds the other languages. `_()` translates now,
`N_()` only marks a text that is translated later, when it is shown. The language belongs to the running context (one
script run, one command), never to the process.
"""

from contextvars import ContextVar
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parents[1] / "locale"
DEFAULT = "ja"
LANGUAGES = {"ja": "日本語", "en": "English"}

_language: ContextVar[str] = ContextVar("language", default=DEFAULT)


def use(language: str) -> None:
    """Sets the language of the running context; an unknown one becomes the default."""
    _language.set(language if language in LANGUAGES else DEFAULT)


def language() -> str:
    """The language of the running context: a key of LANGUAGES."""
    return _language.get()


def N_(msgid: str) -> str:
    """Marks a text for translation and returns it unchanged."""
    return msgid


def _(msgid: str, /, **params: object) -> str:
    """The text in the language of the running context, with `{name}` filled from params."""
    text = catalogue(language()).get(msgid, msgid)
    return text.format(**params) if params else text


@cache
def catalogue(language: str) -> dict[str, str]:
    """Message id → translation; empty for English. Raises ValueError if two files translate one message."""
    found: dict[str, str] = {}
    for path in sorted((LOCALE / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                if message.id and message.string:
                    if message.id in found:
                        raise ValueError(f"{path.name} translates {message.id!r} a second time")
                    found[str(message.id)] = str(message.string)
    return found
