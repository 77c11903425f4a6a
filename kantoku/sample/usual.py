"""What a record in the sample usually says. A story that has more to tell lays its own words over these."""

import datetime
import hashlib
from typing import Any

from kantoku import catalogue
from kantoku.dates import fiscal_year
from kantoku.my_number import corporate_number
from kantoku.sample import files, papers
from kantoku.sample.engagements import Engagement, businesses
from kantoku.sample.files import Row
from kantoku.uploads import Upload

Values = dict[str, Any]

OFFICE: Values = {
    "name": "朝凪区",
    "notice_sender": "朝凪区長",
    "sections": list(files.tables("texts")["sections"]),
    "identifier_patterns": [r"[0-9]{1,2}朝\S{2}第[0-9]+号"],
}

ITEMS_VERSION = catalogue.confirmation_items()[0].version
_STANDARDS = ["朝凪区情報セキュリティ対策基準", "朝凪区特定個人情報取扱基準"]


def organisation(row: Row, position: int, certified_until: datetime.date) -> Values:
    schemes = [{"scheme": row["scheme"], "expires_on": certified_until}] if row["scheme"] else []
    return {
        "name": row["name"],
        "kana": row["kana"],
        "corporate_number": corporate_number(f"9999990{position:05d}"),
        "address": row["address"],
        "contact": "公共営業担当",
        "privacy_officer": "個人情報保護管理者",
        "parent_id": f"@{row['parent']}" if row["parent"] else None,
        "relation": row["relation"],
        "certifications": schemes,
    }


def contract(row: Row, at: Engagement) -> Values:
    is_spi, handles_data = at.data_class == "spi", at.data_class != "none"
    return {
        "title": at.work,
        "organisation_id": f"@{at.organisation}",
        "section": at.section,
        "protection_officer": f"{at.section}長",
        "officer": f"{at.section}契約担当係長",
        "category": at.category,
        "entrustment": "entrusted" if handles_data or at.category != "cloud" else "not_entrusted",
        "entrustment_reason": None if handles_data or at.category != "cloud" else row["note"],
        **(papers.selection(at) if handles_data else {}),
        "starts_on": at.starts_on,
        "ends_on": at.ends_on,
        "signed_on": at.starts_on,
        "amount": int(row["amount"]) * 1_000,
        "method": row["method"],
        "stage": "performing",
        "data_class": at.data_class,
        "affair": row["affair"],
        "affair_name": row["affair_name"],
        "affair_basis_kind": {"use": "table", "related": "related"}.get(row["affair"]),
        "affair_basis": {"use": "番号法第9条第1項", "related": "番号法第9条第4項"}.get(row["affair"]),
        "spi_file": row["file"],
        "data_items": at.data_items,
        "persons_band": row["band"],
        "handlers": int(row["handlers"]) if row["handlers"] else None,
        "transfers": files.text("transfers", at.category).split() if handles_data else None,
        "places": _places(at) if handles_data else None,
        "policy": row["policy"],
        "is_principal_part_barred": row["policy"] != "unrestricted",
        "clauses": _clauses(lacks="C10" if at.data_class == "unknown" else "") if handles_data else None,
        "reporting_interval": "quarterly" if at.category in ("system", "desk") else "half_yearly",
        **(papers.assessed_file(row, at) if is_spi else {}),
        "note": row["note"],
    }


def _clauses(*, lacks: str) -> list[Values]:
    return [
        {"code": clause.code, "state": "absent"}
        if clause.code == lacks
        else {"code": clause.code, "state": "present", "article": f"特記仕様書第{number}条"}
        for number, clause in enumerate(catalogue.clauses(), 3)
    ]


def _places(at: Engagement) -> list[Values]:
    business = businesses()[at.organisation]
    return [{"address": business["workplace"], "use": business["use"]}]


