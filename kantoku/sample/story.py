"""What happened in the sample office, day by day: the regular course of its contracts, then what records.toml tells."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from kantoku import catalogue
from kantoku.dates import add_months, fiscal_year
from kantoku.records import OFFICE_ID
from kantoku.sample import engagements, files, usual
from kantoku.sample.calendar import Calendar, opened
from kantoku.sample.engagements import Engagement
from kantoku.sample.files import Row

Values = dict[str, Any]

_ASKED = {"permitted", "conditional", "paper", "advance", "lapsing"}
_TRAINED_BY, _TRAINING = 9, "標的型攻撃への対応、漏えい時の報告、媒体の取扱い"
_NAMES = {"permission_request": "申請", "permission_decision": "決定", "handling_confirmation": "確認"}
_INSTRUCTIONS = {"on", "of", "kind", "key", "change", "copy", "withdraw", "all_items", "first_items", "partly"}
_INSTRUCTIONS |= {"not_applicable", "subjects", "text", "added"}


@dataclass(frozen=True)
class Event:
    """A record put on file on a day. values: of a change only what differs; None takes the record off again.

    In the values a text "@税1" stands for the id of the record of that key, an upload for a file.
    """

    day: datetime.date
    kind: str
    key: str
    values: Values | None
    reason: str = ""


@dataclass(frozen=True)
class Story:
    """The office's past up to yesterday."""

    calendar: Calendar
    engagements: dict[str, Engagement]

    @classmethod
    def until(cls, today: datetime.date) -> "Story":
        calendar = Calendar(today)
        return cls(calendar, engagements.all_of(calendar))

    @property
    def first_day(self) -> datetime.date:
        return opened(min(at.starts_on for at in self.engagements.values()))

    def events(self) -> list[Event]:
        """In the order in which they were put on file: what another refers to comes before it."""
        told = [
            *self._office(),
            *(event for row in files.rows("contracts") for event in self._contract(row)),
            *(event for row in files.rows("subcontracts") for event in self._subcontract(row)),
            *(event for row in files.rows("audits") for event in self._audits(row)),
            *(event for row in files.rows("contracts") for event in self._reports(row)),
            *(event for row in files.rows("contracts") for event in self._endings(row)),
            *(self._told(entry) for name in ("records", "life_cycle") for entry in files.tables(name)["record"]),
        ]
        return sorted((event for event in told if event.day < self.calendar.today), key=lambda event: event.day)

    def _office(self) -> Iterator[Event]:
        day = self.first_day
        yield Event(day, "office", OFFICE_ID, usual.OFFICE)
        for position, row in enumerate(files.rows("organisations"), 1):
            certified_until = self.calendar.day(f"t+{position * 37 % 700}")
            yield Event(day, "organisation", row["key"], usual.organisation(row, position, certified_until))
        ward = files.tables("ward_audit")
        items = [{"code": item.code} for item in catalogue.audit_items(ward["audit"]["items_version"])]
        yield Event(day, "audit", "区監査", ward["audit"] | {"items": items}, "公表された報告書からの転記")
        for finding in ward["finding"]:
            values = ward["finding_usual"] | finding | {"audit_id": "@区監査"}
            yield Event(day, "finding", finding["number"], values, "公表された報告書からの転記")

    def _contract(self, row: Row) -> Iterator[Event]:
        at = self.engagements[row["key"]]
        day, values = opened(at.starts_on), usual.contract(row, at)
        declared = self.calendar.working_day(row["declared"]) if row["declared"] else None
        is_declared_at_once = declared is not None and declared <= day
        yield Event(day, "contract", at.key, values | {"none_declared_on": declared if is_declared_at_once else None})
        if at.renewed != "no":
            before = opened(at.starts_on - datetime.timedelta(days=20))
            yield Event(day, "handling_confirmation", f"{at.key}:確認", usual.confirmation(at, before, "selection"))
        yield from self._renewals(at)
        if declared and not is_declared_at_once:
            yield Event(declared, "", at.key, {"none_declared_on": declared}, "再委託がない旨の申告書の受領")
        over = opened(at.ends_on + datetime.timedelta(days=6))
        judged = {"pia_judged_on": over} if at.data_class == "spi" else {}
        yield Event(over, "", at.key, {"stage": "ended", "ended_on": at.ends_on, **judged}, "契約期間の満了")

    def _renewals(self, at: Engagement) -> Iterator[Event]:
        for year in range(fiscal_year(at.starts_on), fiscal_year(self.calendar.today) + 1):
            day = opened(datetime.date(year, 10, 5))
            if at.renewed == "yearly" and at.is_under_way(day):
                key = f"{at.key}:確認{year}"
                yield Event(day, "handling_confirmation", key, usual.confirmation(at, day, "yearly"))

    def _subcontract(self, row: Row) -> Iterator[Event]:
        at, course = self.engagements[row["key"]], row["course"]
        day = self.calendar.working_day(row["known"]) if row["known"] else _before(at, 25)
        found = {"discovered_on": day} if course == "found" else {}
        yield Event(day, "subcontract", at.key, usual.subcontract(row, at) | found)
        if course in _ASKED:
            yield from self._permission(at, course)
        yield from self._renewals(at)

    def _permission(self, at: Engagement, course: str) -> Iterator[Event]:
        asked, confirmed, decided = _before(at, 25), _before(at, 14), _before(at, 10)
        kind = usual.ADVANCE if course == "advance" else {}
        yield Event(asked, "permission_request", f"{at.key}:申請", usual.request(at, asked) | kind)
        yield Event(confirmed, "handling_confirmation", f"{at.key}:確認", usual.confirmation(at, confirmed))
        values = usual.decision(at, decided, "conditional" if course == "conditional" else "permitted")
        if course == "paper":
            values |= {"taken": "on_paper", "late_reason": "紙の決裁の後に台帳へ転記したため"}
        if course == "lapsing":
            values |= {"valid_until_on": self.calendar.day("t-20")}
        logged = _before(at, 7) if course == "paper" else decided
        if course == "advance":
            values |= {"start_by_on": add_months(at.starts_on, 6)}
        yield Event(logged, "permission_decision", f"{at.key}:決定", values | {"request_id": f"@{at.key}:申請"})
        yield from self._passed_on(at, course)

    def _passed_on(self, at: Engagement, course: str) -> Iterator[Event]:
        """What is learnt after the permission; nobody wrote it down where the decision itself was only on paper."""
        if course != "paper":
            told, checked = _before(at, 8), _before(at, 5)
            why = "許諾の伝達及び再委託先による確認の日を追記"
            yield Event(_before(at, 4), "", f"{at.key}:決定", {"told_on": told, "checked_on": checked}, why)
        if course == "advance":
            yield Event(opened(at.starts_on), "", at.key, {"actual_started_on": at.starts_on}, "開始報告の受領")
            reported = self.calendar.working_day("t-20")
            yield Event(reported, "", at.key, {"status_reported_on": reported}, "状況報告の受領")

    def _reports(self, row: Row) -> Iterator[Event]:
        """What the contractor reports in the weeks after each quarter or half year."""
        at, told = self.engagements[row["key"]], files.tables("life_cycle")["reports"]
        months = 3 if usual.contract(row, at)["reporting_interval"] == "quarterly" else 6
        since = self.calendar.today - datetime.timedelta(days=240) if at.key in told["late"] else datetime.date.max
        first = at.starts_on
        while first < min(at.ends_on, self.calendar.today):
            following = add_months(first, months)
            last = min(following - datetime.timedelta(days=1), at.ends_on)
            day = opened(last + datetime.timedelta(days=10))
            if day < since:
                values = usual.periodic_report(at, first, last, day) | self._stated(row) | self._trained(at, last)
                yield Event(day, "periodic_report", f"{at.key}:報告{last}", values)
            first = following

    def _stated(self, row: Row) -> Values:
        """Who declared it at the beginning of the year, declares with each report that nothing is subcontracted."""
        return {"subcontracting": "none"} if "/" in row["declared"] else {}

    def _trained(self, at: Engagement, last: datetime.date) -> Values:
        """The training of the year, attested with the report that ends in September."""
        if last.month != _TRAINED_BY:
            return {}
        held = opened(datetime.date(last.year, _TRAINED_BY, 10))
        untold = files.tables("life_cycle")["reports"]["untrained"]
        found = {row["key"] for row in files.rows("subcontracts") if row["course"] == "found"}
        trained = {
            each.organisation: {"organisation_id": f"@{each.organisation}", "held_on": held, "content": _TRAINING}
            for each in self._under(at)
            if each.data_class == "spi" and each.is_under_way(held)
            if each.organisation not in untold and each.key not in found
        }
        return {"trainings": list(trained.values())}

    def _endings(self, row: Row) -> Iterator[Event]:
        """What each tier proves when its work has ended, before the contract is set to ended."""
        at, told = self.engagements[row["key"]], files.tables("life_cycle")["endings"]
        day = opened(at.ends_on + datetime.timedelta(days=5))
        for each in self._under(at):
            if each.data_class != "none" and each.key not in told["unproved"]:
                lacks = {"certificate": None} if each.key in told["uncertified"] else {}
                yield Event(day, "disposal", f"{each.key}:返却廃棄", usual.disposal(each, day) | lacks)

    def _under(self, at: Engagement) -> list[Engagement]:
        """A contract and all that hangs under it."""
        return [each for each in self.engagements.values() if each.contract == at.key]

    def _audits(self, row: Row) -> Iterator[Event]:
        for year in row["years"].split():
            audited = self.calendar.working_day(f"{year}/{row['on']}")
            subjects = [self.engagements[key] for key in row["subjects"].split()]
            visited = [at for at in subjects if at.is_under_way(audited)]
            day = opened(audited + datetime.timedelta(days=14))
            if visited:
                yield Event(day, "audit", f"{row['key']}{year}", usual.audit(row, visited, audited, day))

    # What records.toml tells

    def _told(self, entry: Values) -> Event:
        day, reason = self.calendar.working_day(entry["on"]), entry.get("reason", "")
        own = {name: self._days(name, value) for name, value in entry.items() if name not in _INSTRUCTIONS}
        if "change" in entry:
            values = None if entry.get("withdraw") else {name: own[name] for name in own if name != "reason"}
            return Event(day, "", entry["change"], values, reason)
        if "copy" in entry:
            row = next(row for row in files.rows("contracts") if row["key"] == entry["copy"])
            return Event(day, "contract", entry["key"], usual.contract(row, self.engagements[entry["copy"]]))
        kind = entry["kind"]
        key = entry.get("key") or f"{entry['of']}:{_NAMES[kind]}"
        return Event(day, kind, key, self._usual(entry, day) | own)

    def _usual(self, entry: Values, day: datetime.date) -> Values:
        if entry["kind"] in _OF_NO_WORK:
            return _OF_NO_WORK[entry["kind"]](entry)
        if entry["kind"] == "audit":
            visited = [self.engagements[key] for key in entry["subjects"]]
            return usual.audit(
                {"key": entry["key"], "methods": ["on_site"]} | entry | {"kind": "inspection"}, visited, day, day
            )
        at = self.engagements[entry["of"]]
        if entry["kind"] == "handling_confirmation":
            return usual.confirmation(at, day) | _answers(entry)
        return {
            "permission_request": usual.request,
            "permission_decision": usual.decision,
            "finding": usual.finding,
            "incident": usual.incident,
        }[entry["kind"]](at, day)

    def _days(self, name: str, value: Any) -> Any:
        if isinstance(value, list):
            return [self._days(name, item) for item in value]
        if isinstance(value, dict):
            return {inner: self._days(inner, item) for inner, item in value.items()}
        return self.calendar.working_day(value) if name.endswith("_on") and value else value


# Records that are about no engagement of their own: what is usual follows from the entry alone.
_OF_NO_WORK: dict[str, Callable[[Values], Values]] = {
    "checklist": lambda entry: {"items": usual.checklist_items(entry["added"])},
    "document": lambda entry: usual.document(entry["name"], entry["text"]),
    "journal_review": lambda _entry: {"reviewed_by": "情報システム課長"},
}


def _before(at: Engagement, days: int) -> datetime.date:
    return opened(at.starts_on - datetime.timedelta(days=days))


def _answers(entry: Values) -> Values:
    if entry.get("form") != "items":
        return {}
    partly, not_applicable = entry.get("partly", {}), entry.get("not_applicable", {})
    items = usual.confirmed_items(partly=partly, not_applicable=not_applicable, first=entry.get("first_items"))
    return {"items": items, "items_version": usual.ITEMS_VERSION, "sheet": None}
