"""Settings: the office and its policy, the reference lists, and what this installation is."""

from kantoku.wording import _
from ui import page, settings_panel

with page.open(_("Settings"), icon=":material/settings:") as here:
    settings_panel.show(here)
