"""Sets a document as PDF/A-2, in a process of its own: what Typst keeps in memory goes with it.

The same values give the same bytes: fonts come with the program, and the day in the file is the one it is given.
"""

import json
import os
import subprocess
import sys
import unicodedata
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final

_TEMPLATES = Path(__file__).parent
_PROGRAM = _TEMPLATES.parents[1]  # where the other process finds this module
_FONTS = ("noto_cjk_sans_jp_regular", "noto_cjk_sans_jp_bold")
_STANDARD: Final = "a-2a"  # with its structure, so that it can be read aloud


_AT_ONCE = 4
"""How many documents are set at once, if there are as many processors: each takes some hundred MB."""
_LACKING = "\u3013"
_UNSEEN = ("Cf", "Cn", "Mn")


class TypesettingFailed(RuntimeError):
    """The template does not fit what it was given: a fault of the program, not of what was recorded."""


def pdf(template: str, given: Mapping[str, Any], *, dated: datetime) -> bytes:
    """The document. template: a file beside this module, without ending. dated: naive UTC. Raises TypesettingFailed."""
    text = printable(json.dumps(given, ensure_ascii=False))
    asked = {"template": template, "given": text, "dated": dated.isoformat()}
    done = subprocess.run(  # noqa: S603  (this interpreter, this module)
        [sys.executable, "-m", __name__],
        input=json.dumps(asked).encode(),
        capture_output=True,
        check=False,
        cwd=_PROGRAM,
    )
    if done.returncode:
        raise TypesettingFailed(done.stderr.decode(errors="replace"))
    return done.stdout


def printable(text: str) -> str:
    """The text with 〓 for every character that the fonts lack, such as one of the office's own or an emoji.

    PDF/A holds no text that cannot be shown. What is invisible anyway is left out.
    """
    lacking = {character for character in set(text) if ord(character) not in _covered()} - {"\n", "\t"}
    shown: dict[str, str | int | None] = {
        character: "" if unicodedata.category(character) in _UNSEEN else _LACKING for character in lacking
    }
    return text.translate(str.maketrans(shown)) if shown else text


@cache
def _covered() -> frozenset[int]:
    """What both fonts can show."""
    files = [file for folder in _font_folders() for file in folder.glob("*.otf")]
    return frozenset.intersection(*map(_characters, files))


def _characters(file: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415  (a fifth of a second, for whoever prints)

    with TTFont(file, lazy=True) as font:
        return frozenset(font["cmap"].getBestCmap())


def _font_folders() -> list[Path]:
    return [Path(str(import_module(font).__file__)).parent for font in _FONTS]


def side_by_side(documents: Iterable[tuple[str, Callable[[], bytes]]], folder: Path) -> Iterator[str]:
    """Sets documents, a few at once, into the folder; yields the name of each in turn.

    documents: the name of a file, and what sets it. They are asked for as they are needed, so that few are in memory.
    """

    def written(name: str, make: Callable[[], bytes]) -> str:
        (folder / name).write_bytes(make())
        return name

    at_once = min(os.cpu_count() or 1, _AT_ONCE)
    with ThreadPoolExecutor(at_once) as pool:
        pending: deque[Future[str]] = deque()
        for name, make in documents:
            pending.append(pool.submit(written, name, make))
            if len(pending) > at_once:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()


def _set(template: str, given: str, dated: str) -> bytes:
    import typst  # noqa: PLC0415  (here alone: the program that asks has no use for it)

    seconds = int(datetime.fromisoformat(f"{dated}+00:00").timestamp())
    document: bytes = typst.compile(
        _TEMPLATES / f"{template}.typ",
        root=_TEMPLATES,
        font_paths=_font_folders(),
        ignore_system_fonts=True,
        sys_inputs={"given": given},
        pdf_standards=[_STANDARD],
        timestamp=seconds,
    )
    return document


if __name__ == "__main__":
    sys.stdout.buffer.write(_set(**json.load(sys.stdin)))
