"""What states, charts and the chain look like: words, signs, contrasts, and what a click leads to."""

import re
import tomllib
from datetime import date
from itertools import chain as joined
from typing import Any

import pandas as pd
import pytest

from kantoku import wording
from kantoku.queries import QUERIES
from kantoku.settings import HOME
from kantoku.wording import catalogue
from ui import chain, charts, rule_map, states

CONFIG = tomllib.loads((HOME / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
GROUNDS = [CONFIG["theme"][ground]["backgroundColor"] for ground in ("light", "dark")]
ROLES = [states.GOOD, states.UNDER_WAY, states.WARNING, states.LATE, states.BAD, states.NEUTRAL]
SCREENS = (
    "kantoku/exports/looks.py",
    "kantoku/exports/states.py",
    "kantoku/printing/chain.py",
    "ui/chain.py",
    "ui/charts.py",
    "ui/rule_map.py",
)


def luminance(colour: str) -> float:
    """Source: WCAG 2.2, relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


# States


@pytest.mark.parametrize(
    ("view", "column"),
    [
        ("20_engagements", "permission_state"),
        ("50_oversight", "confirmation_state"),
        ("48_audit_states", "audit_state"),
    ],
)
def test_every_state_that_a_view_can_give_has_a_look(view: str, column: str) -> None:
    text = (QUERIES / "views" / f"{view}.sql").read_text(encoding="utf-8")
    last_case = text.split(f"end as {column}")[0].rsplit("case", 1)[1]
    given = set(re.findall(r"(?:then|else) '(\w+)'", last_case))
    assert given <= set(states.STATES[column])
    assert len(given) > 3


def test_a_state_is_told_by_sign_and_word_in_both_languages() -> None:
    assert states.plain("audit_state", "never") == "× 監査実績なし"
    assert states.badge("level", "breach") == ":red-badge[:material/gavel: 違反]"
    wording.use("en")
    assert states.plain("audit_state", "never") == "× No audit yet"


@pytest.mark.parametrize("nothing", [None, float("nan"), pd.NaT])
def test_no_state_is_shown_as_nothing(nothing: Any) -> None:
    assert states.plain("audit_state", nothing) == states.badge("level", nothing) == states.data_class(nothing) == ""


def test_signs_tell_good_from_bad_without_colour() -> None:
    assert len({role.sign for role in ROLES}) == len(ROLES)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("mark", [role.mark for role in ROLES] + list(charts._KIND_MARKS.values()))
def test_marks_stand_out_from_the_light_and_the_dark_ground(mark: str, ground: str) -> None:
    assert contrast(mark, ground) >= 3


def test_tiers_are_called_as_offices_call_them() -> None:
    assert states.tier(3) == "再々委託先"
    assert states.tier(5) == "第5階層"


def test_everything_these_screens_say_is_said_in_japanese() -> None:
    said = set(joined.from_iterable(map(messages, SCREENS)))
    assert len(said) > 15
    assert said <= set(catalogue("ja"))


def messages(path: str) -> list[str]:
    text = (HOME / path).read_text(encoding="utf-8")
    return re.findall(r'\bN?_\(\s*"((?:[^"\\]|\\.)+)"', text)


# The look


@pytest.mark.parametrize("ground", ["light", "dark"])
def test_text_is_legible_on_every_ground_of_the_theme(ground: str) -> None:
    theme = CONFIG["theme"][ground]
    pairs = [(theme[f"{name}TextColor"], theme[f"{name}BackgroundColor"]) for name in PALETTE]
    pairs += [(theme["textColor"], theme[name]) for name in ("backgroundColor", "secondaryBackgroundColor")]
    pairs += [(theme["linkColor"], theme["backgroundColor"]), ("#ffffff", theme["primaryColor"])]
    pairs += [(theme["dataframeHeaderTextColor"], theme["dataframeHeaderBackgroundColor"])]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


PALETTE = ("red", "orange", "yellow", "green", "blue", "violet", "gray")


def test_the_server_is_closed_to_other_machines_and_to_programs() -> None:
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert CONFIG["server"]["enableAgentApi"] is False
    assert CONFIG["client"]["disableDataExport"] is True
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert CONFIG["browser"]["gatherUsageStats"] is False


def test_nothing_of_the_look_is_fetched() -> None:
    assert not [font for name, font in CONFIG["theme"].items() if name.endswith("ont") and ":" in font]


# Charts

SECTIONS = pd.DataFrame(
    [("税務課", 5, 1, 2, 3), ("", 4, 0, 0, 0)], columns=["section", "covered", "due_soon", "overdue", "never"]
)


def test_coverage_leads_from_a_bar_to_its_section_and_state() -> None:
    figure = charts.coverage(SECTIONS)
    never = next(bar for bar in figure.data if bar.name == "× 監査実績なし")
    assert list(never.y) == ["所管課の記載なし", "税務課"]
    assert list(never.x) == [0, 3]
    assert [list(point) for point in never.customdata] == [["", "never"], ["税務課", "never"]]
    assert sum(sum(bar.x) for bar in figure.data) == 15


def test_parts_of_a_bar_differ_in_more_than_colour() -> None:
    late = [bar for bar in charts.coverage(SECTIONS).data if bar.marker.pattern.shape]
    assert len({bar.marker.pattern.shape for bar in late}) == 2


def test_what_falls_due_has_twelve_months_with_or_without_anything_due() -> None:
    dates = pd.DataFrame({"month": [pd.Timestamp("2027-01-01")], "kind": ["due_audit"], "due": [7]})
    audits = charts.due(dates, date(2026, 11, 22)).data[0]
    assert list(audits.x[:3]) == ["11月<br>令和8年", "12月", "1月<br>令和9年"]
    assert list(audits.y) == [0, 0, 7, *[0] * 9]
    assert list(audits.customdata[2]) == ["due_audit", "2027-01-01"]


def test_the_map_of_rules_puts_breaches_first_and_gathers_small_sections() -> None:
    many = [("R34", f"第{number}課", "incomplete", 1) for number in range(rule_map.SECTIONS_SHOWN + 3)]
    hits = pd.DataFrame([("R05", "税務課", "breach", 40), *many], columns=["rule", "section", "level", "hits"])
    figure = rule_map.figure(hits)
    numbers = figure.data[-1]
    assert figure.layout.yaxis.categoryarray[-1] == "× 許諾のない再委託"
    assert len(figure.layout.xaxis.categoryarray) == rule_map.SECTIONS_SHOWN + 1
    assert figure.layout.xaxis.categoryarray[-1] == "ほか4課"
    assert sum(int(text) for text in numbers.text) == hits["hits"].sum()
    assert ["R34", None, "incomplete"] in [list(point) for point in numbers.customdata]
    assert rule_map.described(hits).startswith("要対応55件。多い順に、許諾のない再委託 40")


def test_the_map_keeps_apart_the_levels_at_which_one_rule_hits() -> None:
    """A deep chain is pointed out (R35); only a loop or an organisation under itself is a breach."""
    hits = pd.DataFrame(
        [("R35", "税務課", "breach", 1), ("R35", "福祉課", "incomplete", 3)],
        columns=["rule", "section", "level", "hits"],
    )
    figure = rule_map.figure(hits)
    assert list(figure.layout.yaxis.categoryarray) == ["△ 系統の循環・多層化", "× 系統の循環・多層化"]
    breaches = figure.data[0]
    assert [list(breaches.x), list(breaches.y)] == [["税務課"], ["× 系統の循環・多層化"]]
    points = [list(point) for point in figure.data[-1].customdata]
    assert sorted(points) == [["R35", "福祉課", "incomplete"], ["R35", "税務課", "breach"]]


@pytest.mark.parametrize("event", [None, {"selection": {"points": []}}, {"selection": {"points": [{"x": 1}]}}])
def test_no_click_leads_nowhere(event: Any) -> None:
    assert charts.clicked(event) is None


def test_a_click_gives_what_leads_to_the_list() -> None:
    assert charts.clicked({"selection": {"points": [{"customdata": ("税務課", "never")}]}}) == ["税務課", "never"]


# The chain


def node(engagement_id: str, parent_id: str | None, tier: int, **values: Any) -> dict[str, Any]:
    lawful = {
        "engagement_id": engagement_id,
        "parent_id": parent_id,
        "tier": tier,
        "organisation": f"株式会社{engagement_id}",
        "data_class": "spi",
        "needs_permission": tier > 1,
        "permission_state": "permitted" if tier > 1 else "not_required",
        "grounded": True,
        "is_begun": True,
        "is_live": True,
        "confirmation_state": "positive",
        "audit_state": "covered",
        "next_audit_due_on": pd.Timestamp("2027-04-01"),
    }
    return lawful | values


def drawn(*nodes: dict[str, Any]) -> str:
    return chain.html(pd.DataFrame(nodes))


def test_a_lawful_chain_has_no_alarm() -> None:
    html = drawn(node("甲", None, 1), node("乙", "甲", 2), node("丙", "乙", 3))
    assert "dashed" not in html
    assert html.index("株式会社甲") < html.index("株式会社乙") < html.index("株式会社丙")
    assert "再々委託先" in html
    assert html.count("<ul") == html.count("</ul>") == 3


@pytest.mark.parametrize("state", ["none", "refused", "lapsed", "revoked", "withdrawn", "requested"])
def test_work_without_permission_has_a_dashed_edge_and_says_so(state: str) -> None:
    html = drawn(node("甲", None, 1), node("乙", "甲", 2, permission_state=state, grounded=False))
    assert html.count("2px dashed") == 1
    assert "許諾のない業務" in html
    assert states.word("permission_state", state) in html


def test_a_request_for_work_that_has_not_begun_is_no_alarm() -> None:
    waiting = node("乙", "甲", 2, permission_state="requested", grounded=False, is_begun=False, is_live=False)
    html = drawn(node("甲", None, 1), waiting)
    assert "dashed" not in html
    assert "開始前" in html


def test_a_permission_under_an_unpermitted_tier_is_marked() -> None:
    unpermitted = node("乙", "甲", 2, permission_state="none", grounded=False)
    html = drawn(node("甲", None, 1), unpermitted, node("丙", "乙", 3, grounded=False))
    assert "上位に許諾がありません" in html
    assert html.count("2px dashed") == 2


def test_the_chain_is_described_in_words() -> None:
    nodes = [node("甲", None, 1), node("乙", "甲", 2, permission_state="none")]
    assert chain.described(pd.DataFrame(nodes)) == "2者、第2階層までの系統図。許諾のない業務1件、監査実績なし0件。"


def test_a_first_audit_that_is_not_due_yet_is_no_fault() -> None:
    early = node("甲", None, 1, audit_state="never", rules=[])
    late = node("乙", "甲", 2, audit_state="never", rules=["R16"])
    over = node("丙", "甲", 2, audit_state="never", rules=[], next_audit_due_on=pd.NaT)
    told = chain.described(pd.DataFrame([early, late, over]))
    assert told.endswith("監査実績なし3件（うち期限超過1件、期限前1件）。")
    assert "－</span> 監査実績なし（期限前）" in drawn(early)
    assert "×</span> 監査実績なし" in drawn(late)
    assert "×</span> 監査実績なし" in drawn(over)


def test_a_due_date_is_shown_where_it_presses() -> None:
    assert "期限 R9.4.1" in drawn(node("甲", None, 1, audit_state="due_soon"))
    assert "期限" not in drawn(node("甲", None, 1))


def test_names_cannot_bring_markup_in() -> None:
    assert "<script>" not in drawn(node("甲", None, 1, organisation="<script>alert(1)</script>"))


def test_twelve_subcontractors_and_four_tiers_are_all_drawn() -> None:
    wide = [node(f"乙{number}", "甲", 2) for number in range(12)]
    html = drawn(node("甲", None, 1), *wide, node("丙", "乙3", 3), node("丁", "丙", 4))
    assert html.count("<li") == 15
    assert html.count("第4階層") == 3  # described, heading, box
