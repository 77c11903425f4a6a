"""Opening a ledger file: made if it is not there, left alone if it is no ledger, in use, or too new."""

import os
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from kantoku import contents, errors, queries, read_model

FORMAT = 1

# What the database may hold in memory: room for the work itself and a share of the file, because more would only fill
# with pages that are read once. What does not fit lies in temporary files beside the ledger.
ROOM_MB = 280
_SHARE = 0.12
# Of what a file has beyond this size it may hold more: there the evaluation itself no longer fits into the room.
_LARGE_MB, _SHARE_OF_LARGE = 1_000, 0.3

# Set after the file is attached, because they shut that door too.
_LOCKS = (
    "set enable_external_access = false",
    "set autoinstall_known_extensions = false",
    "set autoload_known_extensions = false",
    "set python_enable_replacements = false",
    "set lock_configuration = true",
)


def connect(path: Path, *, room_mb: int = ROOM_MB) -> DuckDBPyConnection:
    """A connection to memory, with the ledger attached as `ledger` and the configuration locked.

    room_mb: what it may hold in memory beside a share of the file.

    Raises LedgerInUse, NotALedger, NewerLedger, or what check_place raises.
    """
    check_place(path)
    connection = duckdb.connect(
        ":memory:", config={"temp_directory": f"{path}.tmp", "memory_limit": f"{_memory_mb(path, room_mb)}MB"}
    )
    try:
        _attach(connection, path)
        _check(connection, path)
    except BaseException:
        connection.close()
        raise
    for statement in _LOCKS:
        connection.execute(statement)
    return connection


@contextmanager
def cursor_of(connection: DuckDBPyConnection) -> Iterator[DuckDBPyConnection]:
    """A cursor of its own in the ledger: it inherits no `use`, and none is shared between threads."""
    with closing(connection.cursor()) as cursor:
        cursor.execute("use ledger")
        yield cursor


def exists(path: Path) -> bool:
    """Is there anything of that name? Raises LedgerReadOnly or UnusablePath where that cannot be told."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except PermissionError as refused:
        raise errors.LedgerReadOnly(str(path)) from refused
    except (OSError, ValueError) as impossible:  # a name too long, a null character
        raise errors.UnusablePath(str(path)) from impossible
    return True


def check_place(path: Path) -> None:
    """Can a ledger be, or be made, there? Raises NoSuchPlace, IsAFolder, LedgerReadOnly or UnusablePath."""
    is_there = exists(path)
    if not path.parent.is_dir():
        raise errors.NoSuchPlace(str(path))
    if path.is_dir():
        raise errors.IsAFolder(str(path), str(path / "kantoku.duckdb"))
    # The folder too: DuckDB keeps its log beside the file.
    if not all(os.access(place, os.W_OK) for place in (path.parent, *([path] if is_there else []))):
        raise errors.LedgerReadOnly(str(path))


def _memory_mb(path: Path, room_mb: int) -> int:
    size_mb = path.stat().st_size / 1e6 if path.exists() else 0
    return round(room_mb + _SHARE * min(size_mb, _LARGE_MB) + _SHARE_OF_LARGE * max(size_mb - _LARGE_MB, 0))


def _attach(connection: DuckDBPyConnection, path: Path) -> None:
    quoted, was_there = str(path).replace("'", "''"), path.exists()
    try:
        connection.execute(f"attach '{quoted}' as ledger")
    except duckdb.Error as error:
        raise _explained(str(error), path, was_there=was_there) from error
    connection.execute("use ledger")


def _explained(message: str, path: Path, *, was_there: bool) -> Exception:
    if "lock" in message.lower() and (process := re.search(r"PID (\d+)", message)):
        return errors.LedgerInUse(str(path), process.group(1))
    if "already attached" in message:
        return errors.LedgerInUse(str(path), str(os.getpid()))
    if "version number" in message:
        return errors.NewerLedger(str(path))
    if "Read-only file system" in message or "Permission denied" in message or "read-only" in message:
        return errors.LedgerReadOnly(str(path))
    # What was not there is no wrong file: some places take none, whatever their permissions say.
    return errors.NotALedger(str(path)) if was_there else errors.LedgerReadOnly(str(path))


def _check(connection: DuckDBPyConnection, path: Path) -> None:
    tables = {row[0] for row in connection.execute(queries.load("journal/tables").text).fetchall()}
    if not tables:
        return
    if not {"journal", "ledger_info"} <= tables:
        raise errors.NotALedger(str(path))
    found = connection.execute(queries.load("journal/info").text).fetchone()
    if not found:
        raise errors.NotALedger(str(path))
    if found[0] > FORMAT:
        raise errors.NewerLedger(str(path))


def is_new(connection: DuckDBPyConnection) -> bool:
    return not connection.execute(queries.load("journal/tables").text).fetchall()


def prepare(cursor: DuckDBPyConnection) -> None:
    """Makes journal and tables in a new file; rebuilds the tables where the declarations have changed.

    Raises read_model.Unreadable if a record was written by declarations that this version does not know.
    """
    if is_new(cursor):
        cursor.execute(queries.load("journal/create").text)
        read_model.create(cursor)
        cursor.execute(queries.load("journal/describe").text, _description())
    elif cursor.execute(queries.load("journal/info").text).fetchall()[0][1] != read_model.declarations():
        read_model.rebuild(cursor)
        cursor.execute(queries.load("journal/redescribe").text, _description())
    contents.create(cursor)
    read_model.create_views(cursor)


def _description() -> dict[str, object]:
    return {"format": FORMAT, "declarations": read_model.declarations()}
