"""The overview and the lists behind it: every number is that of its list, and the trend that of each day."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from kantoku import synthesis, wording
from kantoku.ledger import Ledger
from tests import ledgers
from tests.conftest import Clock
from tests.office import PAPER, TODAY, Office
from tests.ui import screens
from ui import attention, attention_filters, charts, frame, measures, overview, overview_charts
from ui.measures import MEASURES

ALL = {"section": None, "tier": None, "data_class": None, "audit_state": None, "month": None}
YEAR = {"starts_on": "2026-04-01", "ends_on": "2027-03-31"}


def permitted(office: Office, engagement: str, decided_on: str, **values: Any) -> None:
    """Confirmed and permitted on a day in the past, as it was then on paper."""
    office.confirm(engagement, confirmed_on=decided_on)
    office.decide(engagement, decided_on=decided_on, refuses=False, **PAPER, **values)


def busy(office: Office) -> None:
    """A year in which states begin and end on different days, at every tier and in several sections."""
    office.policy(depth_warning=5)
    tax = office.contract(section="税務課")
    first = office.subcontract(tax, **YEAR)
    permitted(office, first, decided_on="2026-05-11", valid_until_on="2026-09-30")
    permitted(office, first, decided_on="2026-09-10")
    office.audit(first, audited_on="2025-06-02")
    office.audit(first, audited_on="2026-08-03")
    office.finding(first, found_on="2026-05-07", due_on="2026-06-30", state="verified", verified_on="2026-10-05")
    office.finding(first, found_on="2026-05-07", due_on="2026-07-15", state="verified")
    office.finding(first, found_on="2026-08-03", due_on="2026-09-30")
    second = office.subcontract(first, **YEAR | {"ends_on": "2026-12-31"})
    permitted(office, second, decided_on="2026-06-15", revoked_on="2026-08-20")
    office.audit(second, audited_on="2025-11-15")
    third = office.subcontract(second, starts_on="2026-07-01", ends_on="2026-10-15")
    office.confirm(third, confirmed_on="2026-07-01", overall="not_secured")
    office.confirm(third, confirmed_on="2026-08-01")
    office.confirm(third, confirmed_on="2026-08-01", overall="not_secured")
    office.confirm(third, confirmed_on="2026-09-01", valid_until_on="2026-09-20")
    office.subcontract(third, starts_on="2026-05-20", ends_on="2026-12-20", data_class="none")

    asked = office.subcontract(tax, origin="requested", **YEAR)
    permitted(office, asked, decided_on="2026-07-20", valid_until_on="2026-11-10")
    office.subcontract(tax, origin="requested", **YEAR)
    office.subcontract(tax, origin="requested", actual_started_on="2026-09-05", **YEAR)
    turned_down = office.subcontract(tax, origin="requested", **YEAR)
    office.decide(turned_down, decided_on="2026-08-10", outcome="refused", refuses=False, **PAPER)
    second_grant = office.subcontract(asked, **YEAR)
    permitted(office, second_grant, decided_on="2026-05-15")
    permitted(office, second_grant, decided_on="2026-06-25", valid_until_on="2026-08-31")

    families = office.contract(section="戸籍住民課", data_class="personal", audit_interval_months=6)
    office.audit(families, audited_on="2026-02-10")
    waiting = office.subcontract(families, starts_on="2026-12-01")
    office.request(waiting)
    office.subcontract(families, starts_on="2026-05-01")
    undated = office.subcontract(families, starts_on=None, ends_on=None)
    office.confirm(undated, confirmed_on="2025-07-01")

    office.contract(section=None, none_declared_on="2026-05-15", starts_on="2025-04-01", ends_on="2026-10-31")
    office.contract(section="総務課", none_declared_on="2025-07-20", starts_on="2025-04-01")
    office.contract(section="総務課", data_class="none", policy="unrestricted")

    # Subcontracts that came after a declaration, that contradict one, that are all there was.
    for declared_on, starts_on in (("2026-05-15", "2026-06-01"), ("2026-06-15", "2026-06-01"), (None, "2026-06-01")):
        alone = office.contract(section="総務課", starts_on="2026-04-01", none_declared_on=declared_on)
        office.subcontract(alone, starts_on=starts_on, ends_on="2026-07-31")
    moved = office.subcontract(office.contract(starts_on="2026-04-01"), starts_on="2026-05-01")
    office.audit(moved, audited_on="2026-06-10")
    office.revise("subcontract", moved, organisation_id=office.organisation(), refuses=False)
    office.audit(moved, audited_on="2026-09-10")


@pytest.fixture(scope="module")
def busy_ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """That year, for all who only read of it."""
    ledger = ledgers.new(tmp_path_factory.mktemp("busy") / "kantoku.duckdb", Clock())
    busy(Office(ledger))
    yield ledger
    ledger.close()


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A made-up ledger of a few hundred engagements."""
    path = tmp_path_factory.mktemp("large") / "kantoku.duckdb"
    synthesis.write(path, 400, today=TODAY, actor="契約 花子")
    ledger = Ledger.open(path, actor="契約 花子")
    yield ledger
    ledger.close()


