"""The organisations screen: who works for the office, how much hangs on each, and everything each one does."""

from collections import Counter

import pytest

from kantoku.ledger import Ledger
from kantoku.my_number import corporate_number
from kantoku.records import Organisation
from kantoku.records.base import fields
from tests.office import Office
from tests.ui import screens
from ui import organisation_panel

NUMBER = corporate_number("999999000777")


@pytest.fixture
def busy(office: Office) -> str:
    """An organisation that is the contractor of one contract and a subcontractor in another section's."""
    organisation_id = office.organisation(
        name="㈱キヤメロみほん",
        corporate_number=NUMBER,
        certifications=[
            {"scheme": "isms", "number": "IS 1", "expires_on": "2026-11-19"},
            {"scheme": "privacy_mark", "number": "PM 2", "expires_on": "2026-11-20"},
        ],
    )
    office.contract(number="甲-1", organisation_id=organisation_id, section="税務課")
    other = office.contract(number="乙-2", section="戸籍住民課")
    work = office.subcontract(other, organisation_id=organisation_id, starts_on="2026-05-01")
    office.audit(work, number="監-9")
    return organisation_id


def test_a_new_organisation_is_recorded(here: Ledger) -> None:
    at = screens.show("organisations", organisation="new")
    at.text_input(key="organisation_new_new_name").input("株式会社新規")
    at.text_input(key="organisation_new_new_corporate_number").input(NUMBER[:-1] + str((int(NUMBER[-1]) + 1) % 10))
    before = here.head()
    screens.click(at, "organisation_new_submit")
    assert "Corporate number" in screens.as_read(at.error[0].value)
    assert here.head() == before
    at.text_input(key="organisation_new_new_corporate_number").input(NUMBER)
    screens.click(at, "organisation_new_submit")
    found = here.read("organisations_choices", as_of=here.today())
    assert list(found["corporate_number"]) == [NUMBER]
    assert "The organisation was recorded." in screens.text(at)


@pytest.mark.parametrize("typed", [{"name": "株式会社ｷﾔﾒﾛミホン"}, {"name": "別の名", "corporate_number": NUMBER}])
def test_one_that_is_on_file_is_warned_of_before_it_is_recorded(
    here: Ledger, office: Office, typed: dict[str, str]
) -> None:
    first = office.organisation(name="㈱キヤメロみほん", corporate_number=NUMBER)
    at = screens.show("organisations", organisation="new")
    at.text_input(key="organisation_new_new_name").input("株式会社別物").run()
    assert not at.warning
    for name, value in typed.items():
        at.text_input(key=f"organisation_new_new_{name}").input(value)
    screens.sound(at.run())
    assert f"organisations?organisation={first}" in at.warning[0].value


def test_an_organisation_is_corrected_with_a_reason(here: Ledger, busy: str) -> None:
    at = screens.show("organisations", organisation=busy, act="correct")
    at.text_input(key=f"organisation_edit_{busy}_0_address").input("東京都荒川区荒川9-9-9")
    at.text_input(key=f"organisation_edit_{busy}_reason").input("移転")
    screens.click(at, f"organisation_edit_{busy}_submit")
    record, revision = here.get("organisation", busy)
    assert (record.address, revision) == ("東京都荒川区荒川9-9-9", 2)
    assert len(record.certifications) == 2


def test_an_organisation_at_work_is_not_withdrawn(here: Ledger, busy: str) -> None:
    at = screens.show("organisations", organisation=busy, act="withdraw")
    at.text_input(key=f"withdraw_{busy}_reason").input("誤記")
    screens.click(at, f"withdraw_{busy}_submit")
    assert "refer to it" in at.error[0].proto.title
    assert here.get("organisation", busy)[1] == 1


def test_the_register_counts_what_hangs_on_an_organisation(busy: str) -> None:
    row = screens.show("organisations", q="きやめろ").dataframe[0].value.iloc[0]
    assert row["Name"] == "㈱キヤメロみほん"
    assert (row["Live"], row["Contract count"], row["Section count"]) == (2, 2, 2)
    assert row["Standing"] == "breach"


def test_only_those_with_live_engagements_are_shown_when_asked(office: Office, busy: str) -> None:
    office.organisation(name="待機中の会社")
    everybody = screens.text(screens.show("organisations"))
    at_work = screens.text(screens.show("organisations", only="live"))
    assert "待機中の会社" in everybody
    assert "待機中の会社" not in at_work
    assert "㈱キヤメロみほん" in at_work


@pytest.mark.parametrize("language", ["ja", "en"])
def test_its_page_shows_every_engagement_at_every_tier(busy: str, language: str) -> None:
    at = screens.show("organisations", language=language, organisation=busy)
    work = at.dataframe[0].value
    assert sorted(work.iloc[:, 0]) == ["乙-2", "甲-1"]
    assert [metric.value for metric in at.metric] == ["2", "2", "2", "2", "1"]


def test_its_page_shows_its_audits_and_marks_a_certificate_that_expired(busy: str) -> None:
    assert "監-9" in screens.text(screens.show("organisations", organisation=busy, tab="audits"))
    facts = screens.text(screens.show("organisations", organisation=busy, tab="facts"))
    assert "2026-11-19 (expired)" in facts
    assert "2026-11-20 (expired)" not in facts


def test_the_clocks_take_its_page_back(busy: str) -> None:
    at = screens.show("organisations", as_of="2026-04-30", organisation=busy)
    assert [metric.value for metric in at.metric][:3] == ["1", "1", "1"]
    assert at.button(key="act_correct").disabled
    at = screens.show("organisations", known_at="2026-04-02", organisation=busy)
    assert at.error[0].proto.title == "Not found"


def test_the_form_asks_for_every_field_once() -> None:
    asked = Counter(name for group in organisation_panel.GROUPS for name in group.names)
    assert asked == Counter(field.name for field in fields(Organisation))
