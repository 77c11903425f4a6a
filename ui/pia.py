"""What a PIA statement (特定個人情報保護評価書) says of entrustment: its tables, and what changed."""

import datetime
from dataclasses import replace
from functools import lru_cache

import streamlit as st

from kantoku.dates import UnreadableDate, fiscal_year, fiscal_year_span, parse_date, show_date
from kantoku.exports.pia import entrustment, tables
from kantoku.exports.pia.files import SpiFile
from kantoku.exports.pia.tables import Question, Tables
from kantoku.exports.pia.workbook import CHANGES, TITLE, pia_bytes
from kantoku.reading import Reading
from kantoku.wording import N_, _, language
from ui import address, downloads, facts
from ui.literal import literal
from ui.page import Here

_ALL, _UNNAMED = "", "-"
_MOST_MATTERS, _MOST_CHANGES = 15, 60
_CHANGE_WIDTHS = ("13%", "17%", "16%", "21%", "21%")
_SAYS = N_("Items ⑦ and ⑨ of the statement as recorded stand beside what the ledger holds.")


def show(here: Here) -> None:
    """The choice of file and day, the workbook, and what it holds in brief."""
    names = tables.names(here.ledger, as_of=here.as_of, at_seq=here.at_seq)
    if not names:
        st.info(_("No contract with Specific Personal Information is on record."), icon=":material/inbox:")
        return
    file, since = _chosen(here, names)
    if since is None:
        return
    found = _read(here, Question(here.as_of, here.at_seq, since, file))
    _offer(here, found)
    _show_changes(found)
    _show_hits(found)
    _show_files(found)


def _read(here: Here, question: Question) -> Tables:
    """The tables, kept until a record changes: what the screen asks again with every click."""
    head = here.ledger.record_head(question.at_seq)
    asked = replace(question, at_seq=head)
    return replace(_kept(here.ledger, here.ledger.erasures, asked, language()), question=question)


@lru_cache(maxsize=4)
def _kept(ledger: Reading, _erasures: int, question: Question, _language: str) -> Tables:
    return tables.read(ledger, question)


def _chosen(here: Here, names: list[str]) -> tuple[str | None, datetime.date | None]:
    """The file (None for all) and the day since which changes are told; no day where what was typed cannot be read."""
    options = {_ALL: _("All SPI files")} | {name or _UNNAMED: SpiFile(name).called for name in names}
    default = _year_began(here.as_of)
    which, day = st.columns([3, 2], gap="medium")
    with which:
        chosen = address.select(_("SPI file"), options, name="file")
    with day:
        typed = st.text_input(
            _("Changes since"),
            key="since",
            bind="query-params",
            placeholder=show_date(default, language()),
            help=_("That day is compared with the as-of day. Empty: the first day of the fiscal year."),
            icon=":material/event:",
        )
    file = {_ALL: None, _UNNAMED: ""}.get(chosen, chosen)
    try:
        return file, parse_date(typed) if typed else default
    except UnreadableDate as error:
        st.error(literal(error.sentence), icon=":material/event_busy:")
        return file, None


def _year_began(as_of: datetime.date) -> datetime.date:
    """The last first of April before the day."""
    return fiscal_year_span(fiscal_year(as_of - datetime.timedelta(days=1)))[0]


def _offer(here: Here, found: Tables) -> None:
    asked = found.question
    only = SpiFile(asked.file).called if asked.file is not None else ""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(
            _(
                "Ⅱ-4, Ⅲ-4 and annex 3 as of {day}, with the changes since {since}. The wording of the form is to be "
                "checked against form 4; the journal notes who took it.",
                day=show_date(asked.as_of, language()),
                since=show_date(asked.since, language()),
            ),
            width="stretch",
        )
        downloads.button(
            here,
            _("PIA tables (Excel)"),
            downloads.file_name(_(TITLE), only, f"{asked.as_of:%Y%m%d}", ending=".xlsx"),
            downloads.XLSX,
            lambda: pia_bytes(found, known_at=here.clocks.known_at),
            filters={"report": "pia", "file": only, "since": asked.since.isoformat()},
        )


def _show_changes(found: Tables) -> None:
    since = show_date(found.question.since, language())
    st.header(_("Changes since {day}", day=since), anchor=False)
    if not found.changes:
        st.info(_("Nothing in the table changed between the two days."), icon=":material/check:")
        return
    names = ("changed_on", "matter", "item", "before", "after", "when")
    rows = [
        (
            show_date(each.changed_on, language()) if each.changed_on else _("Not on record"),
            f"{each.file}\n{each.matter}（{each.contract}）",
            each.item,
            each.before,
            each.after,
            each.when,
        )
        for each in found.changes[:_MOST_CHANGES]
    ]
    facts.table([_(CHANGES[name].heading) for name in names], rows, widths=_CHANGE_WIDTHS)
    _told_rest(len(found.changes), _MOST_CHANGES)


def _show_hits(found: Tables) -> None:
    """What the rules on the PIA find now, and what is to be done."""
    st.header(_("Hits of R28 and R29"), anchor=False)
    if found.hits.empty:
        st.info(_("Neither rule is broken."), icon=":material/check:")
        return
    headings = [_("Rule"), _("Contract"), _("What the rule found"), _("What is to be done")]
    columns = [found.hits[name] for name in ("rule", "contract_number", "says", "remedy")]
    rows = list(zip(*columns, strict=True))
    facts.table(headings, rows[:_MOST_CHANGES], widths=("10%", "15%", "38%"))
    _told_rest(len(rows), _MOST_CHANGES)


def _show_files(found: Tables) -> None:
    st.header(_("Ⅱ-4 Entrustment of the handling of the SPI file"), anchor=False)
    st.caption(_(_SAYS))
    room = _MOST_MATTERS
    for file in found.files:
        title = f"{file.called}　{_('Matters: {count}', count=file.count)}"
        with st.expander(literal(title), expanded=len(found.files) == 1):
            _show_file(found, file)
        room -= len(file.matters)
        if room <= 0 and file is not found.files[-1]:
            st.caption(_("Choose one SPI file above to see the others; the workbook holds all of them."))
            return


def _show_file(found: Tables, file: SpiFile) -> None:
    head = entrustment.head(file)[0]
    facts.pairs([(_("Statement on record"), entrustment.statements(file)), (head.item, head.holds)])
    headings = [_(entrustment.HEADINGS[at]) for at in (0, 2, 3, 4)]
    for matter in file.matters[:_MOST_MATTERS]:
        block = entrustment.block(matter, found.doubts)
        st.subheader(literal(block.title), anchor=False)
        rows = [(line.item, line.says, line.holds, line.rests_on) for line in block.lines]
        facts.table(headings, rows, widths=("20%", "22%", "34%"))
    _told_rest(len(file.matters), _MOST_MATTERS)


def _told_rest(count: int, most: int) -> None:
    if count > most:
        st.caption(_("{shown} of {count} are shown; the workbook holds all of them.", shown=most, count=f"{count:,}"))
