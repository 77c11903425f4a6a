"""A zip archive with the same bytes for the same content: no time, no owner, the files in the order they come."""

import hashlib
import zipfile
from pathlib import Path
from typing import BinaryIO

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first time that a zip can name
_UNIX = 3
_PACKED = frozenset({".pdf", ".xlsx", ".parquet"})
_CHUNK = 1 << 20


class Archive:
    """An archive being written. digests: name → SHA-256 of each file in it so far."""

    def __init__(self, out: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(out, "w")
        self.digests: dict[str, str] = {}

    def add(self, name: str, content: bytes | Path) -> None:
        """Adds a file: its bytes, or where it lies; that is read piece by piece."""
        found = hashlib.sha256()
        with self._zip.open(_entry(name), "w", force_zip64=True) as into:
            if isinstance(content, bytes):
                found.update(content)
                into.write(content)
            else:
                with content.open("rb") as file:
                    while piece := file.read(_CHUNK):
                        found.update(piece)
                        into.write(piece)
        self.digests[name] = found.hexdigest()

    def close(self) -> None:
        self._zip.close()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EARLIEST)
    entry.create_system = _UNIX
    entry.external_attr = 0o644 << 16
    # What is packed already only takes longer.
    entry.compress_type = zipfile.ZIP_STORED if Path(name).suffix in _PACKED else zipfile.ZIP_DEFLATED
    return entry