def subcontract(row: Row, at: Engagement) -> Values:
    handles_data = at.data_class != "none"
    return {
        "contract_id": f"@{at.contract}",
        "parent_id": f"@{at.above}",
        "organisation_id": f"@{at.organisation}",
        "work": at.work,
        "extent": "part",
        "is_principal_part": False,
        "reason": files.text("reason", at.category),
        "data_class": at.data_class,
        "data_items": at.data_items,
        "media": files.text("media", at.category) if handles_data else None,
        "persons_band": "under_10k",
        "handling": files.text("handling", at.category) if handles_data else "個人情報を取り扱わない。",
        "places": _places(at),
        "starts_on": at.starts_on,
        "ends_on": at.ends_on,
        "handlers": int(row["handlers"]),
        "responsible": "作業責任者",
        "supervision": "月例会で作業の実績を報告させ、四半期ごとに作業場所を点検する。",
        "clauses": papers.clauses_between_tiers() if at.data_class == "spi" and papers.is_agreed(row) else None,
        "origin": "discovered" if row["course"] == "found" else "requested",
        "note": row["note"],
    }


def about(at: Engagement) -> Values:
    """What ties a record to its engagement."""
    return {"contract_id": f"@{at.contract}", "engagement_id": f"@{at.key}"}


ADVANCE: Values = {
    "request_type": "advance",
    "capability": "会社概要、認証登録証の写し及び類似業務の実績一覧",
    "start_report": "特記仕様書第12条第2項",
    "status_report_interval": "quarterly",
}
"""What a request in advance says besides (PPC Q3-9)."""


def request(at: Engagement, day: datetime.date) -> Values:
    return about(at) | {
        "request_type": "new",
        "requested_on": day,
        "applicant": at.upper,
        "wanted_from_on": at.starts_on,
        "work": at.work,
        "data_class": at.data_class,
        "data_items": at.data_items,
        "places": _places(at),
        "starts_on": at.starts_on,
        "ends_on": at.ends_on,
        "received_on": day,
        "drafted_by": f"{at.section}契約担当",
        "opinion": "業務の性質上やむを得ず、取り扱う項目と期間は必要な範囲に限られている。",
        "pia_impact": "none",
    }


def confirmation(at: Engagement, day: datetime.date, occasion: str = "before_permission") -> Values:
    """A summary with its sheet, good until the end of the fiscal year or, renewed each October, for a year."""
    digest = hashlib.sha256(f"{at.key}:{day}".encode()).hexdigest()
    return about(at) | {
        "occasion": occasion,
        "confirmed_on": day,
        "confirmed_by": f"{at.section}管理係長",
        "method": "written",
        "form": "summary",
        "overall": "secured",
        "valid_until_on": None if occasion == "yearly" else datetime.date(fiscal_year(at.starts_on) + 1, 3, 31),
        "sheet": {
            "name": f"取扱状況確認書（{at.business}）.pdf",
            "size": 180_000 + len(at.key) * 1_024,
            "sha256": digest,
        },
    }


def confirmed_items(*, partly: dict[str, str], not_applicable: dict[str, str], first: int | None) -> list[Values]:
    """The items of the newest list, all answered or the first few, each with the evidence that was seen."""
    notes = partly | not_applicable
    return [
        {
            "code": item.code,
            "result": "partly" if item.code in partly else "not_applicable" if item.code in not_applicable else "done",
            "evidence": None if item.code in not_applicable else item.evidence_ja,
            "note": notes.get(item.code),
        }
        if first is None or item.position <= first
        else {"code": item.code}
        for item in catalogue.confirmation_items()
    ]


def checklist_items(added: list[Values]) -> list[Values]:
    """The items of the newest list, with those that the office adds."""
    return [
        {
            "code": item.code,
            "group_code": item.group_code,
            "group_title": item.group_ja,
            "wording": item.title_ja,
            "evidence": item.evidence_ja,
            "source": item.source,
        }
        for item in catalogue.confirmation_items()
    ] + added


