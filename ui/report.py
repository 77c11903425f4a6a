"""What a report to read is made of: numbered headings, lists, prose and tables. Texts stand as they were typed."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from kantoku.wording import _, language
from ui.literal import literal_lines


def heading(number: int, text: str) -> None:
    st.markdown(f"### {number}　{text}")


def named(number: int, title: str, lines: Sequence[str]) -> None:
    st.markdown(f"({number}) {title}")
    if lines:
        numbered(lines, _marks(len(lines)))
    else:
        prose(_("None"))


def _marks(count: int) -> list[str]:
    """ア, イ, ウ … in Japanese, a, b, c … otherwise; figures where they run out."""
    letters = (
        "アイウエオカキクケコサシスセソタチツテトナニヌネノ" if language() == "ja" else "abcdefghijklmnopqrstuvwxyz"
    )
    return list(letters) if count <= len(letters) else [str(nth) for nth in range(1, count + 1)]


def numbered(lines: Sequence[str], marks: Sequence[str] = ()) -> None:
    chosen = marks or [f"({nth})" for nth in range(1, len(lines) + 1)]
    prose("\n".join(f"{mark}　{line}" for mark, line in zip(chosen, lines, strict=False)) or None)


def prose(text: str | None) -> None:
    """A text as it was typed, line by line; a dash where nothing is on record."""
    st.markdown(literal_lines(text) if text else "—")


def table(rows: Sequence[Mapping[str, object]]) -> None:
    if rows:
        shown = [
            {name: literal_lines(str(value)) if value is not None else "" for name, value in row.items()}
            for row in rows
        ]
        st.table(pd.DataFrame(shown), border="horizontal", hide_index=True)
