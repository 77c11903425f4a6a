"""The register in a pack as plain tables: CSV to read, Parquet to compute with, and what every column means."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from kantoku.exports.columns import Column, columns_of, plain
from kantoku.exports.table import csv_bytes
from kantoku.wording import N_, _


def write(folder: Path, key: str, frame: pd.DataFrame, columns: Mapping[str, Column]) -> None:
    """Both files of one table, under the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{key}.csv").write_bytes(csv_bytes(frame, columns))
    typed = {name: pa.array(_values(frame[name]), from_pandas=True) for name in columns}
    pq.write_table(pa.table(typed), folder / f"{key}.parquet", compression="zstd")


def meaning(tables: Mapping[str, Mapping[str, Column]]) -> pd.DataFrame:
    """A row a column of these tables: table, name, heading, kind, and what its codes mean."""
    return pd.DataFrame(
        [
            {
                "table": key,
                "name": name,
                "heading": column.heading,
                "kind": str(column.kind),
                "codes": "\n".join(f"{code} = {_(label)}" for code, label in (column.labels or {}).items()),
            }
            for key, columns in tables.items()
            for name, column in columns_of(pd.DataFrame(columns=list(columns)), columns).items()
        ]
    )


MEANING: Mapping[str, Column] = {
    "table": Column(N_("Table")),
    "name": Column(N_("Name of the column")),
    "heading": Column(N_("Heading of the column")),
    "kind": Column(N_("Kind of value")),
    "codes": Column(N_("Codes and what they mean")),
}


def _values(series: "pd.Series[Any]") -> list[Any]:
    """As Python has them, lists as lists."""
    return [list(value) if isinstance(value, tuple) else value for value in plain(series)]
