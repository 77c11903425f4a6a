"""The settings: the office and its policy, the reference lists, and what this installation is."""

import datetime
import platform
from importlib import metadata

import streamlit as st

import kantoku
from kantoku import catalogue, chain_words, item_lists
from kantoku.dates import show_date, show_moment
from kantoku.records import OFFICE_ID, Office
from kantoku.records.base import fields
from kantoku.wording import N_, _, language
from ui import action_names, address, checklist_editor, documents, entries, facts, page, record_form, values
from ui import office as ledgers
from ui.page import Here
from ui.record_form import Form, Group, Wording

PLACES = ("act", "tab")

GROUPS = (
    Group(N_("Office"), ("name", "sections", "notice_sender", "reorganisations")),
    Group(
        N_("Intervals and limits"),
        (
            "audit_interval_months",
            "confirmation_valid_months",
            "declaration_valid_months",
            "audit_report_days",
            "training_interval_months",
            "report_due_days",
            "disposal_days",
            "due_soon_days",
            "late_entry_days",
            "advance_start_months",
            "told_days",
            "separation",
            "depth_warning",
            "retention_years",
            "journal_review_months",
        ),
    ),
    Group(N_("Subcontracting and places"), ("principal_part", "is_domestic_only")),
    Group(N_("Document numbers"), ("identifier_patterns",)),
)

_CHANGE = Wording(N_("Reason of the change"), N_("Record the change"))

_REASONS = {
    "audit_interval_months": N_(
        "Entrusted work is inspected at least once a year (MIC handling guide 4-8-9(3)). "
        "A longer interval leaves a year without one."
    ),
    "confirmation_valid_months": N_(
        "How data is handled is to be grasped continually (guideline 4-2-(1)); "
        "a confirmation older than this counts as expired (R31)."
    ),
    "declaration_valid_months": N_(
        "“No subcontracting” must be declared and renewed; silence counts as unknown (R34)."
    ),
    "audit_report_days": N_(
        "The person responsible hears of every audit (guideline annex 1, 2C-e). One not reported after this, or whose "
        "shortcomings were not evaluated, is flagged (R17, R19). The office's own choice."
    ),
    "training_interval_months": N_(
        "Whoever handles Specific Personal Information is trained about once a year (My Number Act, article 29-2); "
        "a year without is flagged (R32)."
    ),
    "report_due_days": N_("A report that has not come by then is flagged (R20). As the contracts say."),
    "disposal_days": N_("Work that ended without proof of return or disposal is flagged after this time (R21)."),
    "due_soon_days": N_("When a date that falls due is shown as coming up. The office's own choice."),
    "late_entry_days": N_("A paper decision logged later than this is flagged (R06). The office's own choice."),
    "advance_start_months": N_(
        "A permission in advance is for work that is about to be passed on (PPC Q3-9). Nobody having begun by then, it "
        "lapses (R08); decisions taken keep the day they name."
    ),
    "told_days": N_(
        "The contractor tells the subcontractor of the permission, and the subcontractor checks it (PPC Q3-8-2, R30)."
    ),
    "separation": N_(
        "Who drafts, who confirms and who decides are different people (R14). Relaxed, nothing is refused or flagged, "
        "and exports say so."
    ),
    "depth_warning": N_(
        "Every tier needs the office's permission (My Number Act, article 10(2)); deeper chains are pointed out (R35)."
    ),
    "principal_part": N_(
        "The My Number Act allows it with permission; many local rules do not. What a contract bars stays barred (R10)."
    ),
    "is_domestic_only": N_(
        "Handling abroad needs that country's system grasped (guideline annex 1, 2G); an office may rule it out (R27)."
    ),
    "retention_years": N_(
        "Records of use are kept for a fixed period (guideline annex 1, 2C-b). What is older may be erased, with its "
        "ground; nothing is erased by itself."
    ),
    "journal_review_months": N_(
        "Records of use are analysed periodically (guideline annex 1, 2C-b); each review is an entry of its own (R26)."
    ),
    "identifier_patterns": N_(
        "Individual Numbers must never be kept here (R25). One 12-digit document number in ten looks like one by "
        "chance; a number of these forms is let through."
    ),
}


def show(here: Here) -> None:
    parts = {
        "office": (_("Office and policy"), _office),
        "lists": (_("Reference lists"), _lists),
        "system": (_("Installation"), _system),
        "history": (_("History"), _history),
    }
    chosen = address.segments(
        _("Part of the page"), {code: label for code, (label, _show) in parts.items()}, name="tab"
    )
    parts[chosen][1](here)