def listed(ledger: Ledger, view: str, *, as_of: date = TODAY, **filters: Any) -> pd.DataFrame:
    return ledger.read("overview_list", as_of=as_of, view=view, **ALL | filters)


def counted(ledger: Ledger, as_of: date = TODAY) -> dict[str, int]:
    return {str(name): int(number) for name, number in ledger.read("overview_counts", as_of=as_of).iloc[0].items()}


# Numbers and their lists


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize("which", ["busy_ledger", "large"])
def test_a_number_is_that_of_the_list_behind_it(name: str, which: str, request: pytest.FixtureRequest) -> None:
    ledger = request.getfixturevalue(which)
    number = counted(ledger)[name]
    _file, query = measures.place(name)
    rows = listed(ledger, query.get("view", name), tier=int(query["tier"]) if "tier" in query else None)
    assert number == (rows["overdue_findings"].sum() if name == "overdue_findings" else len(rows))


def test_the_busy_office_has_something_to_count_of_everything(busy_ledger: Ledger) -> None:
    counts = counted(busy_ledger)
    assert {name for name in MEASURES if not counts[name]} == set()


def test_an_empty_ledger_counts_nothing(ledger: Ledger) -> None:
    assert set(counted(ledger).values()) == {0}
    assert ledger.read("overview_trend", as_of=TODAY, points=[TODAY]).iloc[0, 1:].sum() == 0


def test_contracts_of_the_register_are_those_that_are_counted(busy_ledger: Ledger) -> None:
    register = dict.fromkeys(("ids", "section", "policy", "standing", "ended_before"))
    register |= {"from_on": TODAY, "until_on": TODAY}
    counts = counted(busy_ledger)
    for name, data_class in (("contracts", None), ("contracts_spi", "spi")):
        rows = busy_ledger.read("contracts_register", as_of=TODAY, data_class=data_class, **register)
        assert len(rows) == counts[name]


def test_a_part_of_the_coverage_is_that_of_its_list(large: Ledger) -> None:
    sections = large.read("overview_sections", as_of=TODAY)
    for row in sections.to_dict("records"):
        for state in charts.AUDIT_STATES:
            found = listed(large, "personal", section=row["section"], audit_state=state)
            assert len(found) == row[state]
    assert sections[list(charts.AUDIT_STATES)].to_numpy().sum() == counted(large)["personal"]


def test_a_month_of_what_falls_due_is_that_of_its_list(busy_ledger: Ledger, large: Ledger) -> None:
    for ledger in (busy_ledger, large):
        dates = ledger.read("overview_due", as_of=TODAY)
        assert set(dates["kind"]) <= set(charts.KINDS)
        for row in dates.to_dict("records"):
            assert len(listed(ledger, row["kind"], month=row["month"].date())) == row["due"]


def test_what_falls_due_begins_today_and_ends_with_the_twelfth_month(busy_ledger: Ledger) -> None:
    months = busy_ledger.read("overview_due", as_of=date(2026, 9, 30))["month"].dt.date
    assert months.min() >= date(2026, 9, 1)
    assert months.max() <= date(2027, 8, 1)


