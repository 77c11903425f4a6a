"""The records of the large ledger, drawn by chance and written as the bodies that they will have."""

import datetime
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from kantoku.dates import fiscal_year
from kantoku.ledger import Change
from kantoku.my_number import corporate_number
from kantoku.synthesis import words
from kantoku.synthesis.chains import Engagement
from kantoku.synthesis.chance import Chance

if TYPE_CHECKING:
    from kantoku.records import Record

Values = dict[str, Any]

_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode

_CLAUSES = [
    {"article": f"特記仕様書第{number}条", "code": code, "state": "present"}
    for number, code in enumerate(words.CLAUSES, 3)
]
_CLAUSES_LACKING = [
    {"code": clause["code"], "state": "absent"} if clause["code"] == "C10" else clause for clause in _CLAUSES
]
_TIER_CLAUSES = [
    {"article": f"第{number}条", "code": code, "state": "present"} for number, code in enumerate(words.TIER_CLAUSES, 5)
]
_ASSESSED = [{"code": code, "result": "fit"} for code in words.SELECTION_ITEMS]
_TRANSFERS = (["line"], ["media"], ["media", "paper"], ["paper"])
_ITEMS = [{"code": code, "evidence": "取扱規程及び現地写真", "result": "done"} for code in words.ITEMS]
_ITEMS_PARTLY = [item | {"result": "partly"} if item["code"] == "D-b3" else item for item in _ITEMS]
_BANDS = ("under_10k", "under_10k", "under_100k", "under_1m")
_METHODS = (["on_site", "interview"], ["on_site"], ["documents", "interview"], ["remote"])
_FINDING_STATES = ("open", "under_way", "reported", "verified", "verified", "verified")


@dataclass(frozen=True, slots=True)
class Written:
    """Stands for a record whose body is written already: of a change that no rule may refuse nothing else is asked."""

    text: str

    def body(self) -> str:
        """The canonical JSON."""
        return self.text


def _new(chance: Chance, action: str, kind: str, values: Values, record_id: str = "") -> Change:
    """A new record of these values; those that are None are left out."""
    given = {name: value for name, value in values.items() if value is not None}
    return Change(action, kind, record_id or chance.id(), cast("Record", Written(_canonical(given))))


def organisation(chance: Chance, nth: int) -> Change:
    """A business by its number."""
    values = {
        "name": _organisation_name(nth),
        # There are a million base numbers for invented organisations.
        "corporate_number": corporate_number(f"999999{nth:06d}") if nth < 1_000_000 else None,
        "address": _address(chance),
        "country": "JP",
        "contact": "営業第一課",
        "privacy_officer": "個人情報保護管理者",
        "certifications": _certifications(chance),
    }
    return _new(chance, "organisation.recorded", "organisation", values, chance.fixed_id(nth))


def _certifications(chance: Chance) -> list[Values] | None:
    if chance.happens(0.4):
        return None
    until = chance.day(chance.today + chance.between(-60, 900))
    return [{"scheme": chance.one_of(("isms", "privacy_mark", "privacy_mark")), "expires_on": until}]


