"""A file that is either there as a whole or not at all."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kantoku.errors import KantokuError
from kantoku.wording import N_


class NotWritable(KantokuError):
    """The file cannot be put where it was asked for."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            N_("The file cannot be written"),
            N_("{path} cannot be written ({reason}). Choose another place, or close the program that has it open."),
            path=path,
            reason=reason,
        )


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A new file beside `path`, to write to and read back; when all went well it takes the place of what was there.

    Raises NotWritable.
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with part.open("x+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise NotWritable(path, error.strerror or str(error)) from error
    finally:
        part.unlink(missing_ok=True)
