"""What the reference pages share: a page, a table, and a text in both languages."""

from collections.abc import Iterable, Sequence

from kantoku.wording import catalogue

_GENERATED = "<!-- Written by `python -m kantoku.reference`. Change the declarations, not this page. -->"


def page(title: str, lead: str, *parts: str) -> str:
    opening = [f"# {both(title)}", _GENERATED, f"{lead} {japanese_if_any(lead)}".strip()]
    return "\n\n".join([*opening, *parts]) + "\n"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [_row(headings), _row(["---"] * len(headings)), *(_row(row) for row in rows)]
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def japanese(msgid: str) -> str:
    return catalogue("ja").get(msgid, msgid)


def japanese_if_any(msgid: str) -> str:
    return "" if japanese(msgid) == msgid else japanese(msgid)


def both(msgid: str) -> str:
    return " ".join(dict.fromkeys((msgid, japanese(msgid))))


def documented(cls: type) -> str:
    return " ".join((cls.__doc__ or "").split())