def contract(chance: Chance, at: Engagement, *, declares_none: bool) -> Change:
    work, span = at.work, at.span
    year = fiscal_year(datetime.date.fromordinal(span.starts)) - 2018
    handles_data = work.data_class != "none"
    values = {
        "number": f"{year}契-{chance.number():06d}",
        "title": f"令和{year}年度{work.title}",
        "organisation_id": chance.fixed_id(at.organisation),
        "section": work.section,
        "protection_officer": f"{work.section}長",
        "officer": f"{work.section}契約担当",
        "category": work.category,
        "entrustment": "entrusted",
        "starts_on": chance.day(span.starts),
        "ends_on": chance.day(span.ends),
        "signed_on": chance.day(span.starts),
        "amount": chance.between(5, 900) * 110_000,
        "method": chance.one_of(("open", "invited", "negotiated", "proposal")),
        **_selection(chance, at),
        "stage": "performing",
        "data_class": work.data_class,
        "affair": "use" if work.data_class == "spi" else "outside",
        "data_items": at.data_items,
        "persons_band": chance.one_of(_BANDS),
        "handlers": chance.between(2, 40),
        "transfers": chance.one_of(_TRANSFERS),
        "places": _places(chance),
        "policy": "prohibited" if chance.happens(0.01) else "prohibited_in_principle",
        "none_declared_on": chance.day(span.starts) if declares_none else None,
        "clauses": _CLAUSES_LACKING if chance.happens(0.03) else _CLAUSES,
        "reporting_interval": chance.one_of(("monthly", "quarterly", "half_yearly")) if handles_data else None,
        "pia_reference": f"{work.title} 特定個人情報保護評価書" if work.data_class == "spi" else None,
    }
    return _new(chance, "contract.recorded", "contract", values, at.contract_id)


def _selection(chance: Chance, at: Engagement) -> Values:
    """Most contractors were assessed some weeks before the work began."""
    if chance.happens(0.03):
        return {}
    return {
        "assessed_on": chance.day(at.span.starts - chance.between(20, 60)),
        "assessed_by": f"{at.work.section}契約担当",
        "assessment": "fit",
        "assessed_items": _ASSESSED,
    }


def subcontract(chance: Chance, at: Engagement, *, origin: str) -> Change:
    work, span = at.work, at.span
    values = {
        "contract_id": at.contract_id,
        "parent_id": at.parent_id,
        "organisation_id": chance.fixed_id(at.organisation),
        "work": chance.one_of(work.passed_on),
        "extent": "part",
        "reason": "専門の設備及び要員を要するため",
        "data_class": work.data_class,
        "data_items": at.data_items,
        "media": chance.one_of(("電子媒体", "紙", "専用回線")),
        "persons_band": chance.one_of(_BANDS),
        "handling": "受託者の管理区域内で取り扱い、作業後に返却する。",
        "places": _places(chance),
        "starts_on": chance.day(span.starts),
        "ends_on": chance.day(span.ends),
        "amount": chance.between(1, 90) * 110_000,
        "handlers": chance.between(1, 20),
        "responsible": "作業責任者",
        "supervision": "四半期ごとに作業場所を訪問し、報告を受ける。",
        "clauses": _TIER_CLAUSES if work.data_class == "spi" and chance.happens(0.97) else None,
        "origin": origin,
    }
    return _new(chance, "subcontract.recorded", "subcontract", values, at.engagement_id)


def confirmation(chance: Chance, at: Engagement, confirmed: int, occasion: str) -> Change:
    is_itemised = chance.happens(0.08)
    is_partly = is_itemised and chance.happens(0.2)
    values = {
        "contract_id": at.contract_id,
        "engagement_id": at.engagement_id,
        "number": f"確{chance.number():07d}",
        "occasion": occasion,
        "confirmed_on": chance.day(confirmed),
        "confirmed_by": f"{at.work.section}係長",
        "method": chance.one_of(("written", "materials", "on_site", "hearing")),
        "form": "items" if is_itemised else "summary",
        "items_version": words.ITEMS_VERSION if is_itemised else None,
        "items": (_ITEMS_PARTLY if is_partly else _ITEMS) if is_itemised else None,
        "overall": "conditional" if is_partly and occasion != "before_permission" else "secured",
        "valid_until_on": _end_of_fiscal_year(confirmed + 45),
        "shortfalls": "未受講者の再受講を年度内に行わせる。" if is_partly else None,
        "sheet": None if is_itemised else _sheet(chance),
    }
    return _new(chance, "handling.confirmed", "handling_confirmation", values)


def _end_of_fiscal_year(ordinal: int) -> str:
    return f"{fiscal_year(datetime.date.fromordinal(ordinal)) + 1}-03-31"


