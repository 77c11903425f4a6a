"""R26: the journal only grows, is sealed entry by entry, kept as policy says, and reviewed from time to time."""

import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest

from kantoku import actions
from kantoku.errors import InvalidRecord
from kantoku.ledger import Ledger
from tests.office import TODAY, TOMORROW, Office


def due(ledger: Ledger, as_of: date = TODAY) -> dict[str, object]:
    row = ledger.read("journal_review_due", as_of=as_of).iloc[0]
    return {"due_on": row["due_on"].date(), "is_overdue": bool(row["is_overdue"])}


def review(office: Office, **values: object) -> str:
    known = {
        "reviewed_on": TODAY,
        "reviewed_by": "情報 管理",
        "until_seq": office.ledger.head().seq,
        "found": "異常なし",
    }
    return actions.record_new(office.ledger, "journal_review", known | values, actor="情報 管理")


def test_allows_what_was_only_appended(own_office: Office) -> None:
    own_office.revise("organisation", own_office.organisation(), name="改称後")
    own_office.withdraw("organisation", own_office.organisation())
    verdict = own_office.ledger.verify()
    assert verdict.is_whole
    assert verdict.head.seq == own_office.ledger.head().seq


@pytest.mark.parametrize(
    "tampering",
    [
        "update journal set body = replace(body, '株式会社', '有限会社') where seq = 2",
        "delete from journal where seq = 2",
        "update journal set actor = 'somebody' where seq = 2",
    ],
)
def test_denies_what_was_altered_or_taken_out(own_office: Office, tmp_path: Path, tampering: str) -> None:
    own_office.organisation()
    own_office.organisation()
    path = own_office.ledger.path
    own_office.ledger.close()
    copy = tmp_path / "copy.duckdb"
    shutil.copy(path, copy)
    with duckdb.connect(str(copy)) as connection:
        connection.execute(tampering)
    tampered = Ledger.open(copy, actor="検査")
    assert not tampered.verify().is_whole
    tampered.close()


def test_allows_the_office_to_say_how_long_and_how_often(office: Office) -> None:
    office.policy(retention_years=10, journal_review_months=6)
    record, _revision = office.ledger.get("office", "office")
    assert (record.model_dump()["retention_years"], record.model_dump()["journal_review_months"]) == (10, 6)


def test_flags_a_journal_that_was_never_reviewed(own_office: Office) -> None:
    assert due(own_office.ledger) == {"due_on": date(2027, 11, 20), "is_overdue": False}
    assert due(own_office.ledger, date(2027, 11, 21))["is_overdue"]


def test_allows_the_next_review_after_the_interval(own_office: Office) -> None:
    review(own_office)
    own_office.policy(journal_review_months=3)
    assert due(own_office.ledger) == {"due_on": date(2027, 2, 20), "is_overdue": False}
    assert due(own_office.ledger, date(2027, 2, 21))["is_overdue"]


def test_denies_a_review_of_a_day_to_come(own_office: Office) -> None:
    with pytest.raises(InvalidRecord):
        review(own_office, reviewed_on=TOMORROW)
