"""What the sample office has on file of a contract besides its terms: selection, PIA statement, tier contracts."""

import datetime

from kantoku import catalogue
from kantoku.sample import files
from kantoku.sample.calendar import opened
from kantoku.sample.engagements import Engagement, Values
from kantoku.sample.files import Row


def selection(at: Engagement) -> Values:
    """The contractor was assessed some weeks before the work began."""
    return {
        "assessed_on": opened(at.starts_on - datetime.timedelta(days=35)),
        "assessed_by": f"{at.section}契約担当係長",
        "assessment": "fit",
        "assessed_items": [{"code": item.code, "result": "fit"} for item in catalogue.selection_items()],
    }


def assessed_file(row: Row, at: Engagement) -> Values:
    """The file that is handled, and what its PIA statement says of this entrustment."""
    passed_on = [below["work"] for below in files.rows("subcontracts") if below["under"] == at.key]
    statements = list(dict.fromkeys(other["file"] for other in files.rows("contracts") if other["file"]))
    matters = list(dict.fromkeys(other["title"] for other in files.rows("contracts") if other["file"] == row["file"]))
    return {
        "file_purpose": f"{row['affair_name']}の処理",
        "persons_scope": "当該事務の対象者及びその世帯員",
        "collection": "本人からの申告又は届出及び他の行政機関等からの提供",
        "name_known_by": "契約の相手方として区の公式サイトで公表",
        "pia_kind": "full" if row["band"] == "under_1m" else "priority",
        "pia_number": str(statements.index(row["file"]) + 1),
        "pia_reference": f"{row['file']} 特定個人情報保護評価書",
        "pia_matter": matters.index(row["title"]) + 1,
        "pia_subcontracting": "yes" if passed_on else "no",
        "pia_subcontracted": passed_on,
        "pia_impact": "none",
        "pia_judged_on": opened(at.starts_on - datetime.timedelta(days=35)),
    }


def is_agreed(row: Row) -> bool:
    """Has the office seen the contract between the tiers? Not where the work was found, or is still asked for."""
    return row["course"] != "found" and not row["from"].startswith("t")


def clauses_between_tiers() -> list[Values]:
    required = [clause for clause in catalogue.clauses() if clause.required_for_spi]
    return [
        {"code": clause.code, "state": "present", "article": f"再委託契約書第{number}条"}
        for number, clause in enumerate([*required, *catalogue.tier_clauses()], 5)
    ]
