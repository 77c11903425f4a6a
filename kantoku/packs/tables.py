"""The register in a pack as plain tables: CSV to read, Parquet to compute with."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from kantoku.exports.columns import Column, plain
from kantoku.exports.table import csv_bytes


def write(folder: Path, key: str, frame: pd.DataFrame, columns: Mapping[str, Column]) -> None:
    """Both files of one table, under the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{key}.csv").write_bytes(csv_bytes(frame, columns))
    typed = {name: pa.array(_values(frame[name]), from_pandas=True) for name in columns}
    pq.write_table(pa.table(typed), folder / f"{key}.parquet", compression="zstd")


def _values(series: "pd.Series[Any]") -> list[Any]:
    """As Python has them, lists as lists."""
    return [list(value) if isinstance(value, tuple) else value for value in plain(series)]
