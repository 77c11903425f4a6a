"""The journal in a pack: the whole chain up to the head, and what the entries in the scope of the pack say."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow.parquet as pq
from duckdb import DuckDBPyConnection

from kantoku import queries

CHAIN = "journal/chain.parquet"
ENTRIES = "journal/entries.parquet"
VERIFY = "verify.sql"
_ROWS = 100_000


def write(cursor: DuckDBPyConnection, folder: Path, *, at_seq: int, contracts: Sequence[str] | None) -> None:
    """Writes both tables under the folder. contracts: the ids in the scope, None for all."""
    (folder / CHAIN).parent.mkdir(parents=True, exist_ok=True)
    _table(cursor, queries.load("packs/chain"), folder / CHAIN, {"at_seq": at_seq})
    clocks = {"at_seq": at_seq, "contracts": None if contracts is None else list(contracts)}
    _table(cursor, queries.load("packs/entries"), folder / ENTRIES, clocks)


def _table(cursor: DuckDBPyConnection, query: queries.Query, out: Path, parameters: Mapping[str, object]) -> None:
    """Row group by row group: the journal of a large office is larger than what may lie in memory."""
    batches = cursor.execute(query.text, query.only(dict(parameters))).to_arrow_reader(_ROWS)
    with pq.ParquetWriter(out, batches.schema, compression="zstd") as file:
        for batch in batches:
            file.write_batch(batch)
