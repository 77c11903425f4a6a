"""The numbers for the council: by section and by fiscal year, the same as the overview's."""

import io
import re
from datetime import date
from typing import Any

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from kantoku import wording
from kantoku.ledger import Ledger
from tests.office import PAPER, TODAY, Office
from tests.ui import screens
from ui import council, downloads

YEARS = {"starts_on": "2025-04-01", "ends_on": "2028-03-31"}


def test_each_section_and_the_whole_office_are_counted(here: Ledger, office: Office) -> None:
    tax = office.contract(section="税務課", data_class="spi", **YEARS)
    second = office.subcontract(tax, **YEARS)
    office.permit(second, decided_on="2025-03-20", **PAPER)
    office.subcontract(second, **YEARS)
    office.contract(section="福祉課", data_class="none", **YEARS)
    found = here.read("council", as_of=TODAY).set_index("section")
    assert list(found["is_whole"]) == [True, False, False]
    assert list(found["contracts"]) == [2, 1, 1]
    assert found.loc["税務課", ["contracts_spi", "subcontracts", "subcontracts_3", "unpermitted"]].tolist() == [
        1,
        2,
        1,
        1,
    ]
    assert found.loc["福祉課", ["contracts_spi", "subcontracts", "contracts_personal"]].tolist() == [0, 0, 0]
    whole = here.read("overview_counts", as_of=TODAY).iloc[0]
    assert whole.to_dict() == found.iloc[0].drop("is_whole").to_dict()


def test_the_screen_lists_sections_and_years(here: Ledger, office: Office) -> None:
    office.contract(section="税務課", **YEARS)
    assert [row[0] for row in _table(screens.show("legal", view="council"))] == ["Section", "Whole office", "税務課"]
    years = _table(screens.show("legal", view="council", by="years"))
    assert [row[0] for row in years[-2:]] == ["FY2025", "FY2026"]
    assert [row[1] for row in years] == ["Contracts", "0", "0", "0", "1", "1"]


def test_the_years_of_one_section_are_counted_by_themselves(here: Ledger, office: Office) -> None:
    office.policy(sections=["税務課", "福祉課", "総務課"])
    office.contract(section="税務課", **YEARS)
    office.contract(section="福祉課", starts_on="2024-04-01", ends_on="2028-03-31")
    office.contract(section="福祉課", **YEARS)

    def contracts(section: str | None) -> list[str]:
        at = screens.show("legal", view="council", by="years", **({"section": section} if section else {}))
        return [row[1] for row in _table(at)[1:]]

    assert contracts(None) == ["0", "0", "1", "3", "3"]
    assert contracts("税務課") == ["0", "0", "0", "1", "1"]
    assert contracts("福祉課") == ["0", "0", "1", "2", "2"]
    assert contracts("総務課") == ["0", "0", "0", "0", "0"]


def test_the_sections_to_choose_from_stand_beside_the_years_only(here: Ledger, office: Office) -> None:
    office.policy(sections=["税務課"])
    office.contract(section="福祉課", **YEARS)
    at = screens.show("legal", view="council", by="years")
    assert at.selectbox(key="address_section").options == ["Whole office", "税務課", "福祉課"]
    assert screens.show("legal", view="council", section="税務課").exception == []
    assert "address_section" not in {box.key for box in screens.show("legal", view="council").selectbox}


def _table(at: AppTest) -> list[list[str]]:
    """The cells of the table as they are read, row by row."""
    lines = re.findall(r"<tr>(.*?)</tr>", screens.text(at), re.DOTALL)
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line) for line in lines]


def test_a_past_year_is_counted_on_its_last_day(here: Ledger, office: Office) -> None:
    office.contract(starts_on="2024-04-01", ends_on="2025-03-31")
    office.contract(starts_on="2024-04-01", ends_on="2025-03-30")
    assert here.read("overview_counts", as_of=date(2025, 3, 31))["contracts"].iloc[0] == 1


@pytest.mark.parametrize(
    ("language", "title", "labels"),
    [
        ("en", "Entrusted work and its supervision (By section)", ["Office", "As-of day"]),
        ("ja", "個人情報等の委託と監督の状況（所管課別）", ["団体", "基準日"]),
    ],
)
def test_the_workbook_says_what_it_is_whose_and_of_which_day(
    here: Ledger, office: Office, monkeypatch: pytest.MonkeyPatch, language: str, title: str, labels: list[str]
) -> None:
    office.contract(section="税務課", **YEARS)
    made: dict[str, Any] = {}
    monkeypatch.setattr(downloads, "button", lambda _here, _label, name, _mime, make, **_: made.update({name: make}))
    screens.show("legal", language=language, view="council")
    made = {name: make for name, make in made.items() if "朝凪区" in name}  # not those of the first page
    wording.use(language)
    names = [name.rsplit(".", 1) for name in made]
    assert [ending for _name, ending in names] == ["csv", "xlsx"]
    for name, _ending in names:
        assert name.endswith("_朝凪区_20261120")
        assert "sections" not in name
    sheet = openpyxl.load_workbook(io.BytesIO(made[".".join(names[1])]())).worksheets[0]
    lines = list(sheet.iter_rows(values_only=True))
    assert lines[0][0] == title
    assert [line[0] for line in lines[1:3]] == labels
    assert lines[1][1] == "朝凪区"
    assert lines[2][1] == ("2026-11-20" if language == "en" else "令和8年11月20日")
    assert lines[4][1:3] == tuple(wording._(council.MEASURES[name]) for name in ("contracts", "contracts_personal"))
    assert lines[6][:2] == ("税務課", 1)