def _office(here: Here) -> None:
    if address.given("act") == "correct" and here.can_write:
        _correct(here)
        return
    record, _revision = here.ledger.get("office", OFFICE_ID, at_seq=here.at_seq)
    office = Office.model_validate(record)
    st.button(
        _("Change the settings"),
        on_click=address.go,
        args=(PLACES,),
        kwargs={"act": "correct"},
        icon=":material/edit:",
        disabled=not here.can_write,
    )
    if not here.can_write:
        st.caption(_("Nothing can be recorded while the screen shows the past. Go back to now first."))
    facts.pairs(
        [
            (_("Name of the office"), office.name or _("Not given")),
            (_("Sections"), values.separator().join(office.sections)),
            (_("Sender of notices"), office.notice_sender or _("Not given")),
        ]
    )
    shown = values.of_record(office, {})
    facts.table(
        [_("Policy"), _("Value"), _("Why")],
        [
            (_(field.about.label), shown[field.name] or "—", _(_REASONS[field.name]))
            for field in fields(Office)
            if field.name in _REASONS
        ],
        widths=("34%", "16%", "50%"),
    )
    documents.panel(here, "office", OFFICE_ID)


def _sample() -> None:
    """The way into the sample office for who has begun with a ledger of their own."""
    if ledgers.is_sample():
        return
    st.header(_("Sample office"), anchor=False)
    st.caption(_("Invented. Try anything: your own ledger is not touched."))
    if st.button(_("Open the sample office"), icon=":material/science:"):
        with st.spinner(_("Writing the sample office…")):
            ledgers.enter_sample()
        st.rerun()


def _correct(here: Here) -> None:
    with st.container(border=True):
        address.back(_("Back without recording"), PLACES, icon="close")
        form = Form("office", GROUPS, {}, {}, {}, wording=_CHANGE)
        if record_form.correct(here, form, OFFICE_ID, key="office_edit"):
            page.tell(_("The settings were changed."))
            address.go(PLACES)
            st.rerun()


def _lists(here: Here) -> None:
    st.markdown(
        _(
            "These lists come with the program in dated versions. "
            "A record names the version it was made under, so older ones stay."
        )
    )
    asked = item_lists.current(here.ledger, as_of=here.as_of, at_seq=here.at_seq)
    lists = (
        (
            _("Contract clauses"),
            _versions("contract_clauses"),
            [(i.code, i.text(language())) for i in catalogue.clauses()],
        ),
        (
            _("Clauses of a contract between two tiers"),
            _versions("tier_clauses"),
            [(i.code, i.text(language())) for i in catalogue.tier_clauses()],
        ),
        (
            _("Items of the assessment of a contractor"),
            _versions("selection_items"),
            [(i.code, i.text(language())) for i in catalogue.selection_items()],
        ),
        (
            _("Confirmation items"),
            _dated(asked.version),
            [(i.code, i.text(language())) for i in asked.items],
        ),
        (_("Audit items"), _versions("audit_items"), [(i.code, i.text(language())) for i in catalogue.audit_items()]),
        (
            _("Legal basis and references"),
            None,
            [(b.citation(language()), b.text(language())) for b in catalogue.legal_basis().values()],
        ),
    )
    for title, versions, rows in lists:
        label = _("{title}: {count} items", title=title, count=len(rows))
        label += _(" (version of {day})", day=versions) if versions else ""
        with st.expander(label):
            facts.table([_("Code"), _("Wording")], rows, widths=("90px", "auto") if versions else ("26%", "74%"))
    checklist_editor.show(here, asked)


def _versions(name: str) -> str:
    return values.separator().join(_dated(version) for version in catalogue.versions(name))


def _dated(version: str) -> str:
    """A version in words: it is named by its day, and an office's own list may be named otherwise."""
    try:
        return show_date(datetime.date.fromisoformat(version), language())
    except ValueError:
        return version


def _system(here: Here) -> None:
    head = here.ledger.head()
    facts.pairs(
        [
            (_("Kantoku"), kantoku.__version__),
            (
                _("Python, Streamlit, DuckDB"),
                " / ".join([platform.python_version(), *map(metadata.version, ("streamlit", "duckdb"))]),
            ),
            (_("Ledger"), str(here.ledger.path)),
            (_("Size of the ledger"), _size(here)),
            (_("Entries in the journal"), f"{head.seq:,}"),
            (_("Last entry"), show_moment(head.recorded_at, language())),
        ]
    )
    st.caption(_("Head of the journal, to be written down elsewhere"))
    st.code(chain_words.written(head), language=None, wrap_lines=True)
    rows = here.read("journal_records")
    counted = dict(zip(rows["kind"], rows["records"], strict=True))
    facts.table(
        [_("Records in the ledger"), _("Number")],
        [(action_names.kind(kind), f"{counted[kind]:,}") for kind in _KINDS],
        widths=("240px", "120px"),
    )
    _sample()


_KINDS = (
    "contract",
    "subcontract",
    "organisation",
    "permission_request",
    "permission_decision",
    "handling_confirmation",
    "audit",
    "finding",
    "document",
    "checklist",
    "journal_review",
    "periodic_report",
    "disposal",
    "incident",
)


def _size(here: Here) -> str:
    """The ledger file and what is written beside it until it is folded in."""
    beside = here.ledger.path.with_name(f"{here.ledger.path.name}.wal")
    size = sum(path.stat().st_size for path in (here.ledger.path, beside) if path.exists())
    return f"{size / 1_000_000:,.1f} MB"


def _history(here: Here) -> None:
    entries.browse(here, here.read("journal_of_record", record=OFFICE_ID), key="office_history")
