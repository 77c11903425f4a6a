"""The attached files in a pack: their bytes as they were handed in, and a list of which record names which."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from kantoku import contents, queries
from kantoku.exports.columns import Column, Kind, of
from kantoku.exports.lists import CONTRACT_NUMBER
from kantoku.exports.table import csv_bytes
from kantoku.records import KINDS, Document
from kantoku.wording import N_, _

LIST = "documents.csv"
FOLDER = "documents"
_ELSEWHERE = N_("(no copy of it is kept in the ledger)")
_MARK = 16  # characters of a hash before a name, so that two files of one name both have a place
_LONGEST = 150  # bytes of a name: what unpacks the archive may take 255 with the path
_RESERVED = re.compile(r'[\x00-\x1f\\/:*?"<>|]')

COLUMNS: Mapping[str, Column] = {
    "contract_number": CONTRACT_NUMBER,
    "subject_kind": Column(N_("Kind of record"), labels={kind: record.label for kind, record in KINDS.items()}),
    **of(Document, "name", "document_type", "dated_on", "size", "sha256"),
    "path": Column(N_("Path in this pack"), Kind.CODE),
}


def write(cursor: DuckDBPyConnection, folder: Path, *, at_seq: int, contracts: Sequence[str] | None) -> int:
    """Writes the files under the folder, each once, and the list; returns how many. contracts: ids, None for all."""
    query = queries.load("packs/documents")
    clocks = {"at_seq": at_seq, "contracts": None if contracts is None else list(contracts)}
    rows = cursor.execute(query.text, query.only(clocks)).df()
    paths: dict[str, str] = {}
    (folder / FOLDER).mkdir()
    for row in rows.dropna(subset=["parts"]).to_dict("records"):
        if row["sha256"] not in paths:
            paths[row["sha256"]] = path = f"{FOLDER}/{_file_name(row)}"
            with (folder / path).open("wb") as file:
                for position in range(int(row["parts"])):
                    file.write(contents.part(cursor, row["sha256"], position) or b"")
    (folder / LIST).write_bytes(csv_bytes(rows.assign(path=rows["sha256"].map(paths).fillna(_(_ELSEWHERE))), COLUMNS))
    return len(paths)


def _file_name(row: Mapping[Any, Any]) -> str:
    name = Path(_RESERVED.sub("-", row["name"]).strip(" ."))
    stem = name.stem.encode()[:_LONGEST].decode(errors="ignore")
    return f"{row['sha256'][:_MARK]}_{stem}{name.suffix[:_MARK]}"
