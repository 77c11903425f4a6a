"""What surrounds every page: the navigation, the language, the two clocks, and who is at the screen."""

from functools import partial
from pathlib import Path

import streamlit as st

from kantoku import wording
from kantoku.errors import KantokuError
from kantoku.wording import LANGUAGES, N_, _
from ui import clocks, office, paper_form, room
from ui.literal import literal

PAGES = Path(__file__).resolve().parents[1] / "pages"
ICON = Path(__file__).with_name("icon.svg")
"""Our own drawing: a name of an icon would be fetched from the internet by every browser."""

# Group → (file, title, icon, path). The first page is where everybody lands.
NAVIGATION = {
    N_("Oversight"): (
        ("oversight/overview.py", N_("Overview"), ":material/monitoring:", "overview"),
        ("oversight/attention.py", N_("Needs attention"), ":material/priority_high:", "attention"),
        ("oversight/tasks.py", N_("To do and due dates"), ":material/calendar_month:", "tasks"),
    ),
    N_("Records"): (
        ("records/contracts.py", N_("Contracts"), ":material/contract:", "contracts"),
        ("records/permissions.py", N_("Permissions to subcontract"), ":material/approval:", "permissions"),
        ("records/paper_decision.py", N_("Log a paper decision"), ":material/edit_note:", "paper-decision"),
        ("records/confirmations.py", N_("Handling confirmations"), ":material/fact_check:", "confirmations"),
        ("records/audits.py", N_("Audits"), ":material/policy:", "audits"),
        ("records/reports.py", N_("Periodic reports"), ":material/assignment:", "reports"),
        ("records/incidents.py", N_("Incidents"), ":material/emergency_home:", "incidents"),
        ("records/year_turn.py", N_("Turn of the year"), ":material/event_repeat:", "year"),
        ("records/organisations.py", N_("Organisations"), ":material/apartment:", "organisations"),
    ),
    N_("Legal"): (("legal/review.py", N_("Legal review"), ":material/gavel:", "legal"),),
    N_("Administration"): (
        ("admin/imports.py", N_("Import"), ":material/upload_file:", "import"),
        ("admin/journal.py", N_("Journal"), ":material/history:", "journal"),
        ("admin/settings.py", N_("Settings"), ":material/settings:", "settings"),
    ),
}


def run() -> None:
    """One run of the script: builds the frame, then the page that was asked for."""
    _choose_language()
    st.set_page_config(
        page_title=_("Kantoku: oversight of outsourced work"),
        page_icon=str(ICON),
        layout="wide",
        initial_sidebar_state=room.SIDEBAR[wording.language()],
    )
    # All of them: a part folded away would be called so in English.
    chosen = st.navigation(_pages(), expanded=True)
    _sidebar()
    chosen.run()


def page_path(url_path: str) -> str:
    """The file of a page by its address, for st.switch_page and st.page_link."""
    return next(str(PAGES / file) for pages in NAVIGATION.values() for file, *_rest, path in pages if path == url_path)


def _pages() -> dict[str, list[st.Page]]:
    if _is_first_start():
        begin = partial(st.Page, PAGES / "oversight/start.py", title=_("Start"), icon=":material/flag:")
        # An address of a page leads to the start as well, and to its page as soon as there is something to see.
        paths = [path for pages in NAVIGATION.values() for *_about, path in pages if path != "overview"]
        return {
            "": [
                begin(url_path="overview", default=True),
                *(begin(url_path=path, visibility="hidden") for path in paths),
            ]
        }
    return {
        _(group): [
            st.Page(PAGES / file, title=_(title), icon=icon, url_path=path, default=path == "overview")
            for file, title, icon, path in pages
        ]
        for group, pages in NAVIGATION.items()
    }


def _is_first_start() -> bool:
    """Nothing but the ledger's own first entry is on record."""
    try:
        return office.ledger().head().seq <= 1
    except KantokuError:
        return False


def _choose_language() -> None:
    """The language of this session: what was chosen here, else what was remembered, else Japanese."""
    if "language" not in st.session_state:
        remembered = st.context.cookies.get("language", wording.DEFAULT)
        st.session_state["language"] = remembered if remembered in LANGUAGES else wording.DEFAULT
    wording.use(st.session_state["language"])


def _sidebar() -> None:
    with st.sidebar:
        clocks.show()
        st.segmented_control(
            _("Language"),
            list(LANGUAGES),
            format_func=LANGUAGES.__getitem__,
            key="language",
            required=True,
            label_visibility="collapsed",
            on_change=_reword_choices,
        )
        _remember_language()
        who = office.person()
        st.caption(
            _(
                "{name} at this computer. There is no sign-in yet: whoever opens this page acts under this name.",
                name=literal(who.name),
            ),
            help=_(
                "The name comes from KANTOKU_USER, else from the operating system ({source}).", source=_(who.source)
            ),
        )
        room.watch()


def _reword_choices() -> None:
    """Tells the browser anew what is chosen: it knows a choice by its words, which are other ones now.

    What is typed into a form that is sent as a whole is with the browser alone, and is left there.
    """
    for name, value in st.session_state.items():
        parts = value if isinstance(value, list | tuple) else [value]
        if all(isinstance(part, str) for part in parts) and not str(name).startswith(paper_form.KEY):
            st.session_state[name] = value


def _remember_language() -> None:
    """Tells the browser which language it reads aloud, and keeps the choice in a cookie of a year.

    The script can do neither, so the page does.
    """
    language = st.session_state["language"]
    steps = [f"document.documentElement.lang = '{language}'"]
    if st.context.cookies.get("language", wording.DEFAULT) != language:
        steps.append(f"document.cookie = 'language={language}; path=/; max-age=31536000; samesite=lax'")
    st.html(f"<script>{'; '.join(steps)}</script>", unsafe_allow_javascript=True)
