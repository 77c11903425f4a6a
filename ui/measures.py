"""What the overview counts. Each number is a column of overview_counts and leads to the list of the same name."""

from collections.abc import Mapping
from dataclasses import dataclass

from kantoku.wording import N_, _
from ui import frame
from ui.charts import KINDS


@dataclass(frozen=True)
class Measure:
    """title, meaning, part: message ids; part: what it is called beside the measure of which it is a part.

    of: that measure. is_shortfall: the fewer the better.
    """

    title: str
    meaning: str = ""
    part: str = ""
    of: str = ""
    is_shortfall: bool = False


MEASURES: Mapping[str, Measure] = {
    "engagements": Measure(N_("Entrusted work under way, at all tiers")),
    "personal": Measure(N_("Of these, with personal data"), of="engagements"),
    "contracts": Measure(N_("Contracts under way")),
    "contracts_personal": Measure(N_("Contracts with personal data"), of="contracts"),
    "contracts_spi": Measure(
        N_("Contracts with Specific Personal Information"), part=N_("with SPI: {count}"), of="contracts"
    ),
    "contracts_audited": Measure(N_("Contractors audited within 12 months"), of="contracts_personal"),
    "contracts_subcontracted": Measure(N_("Contracts with subcontracts"), of="contracts"),
    "unknown": Measure(
        N_("Status of subcontracting unknown"),
        N_("Contracts with personal data without a subcontract on record and without a declaration in date."),
        of="contracts_personal",
        is_shortfall=True,
    ),
    "subcontracts": Measure(N_("Subcontracts under way")),
    "subcontracts_2": Measure(N_("Subcontracts at tier 2"), of="subcontracts"),
    "subcontracts_3": Measure(N_("Subcontracts at tier 3"), part=N_("tier 3: {count}"), of="subcontracts"),
    "subcontracts_4": Measure(
        N_("Subcontracts at tier 4 and deeper"), part=N_("tier 4 and deeper: {count}"), of="subcontracts"
    ),
    "unpermitted": Measure(
        N_("Subcontracts without permission"),
        N_("Work under way that needs the office's permission and does not have one today."),
        of="subcontracts",
        is_shortfall=True,
    ),
    "subcontracts_personal": Measure(N_("Subcontracts with personal data"), of="subcontracts"),
    "unconfirmed": Measure(
        N_("Subcontracts without a confirmation"),
        N_("The handling of personal data was never confirmed, not positively, or too long ago."),
        of="subcontracts_personal",
        is_shortfall=True,
    ),
    "unaudited": Measure(
        N_("Subcontractors never audited"),
        N_("Subcontracts with personal data without any audit on record, whether or not one is due yet."),
        of="subcontracts_personal",
        is_shortfall=True,
    ),
    "overdue": Measure(
        N_("Subcontractors overdue for audit"),
        N_("Audited before, but not again in time. Those that were never audited are not among them."),
        of="subcontracts_personal",
        is_shortfall=True,
    ),
    "subcontracts_audited": Measure(N_("Subcontractors audited within 12 months"), of="subcontracts_personal"),
    "overdue_findings": Measure(
        N_("Findings past their date"),
        N_("Findings on contractors and subcontractors that were to be corrected by now and are not closed."),
        is_shortfall=True,
    ),
}
TIERS = {"subcontracts_2": "2", "subcontracts_3": "3", "subcontracts_4": "4"}
"""Measures that have no list of their own: each is the list of all subcontracts, narrowed to a tier."""


def title(view: str) -> str:
    """What a list shows: a measure, or the dates of one kind that fall due."""
    return _(MEASURES[view].title if view in MEASURES else KINDS[view])


def place(name: str) -> tuple[str, dict[str, str]]:
    """Where the list behind a measure is: the page's file, and what its address says."""
    if name == "contracts":
        return frame.page_path("contracts"), {}
    if name == "contracts_spi":
        return frame.page_path("contracts"), {"data_class": "spi"}
    if name in TIERS:
        return frame.page_path("attention"), {"view": "subcontracts", "tier": TIERS[name]}
    return frame.page_path("attention"), {"view": name}