def test_the_map_counts_the_hits_of_work_that_has_not_ended(large: Ledger) -> None:
    hits = large.read("attention", as_of=TODAY, rule=None, contract=None)
    left = hits[~hits["is_over"]]
    counted_ = large.read("overview_rules", as_of=TODAY).groupby(["rule", "section"])["hits"].sum()
    assert counted_.to_dict() == left.groupby(["rule", "section"]).size().to_dict()
    assert 0 < len(left) < len(hits)


def test_work_that_has_not_begun_is_not_left_out(office: Office) -> None:
    engagement = office.subcontract(office.contract(), starts_on="2026-12-01")
    office.decide(engagement, taken="on_paper", document_number="1", refuses=False)
    assert "R01" in office.hits(engagement)
    hits = office.ledger.read("attention", as_of=TODAY, rule=None, contract=None)
    assert not hits["is_over"].any()


def test_what_a_rule_asks_for_after_the_end_is_not_left_out(office: Office) -> None:
    contract = office.contract(starts_on="2025-04-01", ends_on="2026-10-31")
    office.incident(contract, knowledge=[{"known_on": "2026-11-02"}])
    hits = office.ledger.read("attention", as_of=TODAY, rule="R22", contract=None)
    assert list(hits["engagement_id"]) == [contract]
    assert not hits["is_over"].any()


def test_the_end_that_nobody_judged_for_the_pia_is_not_left_out(office: Office) -> None:
    contract = office.contract(ends_on="2026-10-31", pia_impact="none", pia_judged_on="2026-04-01")
    hits = office.ledger.read("attention", as_of=TODAY, rule="R28", contract=None)
    assert list(hits["engagement_id"]) == [contract]
    assert not hits["is_over"].any()
    assert "R28" in set(office.ledger.read("overview_rules", as_of=TODAY)["rule"])


def test_an_unknown_view_is_refused(busy_ledger: Ledger) -> None:
    with pytest.raises(Exception, match="no view nonsense"):
        listed(busy_ledger, "nonsense")


# The trend


@pytest.mark.parametrize("which", ["busy_ledger", "large"])
def test_the_trend_is_what_an_evaluation_of_each_day_counts(which: str, request: pytest.FixtureRequest) -> None:
    ledger = request.getfixturevalue(which)
    step = 9 if which == "busy_ledger" else 40
    days = [TODAY - timedelta(days=back) for back in range(0, 240, step)]
    trend = ledger.read("overview_trend", as_of=TODAY, points=days).to_dict("records")
    assert [row["day"].date() for row in trend] == sorted(days)
    for row in trend:
        evaluated = counted(ledger, row["day"].date())
        assert {name: row[name] for name in row if name != "day"} == {
            name: evaluated[name] for name in row if name != "day"
        }


def test_the_numbers_of_the_busy_office_move(busy_ledger: Ledger) -> None:
    trend = busy_ledger.read("overview_trend", as_of=TODAY, points=list(overview.points(TODAY)))
    assert [name for name in trend.columns[1:] if trend[name].min() == trend[name].max()] == []


def test_the_trend_and_the_numbers_follow_an_audit_over_the_turn_of_the_year(office: Office) -> None:
    years = [{"starts_on": f"{year}-04-01", "ends_on": f"{year + 1}-03-31"} for year in (2025, 2026)]
    first = office.contract(**years[0])
    organisation = office.ledger.get("contract", first)[0].organisation_id
    second = office.contract(organisation_id=organisation, previous_id=first, **years[1])
    former = office.subcontract(first, **years[0])
    below = office.ledger.get("subcontract", former)[0].organisation_id
    office.subcontract(second, organisation_id=below, previous_id=former, **years[1])
    for audited_on in ("2025-09-10", "2026-11-10"):
        office.audit(first, former, audited_on=audited_on)
    days = [date(2026, 5, 1), date(2026, 9, 30), date(2026, 11, 15)]
    trend = office.ledger.read("overview_trend", as_of=TODAY, points=days)
    numbers = [counted(office.ledger, as_of=day) for day in days]
    for name in ("unaudited", "overdue"):
        assert list(trend[name]) == [each[name] for each in numbers]
    assert [(each["unaudited"], each["overdue"]) for each in numbers] == [(0, 0), (0, 1), (0, 0)]
    assert [each["contracts_audited"] + each["subcontracts_audited"] for each in numbers] == [2, 0, 2]


