"""A file as it comes in: its name made safe, its kind found from its content, what is not wanted refused.

Only what an office attaches is taken: PDF, Office, images, text and archives. The content says what a file is, and its
name must not say otherwise: a program renamed to .pdf is refused. Beyond that a file is only bytes: it is never opened,
shown or run here.
"""

import hashlib
import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from kantoku.errors import KantokuError
from kantoku.wording import N_, _

LARGEST_MB = 20
LARGEST = LARGEST_MB << 20
_LONGEST_NAME = 180
"""Characters: with three bytes each the name still fits the 255 bytes of a file system, but for its ending."""

_OOXML = "application/vnd.openxmlformats-officedocument."
_OLE = "application/x-ole-storage"
_ZIP = "application/zip"
_TEXT = "text/plain"

_SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"PK\x03\x04", _ZIP),
    (b"PK\x05\x06", _ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLE),
)
_OFFICE_PARTS = {
    "word/": f"{_OOXML}wordprocessingml.document",
    "xl/": f"{_OOXML}spreadsheetml.sheet",
    "ppt/": f"{_OOXML}presentationml.presentation",
}
# What the name may end in for each kind of content; a workbook locked with a password is an OLE container.
_ENDINGS = {
    "application/pdf": (".pdf",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/gif": (".gif",),
    "image/tiff": (".tif", ".tiff"),
    "image/webp": (".webp",),
    "image/heic": (".heic", ".heif"),
    f"{_OOXML}wordprocessingml.document": (".docx", ".docm"),
    f"{_OOXML}spreadsheetml.sheet": (".xlsx", ".xlsm"),
    f"{_OOXML}presentationml.presentation": (".pptx", ".pptm"),
    _OLE: (".doc", ".xls", ".ppt", ".docx", ".xlsx", ".pptx", ".msg", ".jtd"),
    _ZIP: (".zip",),
    _TEXT: (".txt", ".csv", ".tsv", ".md", ".log", ".eml"),
}
TAKEN = N_("PDF, Word, Excel, PowerPoint, images, text, CSV and ZIP are taken.")

# Control characters, what turns the direction of writing round to hide an ending, and what file systems reserve.
_UNSAFE = re.compile(
    r'[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff<>:"|?*]'
)
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class NotTaken(KantokuError):
    """A file that is not kept: what stands against it, in one sentence."""

    def __init__(self, sentence: str, **params: object) -> None:
        super().__init__(N_("This file is not kept"), sentence, **params)


@dataclass(frozen=True)
class Upload:
    """A file that may be kept. name: as it is kept. media_type: from its content."""

    name: str
    content: bytes
    media_type: str

    @classmethod
    def of(cls, name: str, content: bytes) -> "Upload":
        """Raises NotTaken for an empty or too large file, one of another kind, and one named as what it is not."""
        safe = safe_name(name)
        if not content:
            raise NotTaken(N_("“{name}” is empty. Choose the file again."), name=safe)
        if len(content) > LARGEST:
            raise NotTaken(
                N_("“{name}” is larger than {limit} MB. Make it smaller, or split it."), name=safe, limit=LARGEST_MB
            )
        return cls(safe, content, _checked_type(safe, content))

    @property
    def size(self) -> int:
        return len(self.content)

    def identified(self) -> dict[str, str | int]:
        """What a record says of it."""
        return {"name": self.name, "size": self.size, "sha256": self.sha256}

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def safe_name(name: str) -> str:
    """The last part of a path, in one line, without what could hide its ending or hurt where it is saved."""
    last = re.split(r"[/\\]", name)[-1]
    visible = unicodedata.normalize("NFC", _UNSAFE.sub("", last)).strip().strip(".").strip()
    path = PurePosixPath(visible or _("file"))
    return path.name if len(path.name) <= _LONGEST_NAME else path.stem[: _LONGEST_NAME - 10] + path.suffix[:10]


def media_type(content: bytes) -> str | None:
    """What the content is, None for what is not taken."""
    for signature, found in _SIGNATURES:
        if content.startswith(signature):
            return _in_archive(content) if found == _ZIP else found
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        return "image/heic"
    return _TEXT if _is_text(content) else None


def _checked_type(name: str, content: bytes) -> str:
    found = media_type(content)
    if found is None:
        raise NotTaken(N_("“{name}” is of a kind that is not kept. {taken}"), name=name, taken=_(TAKEN))
    ending = PurePosixPath(name).suffix.lower()
    if ending not in _ENDINGS[found]:
        raise NotTaken(
            N_("The name “{name}” does not fit what the file holds ({kinds}). Check that it is the right file."),
            name=name,
            kinds=" ".join(_ENDINGS[found]),
        )
    return "text/csv" if found == _TEXT and ending == ".csv" else found


def _in_archive(content: bytes) -> str | None:
    """An Office file by the parts that it holds, else an archive; None for a damaged one."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    if "[Content_Types].xml" not in names:
        return _ZIP
    return next((kind for part, kind in _OFFICE_PARTS.items() if any(name.startswith(part) for name in names)), None)


def _is_text(content: bytes) -> bool:
    """Text in an encoding that offices use: UTF-8, UTF-16 with its mark, Shift_JIS."""
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp932")
    for encoding in encodings:
        try:
            return not _NOT_TEXT.search(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    return False
