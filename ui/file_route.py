"""The one way by which a file leaves the ledger: `/file/<kind>/<record>/<sha256>`, always as a download.

A file is never shown in the browser: whatever it holds, it is only bytes here.
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from kantoku import wording
from kantoku.errors import KantokuError, NotFound
from kantoku.ledger import Ledger
from kantoku.people import Person
from kantoku.records import KINDS, Document, Record
from kantoku.records.base import fields
from kantoku.records.confirmation import Sheet
from kantoku.wording import N_
from ui import office

_HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
_BYTES = "application/octet-stream"
# What a browser says of a request that a page of this program, or a person in the address bar, has made.
_OWN = ("same-origin", "none")


class NotAllowed(KantokuError):
    def __init__(self) -> None:
        super().__init__(
            N_("This file is not handed out here"), N_("Open the record that it is attached to, and download it there.")
        )


class Named(NamedTuple):
    """A file as a record names it."""

    name: str
    size: int
    media_type: str


def address(kind: str, record_id: str, sha256: str, *, at_seq: int | None = None) -> str:
    """The address of a file, relative to the page on which its link stands. at_seq: for one shown in the past."""
    asked = {"office": "sample"} if office.is_sample() else {}
    asked |= {} if at_seq is None else {"at": str(at_seq)}
    return f"file/{kind}/{record_id}/{sha256}{'?' if asked else ''}{urlencode(asked)}"


def gate(request: Request) -> Person:
    """Who asks for a file, and may have it. Raises NotAllowed: for a page of another site, which gets none."""
    if request.headers.get("sec-fetch-site", "none") not in _OWN:
        raise NotAllowed
    return office.person()


def answer(request: Request) -> Response:
    """The file, part by part, noted in the journal; else a sentence."""
    wording.use(request.cookies.get("language", wording.DEFAULT))
    try:
        person = gate(request)
        ledger = _ledger(request)
        kind, record_id, sha256 = (str(request.path_params[name]) for name in ("kind", "record", "sha256"))
        named = _named(ledger, kind, record_id, sha256, request.query_params.get("at"))
        if request.method == "GET":
            note = {"file": named.name, "kind": kind, "record": record_id, "sha256": sha256}
            ledger.note("document.taken", note, actor=person.name)
    except NotAllowed as refused:
        return PlainTextResponse(str(refused), status_code=403, headers=_HEADERS)
    except KantokuError as missing:
        return PlainTextResponse(str(missing), status_code=404, headers=_HEADERS)
    headers = _HEADERS | {"Content-Disposition": disposition(named.name), "Content-Length": str(named.size)}
    content = ledger.content(sha256) if request.method == "GET" else iter(())
    return StreamingResponse(content, media_type=named.media_type, headers=headers)


ROUTE = Route("/file/{kind}/{record}/{sha256}", answer, methods=["GET"])


def disposition(name: str) -> str:
    """How a browser names the file that it saves: in full after RFC 5987, and in ASCII for those that cannot."""
    path = PurePosixPath(name)
    plain = re.sub(r"[^A-Za-z0-9 ._-]", "", path.stem).strip(" ._-") or "file"
    ending = re.sub(r"[^A-Za-z0-9.]", "", path.suffix)
    return f"attachment; filename=\"{plain}{ending}\"; filename*=UTF-8''{quote(name, safe='')}"


def _ledger(request: Request) -> Ledger:
    """The ledger that the address means. Raises NotFound for one that nobody has made yet."""
    is_sample = request.query_params.get("office") == office.SAMPLE
    if is_sample and not office.has_sample():
        raise NotFound(office.SAMPLE)
    return office.of(is_sample=is_sample)


def _named(ledger: Ledger, kind: str, record_id: str, sha256: str, at: str | None) -> Named:
    """Raises NotFound where no such record names such a file, or its content is not kept."""
    at_seq = int(at) if at and at.isascii() and at.isdigit() and len(at) < 19 else None
    if kind not in KINDS or sha256 not in ledger.kept([sha256]):
        raise NotFound(sha256[:12])
    record, _revision = ledger.get(kind, record_id, at_seq=at_seq)
    found = next((named for hash_, named in _files(record) if hash_ == sha256), None)
    if found is None:
        raise NotFound(sha256[:12])
    return found


def _files(record: Record) -> Iterator[tuple[str, Named]]:
    """(SHA-256, file) of what a record names: itself, where it is a document, and the sheets in it."""
    if isinstance(record, Document):
        yield record.sha256, Named(record.name, record.size, record.media_type)
    for field in fields(type(record)):
        value = getattr(record, field.name)
        for sheet in value if isinstance(value, tuple) else (value,):
            if isinstance(sheet, Sheet):
                yield sheet.sha256, Named(sheet.name, sheet.size, _BYTES)
