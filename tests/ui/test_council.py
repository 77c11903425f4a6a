"""The numbers for the council: by section and by fiscal year, the same as the overview's."""

from datetime import date

from kantoku.ledger import Ledger
from tests.office import PAPER, TODAY, Office
from tests.ui import screens

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
    sections = screens.show("legal", view="council").table[0].value
    assert list(sections["Section"]) == ["Whole office", "税務課"]
    years = screens.show("legal", view="council", by="years").table[0].value
    assert list(years["Fiscal year"])[-2:] == ["FY2025", "FY2026"]
    assert list(years["Contracts"]) == [0, 0, 0, 1, 1]


def test_a_past_year_is_counted_on_its_last_day(here: Ledger, office: Office) -> None:
    office.contract(starts_on="2024-04-01", ends_on="2025-03-31")
    office.contract(starts_on="2024-04-01", ends_on="2025-03-30")
    assert here.read("overview_counts", as_of=date(2025, 3, 31))["contracts"].iloc[0] == 1
