"""A report to read on the screen: blocks of text as they are printed. Texts stand as they were typed."""

from collections.abc import Sequence
from functools import singledispatch

import pandas as pd
import streamlit as st

from kantoku.printing.blocks import Block, Facts, Heading, Items, Prose, Table
from ui.literal import literal, literal_lines


def show(blocks: Sequence[Block]) -> None:
    for block in blocks:
        _shown(block)


@singledispatch
def _shown(block: Block) -> None:
    raise TypeError(block)


@_shown.register
def _heading(block: Heading) -> None:
    said = "　".join(filter(None, (block.mark, literal(block.text))))
    st.markdown(f"### {said}" if block.level == 1 else said)


@_shown.register
def _prose(block: Prose) -> None:
    st.markdown(literal_lines(block.text))


@_shown.register
def _items(block: Items) -> None:
    st.markdown(
        literal_lines("\n".join(f"{mark}　{line}" for mark, line in zip(block.marks, block.lines, strict=True)))
    )


@_shown.register
def _table(block: Table) -> None:
    rows = [{title: literal_lines(cell) for title, cell in zip(block.titles, row, strict=True)} for row in block.rows]
    st.table(pd.DataFrame(rows), border="horizontal", hide_index=True)


@_shown.register
def _facts(block: Facts) -> None:
    for label, said in block.rows:
        st.markdown(f"{literal(label)}：{literal_lines(said)}")
