"""Text that people typed, inside Markdown: its signs mean nothing there."""

import re

_SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~:$<>])")


def literal(text: str) -> str:
    """The text with a backslash before every sign that Markdown would read, on one line."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))