def test_the_trend_is_by_what_was_on_file(ledger: Ledger, clock: Clock) -> None:
    office = Office(ledger)
    engagement = office.subcontract(office.contract(), **YEAR)
    before = ledger.head().seq
    clock.passes(days=1)
    office.audit(engagement, audited_on="2026-06-01")
    numbers = [
        ledger.read("overview_trend", as_of=TODAY, at_seq=seq, points=[TODAY])["unaudited"].iloc[0]
        for seq in (before, None)
    ]
    assert numbers == [1, 0]


@pytest.mark.parametrize(
    ("as_of", "points"),
    [
        (date(2026, 4, 1), [date(2026, 4, 1)]),
        (date(2026, 5, 31), [date(2026, 4, 1), date(2026, 4, 30), date(2026, 5, 31)]),
        (date(2026, 6, 2), [date(2026, 4, 1), date(2026, 4, 30), date(2026, 5, 31), date(2026, 6, 2)]),
    ],
)
def test_the_trend_goes_by_month_ends_from_the_start_of_the_fiscal_year(as_of: date, points: list[date]) -> None:
    assert list(overview.points(as_of)) == points


def test_a_whole_fiscal_year_has_thirteen_points() -> None:
    points = overview.points(date(2027, 3, 31))
    assert len(points) == 13
    assert points[-2:] == (date(2027, 2, 28), date(2027, 3, 31))


# The screens


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """That year, on the screens of all who only look."""
    path = tmp_path_factory.mktemp("shown") / "kantoku.duckdb"
    with pytest.MonkeyPatch.context() as monkeypatch, screens.opened(path, monkeypatch) as ledger:
        busy(Office(ledger))
        yield ledger


@pytest.fixture
def here(shown: Ledger) -> Iterator[Ledger]:
    with screens.looked_at(shown) as ledger:
        yield ledger


def shown_rows(at: AppTest) -> int:
    return len(at.dataframe[0].value)


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_the_overview_says_first_whether_all_is_in_order(here: Ledger, language: str) -> None:
    at = screens.show("overview", language=language)
    breaches = counted(here)["breach"]
    said = f"法令又は契約に違反するものが{breaches}件あります。" if language == "ja" else f"contract: {breaches}"
    assert said in screens.text(at)
    assert len(at.metric) == 8


