"""The register in a pack as plain tables: CSV to read, Parquet to compute with."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from kantoku.exports.columns import Column, Kind, plain
from kantoku.exports.table import csv_bytes


def write(folder: Path, key: str, frame: pd.DataFrame, columns: Mapping[str, Column]) -> None:
    """Both files of one table, under the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{key}.csv").write_bytes(csv_bytes(frame, columns))
    typed = {name: _typed(frame[name], column) for name, column in columns.items()}
    pq.write_table(pa.table(typed), folder / f"{key}.parquet", compression="zstd")


_TYPES = {
    Kind.DATE: pa.date32(),
    Kind.MOMENT: pa.timestamp("us"),
    Kind.NUMBER: pa.int64(),
    Kind.FISCAL_YEAR: pa.int64(),
    Kind.BOOLEAN: pa.bool_(),
}


def _typed(series: "pd.Series[Any]", column: Column) -> pa.Array:
    """With the type of its kind where the values do not tell it, so that two packs can be read together."""
    values = pa.array(_values(series), from_pandas=True)
    if pa.types.is_null(values.type):
        return values.cast(_TYPES.get(column.kind, pa.string()))
    return values.cast(pa.date32()) if column.kind is Kind.DATE else values


def _values(series: "pd.Series[Any]") -> list[Any]:
    """As Python has them, lists as lists."""
    return [list(value) if isinstance(value, tuple) else value for value in plain(series)]