def _sheet(chance: Chance) -> Values:
    # The leading letter keeps a digest of nothing but figures from being taken for another number.
    digest = f"e{chance.bits(252):063x}"
    return {"name": "取扱状況確認書.pdf", "sha256": digest, "size": chance.between(80_000, 900_000)}


def request(chance: Chance, at: Engagement, requested: int) -> Change:
    work, span = at.work, at.span
    values = {
        "contract_id": at.contract_id,
        "engagement_id": at.engagement_id,
        "number": f"申{chance.number():07d}",
        "request_type": "new",
        "requested_on": chance.day(requested),
        "applicant": _organisation_name(at.upper),
        "wanted_from_on": chance.day(span.starts),
        "work": chance.one_of(work.passed_on),
        "data_class": work.data_class,
        "data_items": at.data_items,
        "starts_on": chance.day(span.starts),
        "ends_on": chance.day(span.ends),
        "received_on": chance.day(requested + 1),
        "drafted_by": f"{work.section}契約担当",
        "opinion": "業務の性質上やむを得ず、安全管理に支障はない。",
        "pia_impact": "none",
    }
    return _new(chance, "permission.requested", "permission_request", values)


def decision(chance: Chance, at: Engagement, request_id: str, decided: int) -> Change:
    """The decision that the engagement's course led to; one taken on paper was taken some days before."""
    work, span = at.work, at.span
    outcome = at.course if at.course in ("conditional", "refused") else "permitted"
    permits = outcome != "refused"
    is_on_paper, is_for_office = at.course == "on_paper", at.course != "upper_tier"
    taken = decided - chance.between(1, 5) if is_on_paper else decided
    is_told = permits and not at.engagement_id.endswith("0")  # of one in 32 nobody wrote it down
    values = {
        "contract_id": at.contract_id,
        "engagement_id": at.engagement_id,
        "request_id": request_id,
        "outcome": outcome,
        "decided_on": chance.day(taken),
        "decided_by": f"{work.section}長" if is_for_office else "受託者",
        "decided_for": "office" if is_for_office else "upper_tier",
        "taken": "on_paper" if is_on_paper else "here",
        "document_number": f"第{chance.number()}号",
        "late_reason": "決裁後に台帳へ転記したため" if is_on_paper else None,
        "conditions": [{"text": "従業者名簿を提出すること。"}] if outcome == "conditional" else None,
        "valid_from_on": chance.day(span.starts) if permits else None,
        "valid_until_on": chance.day(span.ends) if permits else None,
        "reason": "適切な安全管理が図られることを確認したため" if permits else "再委託の必要が認められないため",
        "notified_on": chance.day(taken + 1),
        "told_on": chance.day(decided + 3) if is_told else None,
        "checked_on": chance.day(decided + 5) if is_told else None,
    }
    return _new(chance, "permission.decided", "permission_decision", values)


def audit(chance: Chance, visited: list[Engagement], audited: int, *, is_through_contractor: bool) -> Change:
    methods = ["through_contractor"] if is_through_contractor else chance.one_of(_METHODS)
    values = {
        "number": f"監{chance.number():07d}",
        "audit_kind": "through_contractor" if is_through_contractor else "inspection",
        "conducted_by": "contractor" if is_through_contractor else "office",
        "fiscal_year": fiscal_year(datetime.date.fromordinal(audited)),
        "audited_on": chance.day(audited),
        "subjects": [{"contract_id": at.contract_id, "engagement_id": at.engagement_id} for at in visited],
        "methods": methods,
        "remote_reason": "遠隔地の事業所のため、映像により確認した。" if "remote" in methods else None,
        "auditors": [{"name": "委託先監査担当", "organisation": "受託者" if is_through_contractor else "総務課"}],
        "is_independent": True,
        "standards": ["特定個人情報取扱基準"],
        "result": chance.one_of(("fit", "fit", "fit", "partly")),
        "opinion": "おおむね適正に取り扱われている。",
        "report_received_on": chance.day(audited + 14) if is_through_contractor else None,
        "reported_on": chance.day(audited + 21),
        "reported_to": "総括保護管理者",
    }
    if values["result"] == "partly" and audited % 20:
        values |= {"review": "continue", "reviewed_on": chance.day(audited + 28)}
    return _new(chance, "audit.recorded", "audit", values)


