"""A small office to test with: each word records one thing through the ledger's one way in, and returns its id.

A word's defaults are lawful and of today; a test names only what it is about. A field set to None is left out. Dates
may be texts: `office.subcontract(contract, starts_on="2026-12-01")`.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from kantoku import catalogue, document_actions
from kantoku.errors import RefusedByRule
from kantoku.ledger import Change, Ledger, Receipt
from kantoku.my_number import corporate_number
from kantoku.records import KINDS, OFFICE_ID
from kantoku.rules import Hit
from kantoku.uploads import Upload

TODAY = date(2026, 11, 20)
TOMORROW = date(2026, 11, 21)
YESTERDAY = date(2026, 11, 19)

# What an incident must tell before its final report (漏えい等報告規則3条).
NINE_ITEMS: dict[str, Any] = {
    "outline": "委託先の事務所で帳票1枚の所在が分からなくなった。",
    "occurred_on": "2026-10-01",
    "knowledge": [{"known_on": "2026-10-02"}],
    "found_by": "委託先の作業責任者",
    "reportable_kinds": ["4-a"],
    "arisen_at": "contractor",
    "data_items": ["氏名"],
    "persons": 120,
    "cause": "授受の記録が付けられていなかった。",
    "secondary_damage": "確認されていない。",
    "persons_response": "本人に文書で通知した。",
    "publication": "ウェブサイトで公表した。",
    "prevention": "授受の記録を2名で確認する。",
    "other": "なし",
}

FISCAL_YEAR = {"starts_on": "2026-04-01", "ends_on": "2027-03-31"}
TO_COME = {"starts_on": "2026-12-01", "ends_on": "2027-03-31"}
SHEET = {"name": "取扱状況確認書.pdf", "size": 48211, "sha256": "9f" * 32}
ITEMS_VERSION = catalogue.confirmation_items()[0].version
ITEMS = [{"code": item.code, "result": "done"} for item in catalogue.confirmation_items()]
ITEM_BY_ITEM = {"form": "items", "items": ITEMS, "items_version": ITEMS_VERSION, "sheet": None}
PDF = b"%PDF-1.7\n% a certificate\n"
PAPER = {"taken": "on_paper", "document_number": "08荒総契第123号", "late_reason": "紙の決裁を後日記録するため"}
ALL_CLAUSES = [{"code": clause.code, "state": "present"} for clause in catalogue.clauses()]
TIER_CLAUSES = [
    *(clause for clause in ALL_CLAUSES if clause["code"].startswith("C")),
    *({"code": clause.code, "state": "present"} for clause in catalogue.tier_clauses()),
]
ASSESSED = {
    "assessed_on": "2026-03-10",
    "assessed_by": "契約 一子",
    "assessment": "fit",
    "assessed_items": [{"code": item.code, "result": "fit"} for item in catalogue.selection_items()],
}

_NAMES = ("みほん計算", "見本印刷", "例示システム", "架空データ", "仮名ソフト", "試作情報", "模擬事務", "想定運輸")


Values = dict[str, Any]


def _new(kind: str, values: Values) -> Change:
    given = {name: value for name, value in values.items() if value is not None}
    return Change.new(f"{kind}.recorded", KINDS[kind].read(given))


def _day(value: object) -> date:
    return date.fromisoformat(str(value))


class Hits(Mapping[str, Hit]):
    """Hits by rule, each evaluated when it is asked for: most tests ask for one rule only."""

    def __init__(self, ask: Callable[..., dict[str, Hit]]) -> None:
        self._ask = ask

    def __getitem__(self, rule: str) -> Hit:
        return self._ask(rule)[rule]

    def __iter__(self) -> Iterator[str]:
        return iter(self._ask())

    def __len__(self) -> int:
        return len(self._ask())

    def __repr__(self) -> str:
        return repr(self._ask())


@dataclass
class Office:
    """An office at work in a ledger. actor: who types."""

    ledger: Ledger
    actor: str = "契約 花子"

    def __post_init__(self) -> None:
        self._numbers = itertools.count(1)
        self._contract_of: dict[str, str] = {}

    def over(self, ledger: Ledger) -> "Office":
        """The same office at work in a copy of its ledger: what it does there leaves this one as it is."""
        other = Office(ledger, self.actor)
        other._numbers = copy(self._numbers)
        other._contract_of = dict(self._contract_of)
        return other

    # Recording

    def record(self, kind: str, values: Values, *, refuses: bool = True, as_of: date | None = None) -> str:
        """Records one new record of a kind from plain values."""
        change = _new(kind, values)
        self.ledger.record([change], actor=self.actor, as_of=as_of, refuses=refuses)
        return change.record_id

    def revise(
        self, kind: str, record_id: str, reason: str = "訂正", *, refuses: bool = True, **values: Any
    ) -> Receipt:
        """Records a later state of a record, with some values changed."""
        record, revision = self.ledger.get(kind, record_id)
        later = KINDS[kind].read(record.model_dump() | values)
        change = Change(f"{kind}.corrected", kind, record_id, later, revision, reason)
        return self.ledger.record([change], actor=self.actor, refuses=refuses)

    def withdraw(self, kind: str, record_id: str, reason: str = "誤記") -> Receipt:
        _record, revision = self.ledger.get(kind, record_id)
        return self.ledger.record(
            [Change(f"{kind}.withdrawn", kind, record_id, None, revision, reason)], actor=self.actor
        )

    def policy(self, **values: Any) -> Receipt:
        """Changes the office's own record: its name, its sections, what the rules read of it."""
        return self.revise("office", OFFICE_ID, **values)

    # What an office records

    def organisation(self, **values: Any) -> str:
        nth = next(self._numbers)
        defaults = {
            "name": f"株式会社{_NAMES[nth % len(_NAMES)]}{nth}",
            "corporate_number": corporate_number(f"999999{nth:06d}"),
            "address": "東京都荒川区荒川0-0-0",
        }
        return self.record("organisation", defaults | values)

    def contract(self, **values: Any) -> str:
        """A contract of this fiscal year on Specific Personal Information, which permits subcontracting in writing."""
        defaults = {
            "number": f"契約-2026-{next(self._numbers):04d}",
            "title": "住民税賦課資料の入力業務委託",
            "organisation_id": values.get("organisation_id") or self.organisation(),
            "section": "税務課",
            "data_class": "spi",
            "policy": "prohibited_in_principle",
            **FISCAL_YEAR,
        }
        contract_id = self.record("contract", defaults | values)
        self._contract_of[contract_id] = contract_id
        return contract_id

    def subcontract(self, under: str, *, refuses: bool = True, **values: Any) -> str:
        """Work passed on by a contract or subcontract, to begin in December."""
        defaults = {
            "contract_id": self._contract_of[under],
            "parent_id": under,
            "organisation_id": values.get("organisation_id") or self.organisation(),
            "work": "パンチ入力",
            "reason": "繁忙期の要員確保のため",
            **TO_COME,
        }
        engagement_id = self.record("subcontract", defaults | values, refuses=refuses)
        self._contract_of[engagement_id] = self._contract_of[under]
        return engagement_id

    def request(self, engagement_id: str, **values: Any) -> str:
        defaults = {
            "contract_id": self._contract_of[engagement_id],
            "engagement_id": engagement_id,
            "number": f"申請-{next(self._numbers):04d}",
            "request_type": "new",
            "requested_on": TODAY,
        }
        return self.record("permission_request", defaults | values)

    def confirm(self, engagement_id: str, **values: Any) -> str:
        """A summary confirmation of today that security control is secured."""
        return self.record("handling_confirmation", self._confirmation(engagement_id, values))

    def decide(self, engagement_id: str, *, refuses: bool = True, **values: Any) -> str:
        """A decision of today to permit, made here; judged as of its own day."""
        decision = self._decision(engagement_id, values)
        return self.record("permission_decision", decision, refuses=refuses, as_of=_day(decision["decided_on"]))

    def permit(self, engagement_id: str, **values: Any) -> str:
        """Confirms and permits on one day, as one act; returns the decision's id."""
        decision = self._decision(engagement_id, values)
        day = _day(decision["decided_on"])
        confirmation = self._confirmation(engagement_id, {"confirmed_on": day})
        changes = [_new("handling_confirmation", confirmation), _new("permission_decision", decision)]
        return self.ledger.record(changes, actor=self.actor, as_of=day).ids[1]

    def _confirmation(self, engagement_id: str, values: Values) -> Values:
        return {
            "contract_id": self._contract_of[engagement_id],
            "engagement_id": engagement_id,
            "confirmed_on": TODAY,
            "confirmed_by": "監督 一郎",
            "form": "summary",
            "sheet": SHEET,
            "overall": "secured",
        } | values

    def _decision(self, engagement_id: str, values: Values) -> Values:
        return {
            "contract_id": self._contract_of[engagement_id],
            "engagement_id": engagement_id,
            "outcome": "permitted",
            "decided_on": TODAY,
            "decided_by": "課長 次郎",
            "reason": "適切な安全管理が図られることを確認したため",
        } | values

    def audit(self, *engagement_ids: str, **values: Any) -> str:
        """An audit on site of today, with its result, reported on its day."""
        subjects = [{"contract_id": self._contract_of[id_], "engagement_id": id_} for id_ in engagement_ids]
        defaults = {
            "number": f"監査-{next(self._numbers):04d}",
            "audit_kind": "inspection",
            "conducted_by": "office",
            "audited_on": TODAY,
            "subjects": subjects,
            "methods": ["on_site"],
            "result": "fit",
            "reported_to": "総括保護管理者",
        }
        held = defaults | values
        return self.record("audit", {"reported_on": held["audited_on"]} | held)

    def finding(self, engagement_id: str, **values: Any) -> str:
        defaults = {
            "contract_id": self._contract_of[engagement_id],
            "engagement_id": engagement_id,
            "content": "入退室の記録が保存されていない。",
            "found_on": TODAY,
            "due_on": "2026-12-20",
        }
        return self.record("finding", defaults | values)

    def report(self, contract_id: str, **values: Any) -> str:
        """A periodic report submitted today for the time since the contract began."""
        defaults = {
            "contract_id": contract_id,
            "period_from_on": "2026-04-01",
            "period_until_on": "2026-10-31",
            "submitted_on": TODAY,
            "received_by": "契約担当",
            "compliance": "kept",
            "subcontracting": "unchanged",
        }
        return self.record("periodic_report", defaults | values)

    def dispose(self, engagement_id: str, **values: Any) -> str:
        """What a tier held was erased yesterday, which a certificate proves."""
        defaults = {
            "contract_id": self._contract_of[engagement_id],
            "engagement_id": engagement_id,
            "ways": ["erased"],
            "disposed_on": YESTERDAY,
            "disposed_by": "作業責任者",
            "certificate": {"name": "消去証明書.pdf", "size": 20_480, "sha256": "7a" * 32},
            "confirmed_on": TODAY,
            "confirmed_by": "契約担当係長",
        }
        return self.record("disposal", defaults | values)

    def incident(self, engagement_id: str, **values: Any) -> str:
        """A leak of up to 250 persons' data, known to the office today."""
        defaults = {
            "contract_id": self._contract_of[engagement_id],
            "engagement_id": engagement_id,
            "title": "入力原票の紛失",
            "incident_kind": "leak",
            "knowledge": [{"section": "税務課", "known_on": TODAY}],
            "reportable_kinds": ["4-a"],
            "persons": 250,
        }
        return self.record("incident", defaults | values)

    def checklist(self, **values: Any) -> str:
        """A list of the office's own, of two items, used from today."""
        items = [
            {"code": code, "group_code": "X", "group_title": "区の確認項目", "wording": f"{code}を講じている。"}
            for code in ("X-1", "X-2")
        ]
        defaults = {"version": f"区-{next(self._numbers)}", "valid_from_on": TODAY, "items": items}
        return self.record("checklist", defaults | values)

    def attach(self, kind: str, record_id: str, *files: tuple[str, bytes], **about: Any) -> tuple[str, ...]:
        """Files attached to a record; a certificate unless told."""
        uploads = [Upload.of(name, content) for name, content in files or [("証明書.pdf", PDF)]]
        return document_actions.attach(
            self.ledger, kind, record_id, uploads, {"document_type": "certificate"} | about, actor=self.actor
        )

    # What the ledger says of it

    def hits(self, engagement_id: str, *, as_of: date = TODAY, at_seq: int | None = None) -> Mapping[str, Hit]:
        """The rules that an engagement breaks, by id, as the ledger stands now."""
        seq = self.ledger.head().seq if at_seq is None else at_seq
        scope = self._contract_of[engagement_id]

        def ask(*only: str) -> dict[str, Hit]:
            found = self.ledger.hits(as_of=as_of, scope=scope, at_seq=seq, only=only)
            return {hit.rule: hit for hit in found if hit.engagement_id == engagement_id}

        return Hits(ask)

    def status(self, engagement_id: str, *, as_of: date = TODAY, at_seq: int | None = None) -> Values:
        """The oversight status of an engagement: a row of the view."""
        rows = self.ledger.read("oversight", as_of=as_of, at_seq=at_seq, scope=self._contract_of[engagement_id])
        return next(row for row in rows.to_dict("records") if row["engagement_id"] == engagement_id)

    @contextmanager
    def refused(self, rule: str) -> Iterator[pytest.ExceptionInfo[RefusedByRule]]:
        """What happens inside is refused by that rule, and nothing of it is recorded."""
        before = self.ledger.head()
        with pytest.raises(RefusedByRule) as caught:
            yield caught
        assert rule in {refusal.rule for refusal in caught.value.refusals}
        assert self.ledger.head() == before


def without(clauses: list[dict[str, str]], *codes: str, state: str = "") -> list[dict[str, str]]:
    """The clauses with some of them in another state, or left out where none is told."""
    changed = [clause | {"state": state} if clause["code"] in codes else clause for clause in clauses]
    return changed if state else [clause for clause in clauses if clause["code"] not in codes]
