"""The fields of a contract and of the subcontracts under it, in the order in which people think of them.

A group is a tab: eight short labels are as many as stand beside each other on a narrow screen.
"""

from kantoku.wording import N_
from ui.record_form import Group

CONTRACT = (
    Group(
        N_("Basics"),
        (
            "number",
            "title",
            "section",
            "organisation_id",
            "category",
            "stage",
            "protection_officer",
            "officer",
            "entrustment",
        ),
        rare=("previous_id", "entrustment_reason", "entrustment_evidence"),
    ),
    Group(N_("Period"), ("starts_on", "ends_on", "signed_on", "method", "amount"), rare=("ended_on",)),
    Group(N_("Fitness"), ("assessed_on", "assessed_by", "assessment", "assessed_items")),
    Group(
        N_("Affair"),
        (
            "data_class",
            "affair",
            "affair_name",
            "spi_file",
            "persons_scope",
            "collection",
            "data_items",
            "file_purpose",
        ),
        rare=("affair_basis_kind", "affair_basis"),
    ),
    Group(
        N_("Handling"),
        ("persons_count", "persons_band", "handlers", "transfers", "places"),
        rare=("transfer_note", "name_known_by"),
    ),
    Group(
        N_("PIA"),
        ("pia_kind", "pia_number", "pia_reference", "pia_matter", "pia_impact", "pia_judged_on", "pia_published_on"),
        rare=("pia_subcontracting", "pia_subcontracted"),
    ),
    Group(N_("Its clauses"), ("policy", "is_principal_part_barred", "none_declared_on", "clauses")),
    Group(N_("Supervision"), ("reporting_interval", "audit_interval_months", "note")),
)

SUBCONTRACT = (
    Group(
        N_("Who does what"),
        ("parent_id", "organisation_id", "work", "reason", "extent", "is_principal_part"),
        rare=("override_reason",),
    ),
    Group(N_("Period"), ("starts_on", "ends_on", "actual_started_on", "actual_ended_on", "amount")),
    Group(
        N_("Data and places"),
        (
            "data_class",
            "media",
            "persons_count",
            "persons_band",
            "handlers",
            "responsible",
            "data_items",
            "handling",
            "places",
        ),
    ),
    Group(N_("Tier contract"), ("contracted_on", "clauses")),
    Group(
        N_("Supervision"),
        (
            "origin",
            "discovered_on",
            "status_reported_on",
            "supervised_on",
            "supervision",
            "note",
        ),
    ),
)

FOUND = (
    Group(
        N_("What was found"),
        (
            "parent_id",
            "organisation_id",
            "work",
            "data_class",
            "discovered_on",
            "actual_started_on",
            "starts_on",
            "ends_on",
        ),
    ),
    Group(
        N_("What more is known"), ("reason", "responsible", "data_items", "handling", "places", "supervision", "note")
    ),
)
"""What is asked of a subcontract that the office discovered: only what it can know on that day."""