def test_a_ledger_in_order_is_said_to_be(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def in_order(ledger: Ledger) -> None:
        Office(ledger).contract(data_class="none", policy="unrestricted")

    with screens.opened(path, monkeypatch, past=in_order):
        at = screens.show("overview")
    assert "Everything is in order." in screens.text(at)
    assert "There is nothing to show here." in screens.text(at)


def test_cards_show_the_day_that_is_asked_for(here: Ledger) -> None:
    at = screens.show("overview", as_of="2026-07-01")
    unpermitted = next(metric for metric in at.metric if metric.label == "Subcontracts without permission")
    assert unpermitted.value == str(counted(here, date(2026, 7, 1))["unpermitted"])


def test_every_card_leads_to_its_list(here: Ledger) -> None:
    at = screens.show("overview")
    queries = {link.proto.query_string for link in at.get("page_link")}
    assert {"view=unaudited", "view=unpermitted", "view=unknown", "data_class=spi"} <= queries


def test_a_click_on_a_chart_opens_the_list_behind_it(here: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    first_chart = iter([["税務課", "never"]])
    monkeypatch.setattr(charts, "clicked", lambda _event: next(first_chart, None))
    went: list[tuple[str, dict[str, str]]] = []
    monkeypatch.setattr(overview_charts.st, "switch_page", lambda file, query_params: went.append((file, query_params)))
    screens.show("overview")
    assert went[0] == (frame.page_path("attention"), {"view": "personal", "section": "税務課", "audit": "never"})


def test_the_list_shows_every_hit_worst_first_and_says_what_it_leaves_out(here: Ledger) -> None:
    hits = here.read("attention", as_of=TODAY, rule=None, contract=None)
    left_out = int(hits["is_over"].sum())
    at = screens.show("attention")
    assert left_out > 0
    assert shown_rows(at) == len(hits) - left_out
    assert f"Left out, of work that has ended: {left_out}" in screens.text(at)
    assert at.dataframe[0].value["Level"].iloc[0] == "breach"


def test_ended_work_is_shown_when_asked_for(here: Ledger) -> None:
    at = screens.show("attention", ended="with")
    assert shown_rows(at) == len(here.read("attention", as_of=TODAY, rule=None, contract=None))


@pytest.mark.parametrize("filters", [{"section": "税務課"}, {"rule": "R05"}, {"level": "overdue"}, {"tier": "2"}])
def test_filters_stand_in_the_address(here: Ledger, filters: dict[str, str]) -> None:
    everything = shown_rows(screens.show("attention"))
    narrowed = screens.show("attention", **filters)
    assert 0 < shown_rows(narrowed) < everything
    assert at_button(narrowed, "Clear the filters")


def at_button(at: AppTest, label: str) -> bool:
    return any(button.label == label for button in at.button)


@pytest.mark.parametrize("view", [*attention_filters.SAVED, "overdue", "overdue_findings", "personal", "due_audit"])
def test_a_view_lists_the_work_behind_its_number(here: Ledger, view: str) -> None:
    at = screens.show("attention", view=view)
    assert shown_rows(at) == len(listed(here, view))
    assert measures.title(view) in at.get("button_group")[0].proto.SerializeToString().decode(errors="ignore")


def test_what_lacks_an_audit_is_one_click_from_the_list(here: Ledger) -> None:
    assert attention_filters.SAVED[0] == "unaudited"
    at = screens.show("attention", view="unaudited")
    assert at.dataframe[0].value["Next audit due"].notna().any()


def picked(monkeypatch: pytest.MonkeyPatch, **address: str) -> AppTest:
    """The list with its first row picked."""
    at = screens.show("attention", **address)
    screens.pick(monkeypatch, 0)
    return screens.sound(at.run())


def test_a_picked_hit_says_its_law_and_what_to_do(here: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    at = picked(monkeypatch, rule="R05")
    said = screens.text(at)
    assert "Subcontracted without permission" in said
    assert "ecord an incident" in said
    assert at_button(at, "Go to the permission")


@pytest.mark.parametrize(
    ("view", "act"),
    [
        ("unaudited", "Go to the audit"),
        ("unpermitted", "Go to the permission"),
        ("unconfirmed", "Confirm how the data is handled"),
        ("unknown", "Record the declaration"),
    ],
)
def test_picked_work_has_the_button_that_starts_what_it_lacks(
    here: Ledger, monkeypatch: pytest.MonkeyPatch, view: str, act: str
) -> None:
    assert at_button(picked(monkeypatch, view=view), act)


def test_the_button_leads_to_the_page_with_the_work(here: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    at = picked(monkeypatch, view="unaudited")
    engagement = listed(here, "unaudited")["engagement_id"].iloc[0]
    at = at.button(key="act_audits_1").click().run()
    assert at.query_params["engagement"] == engagement


def test_nothing_that_fits_says_so(here: Ledger) -> None:
    at = screens.show("attention", view="unaudited", tier="4", section="総務課")
    assert "Nothing fits these filters" in screens.text(at)


@pytest.mark.parametrize("page", ["overview", "attention"])
def test_a_moment_before_anything_was_on_file_shows_nothing(here: Ledger, page: str) -> None:
    at = screens.show(page, known_at="2026-01-01")
    assert "This is not the present" in screens.text(at)
    assert {metric.value for metric in at.metric} <= {"0"}


def test_the_list_can_be_taken_away_in_words(here: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    made: dict[str, bytes] = {}
    monkeypatch.setattr(
        attention.downloads, "button", lambda _here, _label, name, _mime, make, **_rest: made.update({name: make()})
    )
    screens.show("attention", rule="R05", language="ja")
    lines = made["rules_20261120.csv"].decode("utf-8-sig").splitlines()
    assert lines[0].startswith("区分,種別,事業者,階層,契約,いつから,内容")
    assert "× 違反,許諾のない再委託" in lines[1]
    assert "2026-" in lines[1]
    assert made["rules_20261120.xlsx"][:2] == b"PK"
