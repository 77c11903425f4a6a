"""Import: a ledger kept in a spreadsheet taken over, step by step, and the imports that were made."""

import streamlit as st

from kantoku.wording import _
from ui import import_columns, import_file, import_past, import_record, import_steps, page

with page.open(_("Import"), icon=":material/upload_file:") as here:
    opened = import_file.in_hand()
    stage = import_steps.stage()
    if not here.can_write:
        st.info(
            _("Nothing can be recorded while the screen shows the past. Go back to now first."),
            icon=":material/history:",
        )
    elif opened is None:
        import_file.choose(here)
    else:
        import_file.show_chosen(opened)
        if stage == import_steps.COLUMNS:
            import_columns.ask(opened)
        else:
            import_columns.show_checked(opened)
            if stage == import_steps.DONE:
                import_record.show_done(opened)
            else:
                import_record.preview_and_record(here, opened)
    import_past.show(here)
