"""やること・期限: what presses and for whom, and all that falls due, month by month."""

from kantoku.wording import _
from ui import page, tasks

with page.open(_("To do and due dates"), icon=":material/calendar_month:") as here:
    tasks.show(here)
