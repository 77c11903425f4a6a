"""What people typed stands on every screen as they typed it, whatever signs of Markdown are in it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.office import PAPER, TODAY, Office
from tests.ui import screens
from ui.attention_filters import HITS
from ui.frame import NAVIGATION
from ui.literal import literal, literal_lines
from ui.measures import MEASURES

TYPED = "*強調* [リンク](http://x) $x$ :red[赤] <b>"
READ_AS_MARKDOWN = re.compile(r"(?<!\\)(\*強調|\[リンク|\$x|:red\[|<b>)")
SAVE = "FormSubmitter:paper0_form-Record this decision"
PATHS = [path for pages in NAVIGATION.values() for *_rest, path in pages]


@pytest.fixture
def office(office: Office) -> Office:
    office.policy(name=TYPED, sections=[TYPED])
    return office


@pytest.fixture
def places(office: Office) -> list[tuple[str, dict[str, str]]]:
    """Every page and every view of it, on records in which all that can be typed is TYPED."""
    organisation = office.organisation(name=TYPED, address=TYPED)
    contract = office.contract(number=TYPED, title=TYPED, section=TYPED, organisation_id=organisation)
    second = office.organisation(name=f"{TYPED} 二")
    asked = office.subcontract(contract, organisation_id=second, work=TYPED, data_items=[TYPED])
    request = office.request(
        asked, number=TYPED, applicant=TYPED, opinion=TYPED, drafted_by=TYPED, work=TYPED, endorsed_by=TYPED
    )
    given = office.subcontract(contract, organisation_id=second, starts_on="2026-06-01", refuses=False)
    decided = {"decided_by": TYPED, "reason": TYPED, "outcome": "conditional", "permitted_work": TYPED}
    office.confirm(given, confirmed_by=TYPED, overall="conditional", shortfalls=TYPED, sheet=None)
    office.decide(
        given,
        refuses=False,
        conditions=[{"text": TYPED}],
        decided_on="2026-10-01",
        **decided,
        **PAPER | {"document_number": TYPED, "late_reason": TYPED},
    )
    office.decide(asked, request_id=request, outcome="returned", decided_by=TYPED, reason=TYPED)
    audit = office.audit(given, title=TYPED, number=TYPED, opinion=TYPED, purpose=TYPED, commendations=[TYPED])
    finding = office.finding(given, content=TYPED, owner=TYPED, audit_id=audit, state="reported", reported_on=TODAY)
    return [
        *((path, {}) for path in PATHS),
        *(("contracts", {"contract": contract, "tab": tab}) for tab in ("chain", "rules", "contract", "history")),
        *(("contracts", {"contract": contract, "act": act}) for act in ("correct", "found", "declare", "withdraw")),
        *(("organisations", {"organisation": organisation, "tab": tab}) for tab in ("work", "audits", "facts")),
        ("permissions", {"request": request}),
        ("permissions", {"engagement": given}),
        ("permissions", {"under": contract}),
        ("confirmations", {"engagement": given}),
        ("paper-decision", {"engagement": contract}),
        *(("audits", {"view": view}) for view in ("plan", "list", "findings")),
        ("audits", {"audit": audit}),
        ("audits", {"audit": audit, "act": "record"}),
        ("audits", {"engagement": given}),
        ("audits", {"finding": finding}),
        *(("attention", {"view": view}) for view in (HITS, *MEASURES)),
        ("legal", {"view": "past"}),
        ("journal", {"entry": "5"}),
    ]


def test_what_is_typed_means_nothing_to_markdown(places: list[tuple[str, dict[str, str]]]) -> None:
    shown = 0
    for page, address in places:
        for told in markdown(screens.show(page, **address)):
            assert not READ_AS_MARKDOWN.search(told), f"{page} {address}: {told}"
            shown += literal(TYPED) in told
    assert shown > 30


def test_what_stands_behind_a_picked_row_is_literal_too(
    places: list[tuple[str, dict[str, str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    screens.pick(monkeypatch, 0)
    pages = [(page, address) for page, address in places if page == "attention" or "tab" in address]
    told = [text for page, address in pages for text in markdown(screens.show(page, **address))]
    assert not [text for text in told if READ_AS_MARKDOWN.search(text)]
    assert any(literal(TYPED) in text for text in told)


def test_the_receipt_of_a_paper_decision_and_what_it_refuses_are_literal(
    office: Office, places: list[tuple[str, dict[str, str]]]
) -> None:
    third = office.organisation(name=f"{TYPED} 三")
    under = next(address["engagement"] for page, address in places if page == "paper-decision" and address)
    at = screens.show("paper-decision", engagement=under)
    at.selectbox(key="paper0_organisation").set_value(third)
    for name in ("work", "document_number", "decided_by", "period", "decided_on"):
        at.text_input(key=f"paper0_{name}").input(TYPED)
    submitted = screens.click(at, SAVE)
    assert literal(TYPED.split(maxsplit=1)[0]) in submitted.error[0].value
    submitted.text_input(key="paper0_period").input("R8.12.1～R9.3.31")
    submitted.text_input(key="paper0_decided_on").input("R8.11.17")
    done = screens.click(submitted, SAVE)
    assert not done.error
    assert any("Recorded" in text and literal(TYPED) in text for text in markdown(done))
    assert not [text for text in markdown(done) if READ_AS_MARKDOWN.search(text)]


def test_signs_are_kept_from_markdown_and_lines_stay_lines() -> None:
    assert literal("a*b\nc") == "a\\*b c"
    assert literal(None) == ""
    assert literal_lines("1. 一\n# 二") == "1\\. 一  \n\\# 二"
    assert screens.as_read(literal(TYPED)) == TYPED


@pytest.mark.parametrize("typed", ["http://x.jp", "https://x.jp/a", "www.x.jp", ":material/gavel:"])
def test_what_streamlit_finds_after_the_markdown_is_read_is_kept_from_being_found(typed: str) -> None:
    assert typed not in literal(typed).replace("\\", "")
    assert screens.as_read(literal(typed)) == typed


def markdown(at: AppTest) -> list[str]:
    """Every text on the screen that Streamlit reads as Markdown: bodies, labels, titles, helps and the cells of tables.

    Cells of lists, codes, what is typed in fields and the options of a drop-down list are shown as they are.
    """
    return [told for place in at._tree.children.values() for told in _told(place)]


def _told(node: Any) -> Iterator[str]:
    proto = getattr(node, "proto", None)
    if node.type not in ("html", "code", "text"):
        for name in ("body", "title", "label", "help", "name"):
            if isinstance(told := getattr(proto, name, ""), str):
                yield told
    if node.type == "table":
        yield node.value.to_string(max_colwidth=None)
    if node.type == "button_group":
        yield from (option.content for option in proto.options)
    for child in getattr(node, "children", {}).values():
        yield from _told(child)
