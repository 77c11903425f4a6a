"""Journal: who did what when, with what changed; and the check of its chain."""

from kantoku.wording import _
from ui import address, journal_check, journal_list, journal_review, page

with page.open(_("Journal"), icon=":material/history:") as here:
    if entry := address.given("entry"):
        journal_list.show_one(here, entry)
    else:
        views = {"list": _("Entries"), "check": _("Check the chain")}
        if address.segments(_("View"), views, name="view") == "check":
            journal_check.show(here)
            journal_review.show(here)
        else:
            journal_list.show(here)
