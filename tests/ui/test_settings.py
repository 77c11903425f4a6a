"""The settings screen: the office and its policy, the reference lists, the installation."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import kantoku
from kantoku import actions, catalogue
from kantoku.dates import show_date
from kantoku.ledger import Ledger
from kantoku.records import OFFICE_ID, Office
from kantoku.records.base import fields
from tests.office import Office as AtWork
from tests.ui import screens
from ui import settings_panel


def policy(ledger: Ledger) -> Office:
    return Office.model_validate(ledger.get("office", OFFICE_ID)[0])


def test_an_interval_is_changed_with_its_reason_and_its_history_shows_it(here: Ledger) -> None:
    at = screens.show("settings", act="correct")
    at.text_input(key="office_edit_0_audit_interval_months").input("６")
    at.text_area(key="office_edit_0_sections").input("税務課\n戸籍住民課")
    at.text_input(key="office_edit_reason").input("監査計画の見直し")
    screens.click(at, "office_edit_submit")
    assert policy(here).audit_interval_months == 6
    assert policy(here).sections == ("税務課", "戸籍住民課")
    assert policy(here).name == "朝凪区"
    history = screens.show("settings", tab="history").dataframe[0].value.iloc[0]
    assert "Audit interval" in history["What changed, and why"]
    assert "監査計画の見直し" in history["What changed, and why"]


@pytest.mark.parametrize("typed", ["0", "年1回", ""])
def test_an_interval_that_is_none_is_refused(here: Ledger, typed: str) -> None:
    at = screens.show("settings", act="correct")
    at.text_input(key="office_edit_0_audit_interval_months").input(typed)
    at.text_input(key="office_edit_reason").input("試し")
    before = here.head()
    screens.click(at, "office_edit_submit")
    assert at.error
    assert here.head() == before
    assert at.text_input(key="office_edit_0_audit_interval_months").value == typed


def test_all_that_is_amiss_is_named_at_once(here: Ledger) -> None:
    at = screens.show("settings", act="correct")
    at.text_input(key="office_edit_0_audit_interval_months").input("年1回")
    at.text_input(key="office_edit_0_due_soon_days").input("9999")
    at.text_area(key="office_edit_0_identifier_patterns").input("(")
    before = here.head()
    screens.click(at, "office_edit_submit")
    (error,) = at.error
    for named in ("Audit interval", "Due soon", "Patterns of document numbers", "Reason of the change"):
        assert named in error.value
    assert here.head() == before


def test_a_form_that_is_out_of_date_says_what_changed_to_what(here: Ledger) -> None:
    at = screens.show("settings", act="correct")
    for actor, months in ((screens.PERSON, 6), ("契約 花子", 4)):
        actions.describe_office(here, {"audit_interval_months": months}, actor=actor)
        screens.sound(at.run())
        assert at.warning[0].proto.title == "This record was changed while the form was open"
        assert f": 12 → {months}" in at.warning[0].value
        assert ("the same name as in this window" in at.warning[0].value) == (actor == screens.PERSON)
    at.text_input(key="office_edit_0_due_soon_days").input("30")
    at.text_input(key="office_edit_reason").input("見直し")
    screens.click(at, "office_edit_submit")
    assert ": 12 → 4" in at.error[0].value
    assert at.error[0].proto.title == "Not recorded: this record was changed meanwhile"


def test_the_policy_in_force_follows_the_rules(here: Ledger) -> None:
    office = AtWork(here)
    contract = office.contract(starts_on="2026-04-01", ends_on="2030-03-31")
    assert "R15" not in office.hits(contract)
    at = screens.show("settings", act="correct")
    at.text_input(key="office_edit_0_audit_interval_months").input("6")
    at.text_input(key="office_edit_reason").input("半年ごとに改める")
    screens.click(at, "office_edit_submit")
    assert "R15" in office.hits(contract)


def test_the_past_policy_is_shown_and_cannot_be_changed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with screens.opened(path, monkeypatch) as ledger:
        AtWork(ledger).policy(name="改称した区")
        at = screens.show("settings", known_at="2026-04-02", act="correct")
        assert "朝凪区" in screens.text(at)
        assert "改称した区" not in screens.text(at)
        assert not [field for field in at.text_input if "office_edit" in str(field.key)]
        assert next(button for button in at.button if button.label == "Change the settings").disabled


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_reference_lists_are_shown_with_their_versions(here: Ledger, language: str) -> None:
    at = screens.show("settings", language=language, tab="lists")
    labels = " ".join(expander.label for expander in at.expander)
    for name in ("contract_clauses", "confirmation_items", "audit_items"):
        assert show_date(date.fromisoformat(catalogue.versions(name)[0]), language) in labels
    shown = screens.text(at)
    assert catalogue.clauses()[9].text(language) in shown
    assert catalogue.audit_items()[3].text(language) in shown


def test_the_installation_says_what_it_is_and_what_it_holds(here: Ledger) -> None:
    AtWork(here).contract()
    shown = screens.text(screens.show("settings", tab="system"))
    assert kantoku.__version__ in shown
    assert str(here.path) in shown
    assert f"{here.head().seq}:{here.head().hash}" in shown
    counts = here.read("journal_records", as_of=here.today())
    assert dict(zip(counts["kind"], counts["records"], strict=True))["contract"] == 1


def test_every_field_of_the_office_is_asked_for_once_and_every_policy_says_why() -> None:
    asked = Counter(name for group in settings_panel.GROUPS for name in group.all_names)
    assert asked == Counter(field.name for field in fields(Office))
    assert settings_panel._REASONS.keys() == asked.keys() - {"name", "sections", "notice_sender", "reorganisations"}


@pytest.mark.parametrize(
    ("language", "reason", "button"),
    [("en", "Reason of the change", "Record the change"), ("ja", "変更の理由", "変更を記録する")],
)
def test_a_change_of_the_policy_is_not_called_a_correction(
    here: Ledger, language: str, reason: str, button: str
) -> None:
    at = screens.show("settings", language=language, act="correct")
    assert reason in at.text_input(key="office_edit_reason").label
    assert at.button(key="office_edit_submit").label == button
