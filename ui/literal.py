"""Text that people typed, inside Markdown: its signs mean nothing there."""

import re

_SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~:$<>&^=])")
_JOINER = "\u2060"
# Links and icons are looked for after the backslashes are gone; an invisible joiner keeps them from being found.
_LOOKED_FOR = re.compile(r":(?=material/|//)|(?<=\bwww)(?=\.)")


def literal(text: object) -> str:
    """The text with a backslash before every sign that Markdown would read, on one line. No text gives none."""
    if not isinstance(text, str):
        return ""
    parts = _LOOKED_FOR.sub(rf"\g<0>{_JOINER}", " ".join(text.split()))
    return _SIGNS.sub(r"\\\1", parts)


def literal_lines(text: str) -> str:
    """The same for a text of several lines, which stay lines."""
    return "  \n".join(map(literal, text.strip().splitlines()))
