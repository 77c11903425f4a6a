"""The view of the PIA tables: the file and day chosen, what is shown of them, and the workbook that leaves."""

import hashlib
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from kantoku.ledger import Ledger
from tests.office import TODAY, Office
from tests.ui import screens
from ui import downloads

FILE = "個人住民税関係ファイル"
NAMED: dict[str, Any] = {"spi_file": FILE, "pia_kind": "full", "pia_matter": 1, "pia_subcontracting": "no"}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[[], bytes]]:
    """What makes the files that a screen offers, by name."""
    found: dict[str, Callable[[], bytes]] = {}

    def seen(_label: str, *, data: Callable[[], bytes], file_name: str, **_given: Any) -> None:
        found[file_name] = data

    monkeypatch.setattr(downloads.st, "download_button", seen)
    return found


def filled(office: Office) -> str:
    """A contract that passes work on, and one on another file."""
    contract = office.contract(**NAMED, title="課税資料の入力")
    second = office.subcontract(contract, starts_on="2026-11-20", organisation_id=office.organisation(name="再委託先A"))
    office.permit(second)
    office.contract(title="住民票の交付", number="別-1")
    return contract


def test_all_files_and_what_changed_are_shown(here: Ledger, office: Office) -> None:
    filled(office)
    at = screens.show("legal", language="ja", view="pia")
    shown = screens.text(at)
    assert at.selectbox(key="address_file").options == [
        "全ての特定個人情報ファイル",
        FILE,
        "（特定個人情報ファイル名の記録なし）",
    ]
    assert "令和8年4月1日からの変更箇所" in shown
    assert "再委託先　再委託先A（許諾中、作業中）：パンチ入力" in shown
    assert "評価書では「再委託しない」とされていますが" in shown
    assert "課税資料の入力" in shown
    assert "住民票の交付" in shown


def test_one_file_shows_nothing_of_the_others(here: Ledger, office: Office) -> None:
    filled(office)
    assert "住民票の交付" not in screens.text(screens.show("legal", language="ja", view="pia", file=FILE))
    unnamed = screens.text(screens.show("legal", language="ja", view="pia", file="-"))
    assert "住民票の交付" in unnamed
    assert "課税資料の入力" not in unnamed


def test_changes_are_told_since_the_day_that_is_asked_for(here: Ledger, office: Office) -> None:
    filled(office)
    before = screens.text(screens.show("legal", view="pia", as_of="2026-12-01", since="2026-11-19"))
    assert "Changes since 2026-11-19" in before
    assert "(no such entry)" in before
    after = screens.text(screens.show("legal", view="pia", as_of="2026-12-01", since="R8.11.20"))
    assert "Changes since 2026-11-20" in after
    assert "(no such entry)" not in after


@pytest.mark.parametrize(
    ("since", "says"),
    [
        ("4/1/2026", "is not written as a date"),
        ("2026-11-20", "Changes are looked for from a day before"),
    ],
)
def test_a_day_that_does_not_do_is_complained_of(here: Ledger, office: Office, since: str, says: str) -> None:
    office.contract(**NAMED)
    at = screens.show("legal", view="pia", since=since)
    assert says in " ".join(error.value for error in at.error)


def test_an_office_without_such_work_is_told_so(here: Ledger, office: Office) -> None:
    office.contract(data_class="personal")
    at = screens.show("legal", view="pia")
    assert [info.value for info in at.info] == ["No contract with Specific Personal Information is on record."]


def test_the_workbook_holds_what_is_chosen_and_is_noted(
    here: Ledger, office: Office, made: dict[str, Callable[[], bytes]]
) -> None:
    filled(office)
    screens.show("legal", language="ja", view="pia", file=FILE)
    name = f"特定個人情報保護評価書の作成資料_{FILE}_20261120.xlsx"
    content = made[name]()
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    assert [sheet.split(" ")[0] for sheet in workbook.sheetnames[1:]] == ["1", "1", "別添3", "R28・R29"]
    assert workbook.worksheets[1]["B2"].value == FILE
    noted = here.read("legal_exports", as_of=TODAY, digest=None, row_limit=9)
    assert list(noted["file"]) == [name]
    assert list(noted["sha256"]) == [hashlib.sha256(content).hexdigest()]


def test_what_is_recorded_meanwhile_is_told_at_once(here: Ledger, office: Office) -> None:
    contract = office.contract(**NAMED, handlers=3)
    assert "Fewer than 10 (3 on record)" in screens.text(screens.show("legal", view="pia"))
    office.revise("contract", contract, handlers=12)
    assert "10 to fewer than 50 (12 on record)" in screens.text(screens.show("legal", view="pia"))


def test_of_very_many_matters_the_first_are_shown(here: Ledger, office: Office) -> None:
    organisation = office.organisation()
    for number in range(1, 18):
        office.contract(**NAMED | {"pia_matter": number}, title=f"業務{number}", organisation_id=organisation)
    shown = screens.text(screens.show("legal", view="pia"))
    assert "業務15" in shown
    assert "業務16" not in shown
    assert "15 of 17 are shown; the workbook holds all of them." in shown
