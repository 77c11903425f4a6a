"""What people do with files: attach them to a record."""

from collections.abc import Sequence

from kantoku import acting
from kantoku.acting import RECORDED, Values
from kantoku.ledger import Change, Ledger
from kantoku.records import Document
from kantoku.uploads import Upload


def attach(
    ledger: Ledger,
    subject_kind: str,
    subject_id: str,
    uploads: Sequence[Upload],
    about: Values | None = None,
    *,
    actor: str,
) -> tuple[str, ...]:
    """Attaches files to a record as one act, their content with them; returns the documents' ids.

    about: what is said of all of them (document_type, dated_on, note). Raises NotFound where there is no such record,
    IndividualNumberFound for the name of a file, and what Ledger.record raises.
    """
    subject, _revision = ledger.get(subject_kind, subject_id)
    place: Values = {
        "subject_kind": subject_kind,
        "subject_id": subject_id,
        "contract_id": subject_id if subject_kind == "contract" else getattr(subject, "contract_id", None),
    }
    changes = [
        Change.new(RECORDED["document"], _document(upload, (about or {}) | place), uploads=(upload,))
        for upload in uploads
    ]
    acting.record(ledger, changes, actor=actor)
    return tuple(change.record_id for change in changes)


def _document(upload: Upload, values: Values) -> Document:
    return Document.read(values | upload.identified() | {"media_type": upload.media_type})
