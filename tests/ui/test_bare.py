"""Every page opens on the barest ledger: one contract that says nothing but its number, title and contractor."""

import pytest

from tests.office import Office
from tests.ui import screens
from ui.frame import NAVIGATION
from ui.measures import MEASURES, TIERS

PATHS = [path for pages in NAVIGATION.values() for *_rest, path in pages]


@pytest.fixture
def contract(office: Office) -> str:
    organisation = office.organisation(name="みほん計算", corporate_number=None, address=None)
    nothing = dict.fromkeys(("section", "starts_on", "ends_on", "data_class", "policy"))
    return office.contract(number="契約-1", title="入力業務", organisation_id=organisation, **nothing)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("page", PATHS)
def test_a_page_opens(contract: str, page: str, language: str) -> None:
    assert screens.show(page, language=language).title


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("contracts", "contract"),
        ("permissions", "under"),
        ("permissions", "engagement"),
        ("confirmations", "engagement"),
        ("paper-decision", "engagement"),
        ("audits", "engagement"),
    ],
)
def test_the_contract_itself_opens_everywhere(contract: str, page: str, name: str) -> None:
    at = screens.show(page, **{name: contract})
    shown = screens.text(at) + str([each.options for each in at.multiselect])
    assert "入力業務" in shown or "契約-1" in shown


@pytest.mark.parametrize("tab", ["chain", "rules", "permissions", "confirmations", "audits", "findings", "contract"])
def test_each_part_of_its_page_opens(contract: str, tab: str) -> None:
    assert "契約-1" in screens.text(screens.show("contracts", contract=contract, tab=tab))


@pytest.mark.parametrize("view", [view for view in MEASURES if view not in TIERS])
def test_each_list_of_work_opens(contract: str, view: str) -> None:
    screens.show("attention", view=view)


def test_what_hangs_under_it_with_as_little_opens_too(office: Office, contract: str) -> None:
    work = office.subcontract(contract, work=None, reason=None, starts_on=None, ends_on=None)
    request = office.request(work, number=None, requested_on=None)
    for page, address in (("permissions", {"request": request}), ("confirmations", {"engagement": work})):
        screens.show(page, **address)
    for page in PATHS:
        screens.show(page)
