"""The import screen: a file is read, a column corrected, the preview looked at, recorded, and taken back."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kantoku import wording
from kantoku.imports import run
from kantoku.ledger import Ledger
from tests.office import Office
from tests.ui import screens

LEDGER = """契約台帳（令和8年度）
契約番号,件名,委託先,所管課,始まる日,期間（至）,特定個人情報,整理用の印
8契-001,児童手当システム運用保守業務委託,みほん計算㈱,税務課,R8.4.1,R9.3.31,○,甲
8契-002,封入封緘業務委託,みほん印刷（株）,〃,R8.4.1,R9.2.30,－,乙
8契-003,コールセンター運営業務委託,みほん応対株式会社,戸籍住民課,R8.4.1,R9.3.31,－,丙
""".encode("cp932")


@pytest.fixture
def chosen(here: Ledger) -> Iterator[AppTest]:
    """The screen once the file was chosen."""
    at = screens.show("import")
    at.file_uploader[0].upload("台帳.csv", LEDGER)
    return screens.sound(at.run())


def card(at: AppTest, label: str) -> Any:
    return next(each for each in at.selectbox if each.label == label)


def record_button(at: AppTest) -> str:
    return next(button.key for button in at.button if str(button.key).startswith("import_record_"))


def previewed(at: AppTest) -> AppTest:
    return screens.click(at, "import_to_preview")


def recorded(at: AppTest) -> AppTest:
    return screens.click(at, record_button(previewed(at)))


def contracts(ledger: Ledger) -> dict[str, Any]:
    rows = ledger.read("contracts_numbered", as_of=ledger.today(), numbers=["8契-001", "8契-002", "8契-003"])
    return dict(zip(rows["number"], rows["title"], strict=True))


def test_what_was_not_recognised_is_asked_first_and_what_is_said_of_it_is_recorded(
    here: Ledger, chosen: AppTest
) -> None:
    assert "Not recognised: 2" in screens.text(chosen)
    at = screens.sound(card(chosen, "始まる日").select("contract.starts_on").run())
    assert card(at, "始まる日").value == "contract.starts_on"
    recorded(at)
    found = run.imports(here)[0].facts["mappings"][0]["targets"]
    assert "contract.starts_on" in found
    assert contracts(here) == {
        "8契-001": "児童手当システム運用保守業務委託",
        "8契-003": "コールセンター運営業務委託",
    }


def test_looking_records_nothing_and_names_the_row_that_stays_out(here: Ledger, chosen: AppTest) -> None:
    head = here.head()
    shown = screens.text(previewed(chosen))
    assert here.head() == head
    assert "Rows with a problem: 1" in shown
    assert "R9.2.30" in shown
    assert "What the ledger would reveal" in shown


def test_what_was_corrected_is_kept_for_the_next_file_of_that_shape(here: Ledger, chosen: AppTest) -> None:
    recorded(screens.sound(card(chosen, "始まる日").select("contract.starts_on").run()))
    at = screens.show("import")
    at.file_uploader[0].upload("次の台帳.csv", LEDGER)
    at = screens.sound(at.run())
    assert "As in the last file of this shape" in screens.text(at)
    assert "There is nothing to record" in screens.text(previewed(at))


def test_an_import_is_taken_back_as_one_act(here: Ledger, chosen: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    recorded(chosen)
    screens.pick(monkeypatch, 0)
    at = screens.show("import")
    batch = run.imports(here)[0].batch
    screens.click(at, f"import_withdraw_{batch}")
    assert "needed" in screens.text(at)
    assert run.imports(here)[0].withdrawn_at is None
    at.text_input(key=f"import_withdrawal_{batch}").input("別の年度の台帳だった")
    screens.click(at, f"import_withdraw_{batch}")
    assert "The import was taken back" in screens.text(at)
    assert contracts(here) == {}


def test_an_import_on_which_others_built_stays(
    here: Ledger, office: Office, chosen: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded(chosen)
    rows = here.read("contracts_numbered", as_of=here.today(), numbers=["8契-001"])
    office.revise("contract", str(rows["id"].iloc[0]), title="児童手当システムの運用")
    screens.pick(monkeypatch, 0)
    at = screens.show("import")
    batch = run.imports(here)[0].batch
    at.text_input(key=f"import_withdrawal_{batch}").input("誤り")
    screens.click(at, f"import_withdraw_{batch}")
    assert [error.proto.title for error in at.error] == ["Not withdrawn: records of it were changed or withdrawn since"]
    assert len(contracts(here)) == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("台帳.xlsx", b"PK\x03\x04 damaged"),
        ("台帳.csv", b""),
        ("写真.png", b"\x89PNG\r\n\x1a\n\0\0"),
        ("一行.csv", b"a"),
    ],
)
def test_what_cannot_be_read_is_one_sentence_and_the_screen_goes_on(here: Ledger, name: str, content: bytes) -> None:
    at = screens.show("import")
    at.file_uploader[0].upload(name, content)
    at = screens.sound(at.run())
    assert len(at.error) == 1
    assert "Choose the file" in screens.text(at)


def test_nothing_is_imported_into_the_past(here: Ledger) -> None:
    at = screens.show("import", as_of="2026-05-01")
    assert "Nothing can be recorded while the screen shows the past." in screens.text(at)
    assert not at.file_uploader


def test_a_preview_is_made_anew_where_somebody_else_recorded(here: Ledger, office: Office, chosen: AppTest) -> None:
    at = previewed(chosen)
    stale = record_button(at)
    office.contract(number="別-1")
    at = screens.click(at, stale)
    assert "the preview was made anew" in screens.text(at)
    assert run.imports(here) == []


def test_words_are_there_in_japanese(here: Ledger) -> None:
    wording.use("ja")  # the harness words the choices itself
    at = screens.show("import", language="ja")
    at.file_uploader[0].upload("台帳.csv", LEDGER)
    at = previewed(screens.sound(at.run()))
    assert "問題のある行：1行" in screens.text(at)
    screens.click(at, record_button(at))
    assert "台帳.csvから" in screens.text(at)


def test_moments_of_imports_are_those_of_the_office(here: Ledger, chosen: AppTest) -> None:
    recorded(chosen)
    assert run.imports(here)[0].made_at == datetime(2026, 11, 20, 3)
