"""Text that people typed, inside Markdown: its signs mean nothing there."""

import re

_SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~:$<>&^=])")


def literal(text: object) -> str:
    """The text with a backslash before every sign that Markdown would read, on one line. No text gives none."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split())) if isinstance(text, str) else ""


def literal_lines(text: str) -> str:
    """The same for a text of several lines, which stay lines."""
    return "  \n".join(map(literal, text.strip().splitlines()))
