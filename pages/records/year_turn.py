"""年度更新: contracts and their chains carried into the new year, many at once, as drafts."""

from kantoku.wording import _
from ui import page, year_turn

with page.open(_("Turn of the year"), icon=":material/event_repeat:") as here:
    year_turn.show(here)
