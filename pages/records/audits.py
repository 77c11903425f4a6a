"""Audits: the plan of a year, the audits on record, one audit in nine sections, findings followed to their close."""

from kantoku.wording import _
from ui import (
    address,
    audit_form,
    audit_list,
    audit_place,
    audit_plan,
    audit_report,
    finding_form,
    finding_list,
    finding_panel,
    page,
)

VIEWS = {"plan": audit_plan.show, "list": audit_list.show, "findings": finding_list.show}

with page.open(_("Audits"), icon=":material/policy:") as here:
    audit, finding, engagement = (address.given(name) for name in ("audit", "finding", "engagement"))
    act = address.given("act")
    if finding:
        audit_place.back("findings", _("To the findings"))
        finding_panel.show_one(here, finding)
    elif audit and act == "record":
        address.back(_("Back without recording"), audit_place.NAMES, icon="close", audit=audit)
        audit_form.show(here, audit_id=audit)
    elif audit:
        audit_place.back("list", _("To the audits"))
        audit_report.show(here, audit)
    elif act == finding_form.ACT:
        audit_place.back("findings", _("To the findings"))
        finding_form.show(here, engagement)
    elif engagement or act == "new":
        audit_place.back("plan", _("To the plan of the year"))
        audit_form.show(here, engagement_id=engagement)
    else:
        view = audit_place.view()
        VIEWS[view](here)
        if view == "findings":
            finding_form.offer(here)