def document(name: str, text: str) -> Values:
    """A file of plain text, as it would be typed in an office."""
    upload = Upload.of(name, text.encode("cp932"))
    return upload.identified() | {"media_type": upload.media_type, "upload": upload}


def decision(at: Engagement, day: datetime.date, outcome: str = "permitted") -> Values:
    permits = outcome in ("permitted", "conditional")
    return about(at) | {
        "outcome": outcome,
        "decided_on": day,
        "decided_by": f"{at.section}長",
        "conditions": [{"text": "従業者に変更があるときは、事前に名簿を提出すること。"}]
        if outcome == "conditional"
        else None,
        "permitted_work": at.work if permits else None,
        "valid_from_on": at.starts_on if permits else None,
        "valid_until_on": at.ends_on if permits else None,
        "reason": "取扱状況を確認し、適切な安全管理が図られることを認めたため。",
        "notified_on": day,
    }


def audit(row: Values, visited: list[Engagement], audited_on: datetime.date | None, day: datetime.date) -> Values:
    through_contractor = row.get("kind") == "through_contractor"
    auditor = (
        {"organisation": "委託先", "name": "内部監査担当"}
        if through_contractor
        else {
            "organisation": "総務課",
            "name": "委託先監査担当",
        }
    )
    return {
        "title": f"{row['key']}の{'監査報告（委託先経由）' if through_contractor else '実地検査'}",
        "audit_kind": row.get("kind", "inspection"),
        "conducted_by": row.get("by", "office"),
        "audited_on": audited_on,
        "fiscal_year": fiscal_year(audited_on or day),
        "purpose": "委託した個人情報が契約どおり取り扱われているかを確認する。",
        "subjects": [about(at) for at in visited],
        "methods": row["methods"].split() if isinstance(row["methods"], str) else row["methods"],
        "remote_reason": "保安上、監視室への立入りが制限されているため。" if "remote" in row["methods"] else None,
        "auditors": [auditor],
        "is_independent": True,
        "standards": _STANDARDS,
        "result": row.get("result"),
        "opinion": row.get("opinion"),
        "report_received_on": day if through_contractor else None,
        "reported_on": day,
        "reported_to": "総括保護管理者",
        "review": "continue" if row.get("result") == "partly" else None,
        "reviewed_on": day if row.get("result") == "partly" else None,
        "evidence_place": "総務課書庫（監査調書綴り）",
    }


def finding(at: Engagement, day: datetime.date) -> Values:
    return about(at) | {
        "source": "audit",
        "finding_class": "improvement",
        "basis": "特記仕様書第12条",
        "found_on": day,
        "owner": f"{at.business} 業務責任者",
        "state": "open",
    }


def periodic_report(at: Engagement, first: datetime.date, last: datetime.date, day: datetime.date) -> Values:
    return {
        "contract_id": f"@{at.contract}",
        "period_from_on": first,
        "period_until_on": last,
        "submitted_on": day,
        "received_by": f"{at.section}契約担当係長",
        "compliance": "kept",
        "subcontracting": "unchanged",
        "staff_changes": "変更なし",
        "carried_media": "承認のない持出しはない。",
        "accidents": "なし",
    }


def disposal(at: Engagement, day: datetime.date) -> Values:
    """Returned or erased by the end of the work, which a certificate proves."""
    digest = hashlib.sha256(f"{at.key}:証明".encode()).hexdigest()
    return about(at) | {
        "ways": ["returned", "shredded"] if at.category in ("printing", "desk", "data_entry") else ["erased"],
        "disposed_on": at.ends_on,
        "disposed_by": f"{at.business} 作業責任者",
        "what": "業務で受け渡した個人情報のすべて",
        "certificate": {"name": f"返却・廃棄証明書（{at.business}）.pdf", "size": 96_000, "sha256": digest},
        "confirmed_on": day,
        "confirmed_by": f"{at.section}契約担当係長",
    }


def incident(at: Engagement, day: datetime.date) -> Values:
    return about(at) | {"knowledge": [{"section": at.section, "known_on": day}]}