def periodic_report(chance: Chance, tree: list[Engagement], until: int) -> Change:
    """One report for all the time of a contract up to a day, with the last training of those who handle SPI."""
    at, held = tree[0], chance.day(until - chance.between(1, 300))
    trained = sorted({chance.fixed_id(each.organisation) for each in tree if each.work.data_class == "spi"})
    values = {
        "contract_id": at.contract_id,
        "number": f"報{chance.number():07d}",
        "period_from_on": chance.day(at.span.starts),
        "period_until_on": chance.day(until),
        "submitted_on": chance.day(until),
        "received_by": f"{at.work.section}契約担当",
        "compliance": "kept",
        "subcontracting": "unchanged",
        "trainings": [{"held_on": held, "organisation_id": id_} for id_ in trained] or None,
    }
    return _new(chance, "periodic_report.received", "periodic_report", values)


def disposal(chance: Chance, at: Engagement) -> Change:
    values = {
        "contract_id": at.contract_id,
        "engagement_id": at.engagement_id,
        "ways": ["erased"],
        "disposed_on": chance.day(at.span.ends),
        "disposed_by": "作業責任者",
        "certificate": _sheet(chance) | {"name": "返却・廃棄証明書.pdf"},
        "confirmed_on": chance.day(at.span.ends),
        "confirmed_by": f"{at.work.section}契約担当係長",
    }
    return _new(chance, "disposal.recorded", "disposal", values)


def finding(chance: Chance, at: Engagement, audit_id: str, found: int) -> Change:
    state = chance.one_of(_FINDING_STATES)
    values = {
        "number": f"指{chance.number():07d}",
        "source": "audit",
        "audit_id": audit_id,
        "contract_id": at.contract_id,
        "engagement_id": at.engagement_id,
        "finding_class": chance.one_of(("improvement", "observation", "nonconformity")),
        "severity": chance.one_of(("high", "medium", "low")),
        "content": chance.one_of(("入退室の記録に記入漏れがある。", "媒体の持出し簿が更新されていない。")),
        "basis": "特記仕様書第4条",
        "found_on": chance.day(found),
        "owner": "受託者の業務責任者",
        "due_on": chance.day(found + 60),
        "state": state,
        "verified_on": chance.day(found + 45) if state == "verified" else None,
        "verified_by": "監査担当" if state == "verified" else None,
        "verified_how": "改善後の記録の写しにより確認した。" if state == "verified" else None,
        "lateral_check": "同じ委託先の他の業務に同様の状況はない。" if state == "verified" else None,
    }
    return _new(chance, "finding.recorded", "finding", values)


def _address(chance: Chance) -> str:
    return f"{chance.one_of(words.TOWNS)}{chance.between(1, 9)}丁目{chance.between(1, 30)}番{chance.between(1, 20)}号"


def _places(chance: Chance) -> list[Values]:
    use = chance.one_of(("controlled", "handling"))
    return [{"address": f"{_address(chance)} {chance.one_of(words.BUILDINGS)}", "country": "JP", "use": use}]


def _organisation_name(nth: int) -> str:
    rest, form = divmod(nth, len(words.FORMS))
    rest, first = divmod(rest, len(words.FIRST))
    rest, second = divmod(rest, len(words.SECOND))
    rest, third = divmod(rest, len(words.THIRD))
    name = words.FIRST[first] + words.SECOND[second] + words.THIRD[third]
    return words.FORMS[form].format(f"{name}{rest + 1 if rest else ''}")
