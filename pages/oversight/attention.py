"""要対応: everything that breaks a rule, worst and oldest first, and the work that lacks something, one click away."""

from kantoku.wording import _
from ui import attention, attention_filters, page

with page.open(_("Needs attention"), icon=":material/priority_high:") as here:
    view = attention_filters.view()
    attention.show(here, attention_filters.choose(view, attention.sections(here)))
