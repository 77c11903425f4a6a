"""The record declarations: each says all that a form, a table and a reference page need, and is read in one way."""

import itertools
import json
from datetime import date

import pytest
from pydantic import BaseModel

from kantoku import wording
from kantoku.errors import InvalidRecord
from kantoku.my_number import corporate_number
from kantoku.records import (
    KINDS,
    Contract,
    HandlingConfirmation,
    Office,
    Organisation,
    PermissionDecision,
    PermissionRequest,
    Record,
)
from kantoku.records.base import Choice, FieldInfo, Part, fields
from kantoku.records.contract import SubcontractPolicy
from kantoku.records.vocabulary import DataClass


def structures() -> list[type[BaseModel]]:
    """Every record, and every part inside one."""
    parts = {field.part for record in KINDS.values() for field in fields(record) if field.part}
    inner = {field.part for part in parts for field in fields(part) if field.part}
    return [*KINDS.values(), *sorted(parts | inner, key=lambda part: part.__name__)]


def all_fields() -> list[tuple[str, FieldInfo]]:
    return [(cls.__name__, field) for cls in structures() for field in fields(cls)]


def vocabularies() -> list[type[Choice]]:
    found = {field.choices for _cls, field in all_fields() if field.choices}
    return sorted(found, key=lambda choices: choices.__name__)


@pytest.mark.parametrize("record", KINDS.values(), ids=KINDS)
def test_a_record_type_has_a_name_in_one_and_in_many(record: type[Record]) -> None:
    assert record.label
    assert record.label_plural
    assert record.__doc__
    assert "Source:" in record.__doc__


@pytest.mark.parametrize("cls", structures(), ids=lambda cls: cls.__name__)
def test_no_two_fields_of_a_form_are_called_the_same(cls: type[BaseModel]) -> None:
    labels = [field.about.label for field in fields(cls)]
    assert len(set(labels)) == len(labels)
    assert all(labels)


@pytest.mark.parametrize("cls", structures(), ids=lambda cls: cls.__name__)
def test_names_tell_the_type(cls: type[BaseModel]) -> None:
    for field in fields(cls):
        assert field.name.endswith("_on") == field.is_date, field.name
        assert field.name.startswith(("is_", "has_")) == (field.type is bool), field.name


@pytest.mark.parametrize("cls", structures(), ids=lambda cls: cls.__name__)
def test_what_a_record_cannot_be_without_it_also_needs(cls: type[BaseModel]) -> None:
    if issubclass(cls, Record):
        assert [field.name for field in fields(cls) if field.is_required and not field.about.needed] == []


def test_references_name_kinds_and_are_called_ids() -> None:
    for cls, field in all_fields():
        assert set(field.about.refers_to) <= set(KINDS), (cls, field.name)
        assert bool(field.about.refers_to) == field.name.endswith("_id"), (cls, field.name)


def test_identifiers_are_normalised_as_such() -> None:
    """Only a field that is declared as identifier may be exempt from the check of Individual Numbers."""
    for cls, field in all_fields():
        if field.name in {"number", "document_number", "corporate_number"}:
            assert field.about.identifier, (cls, field.name)


@pytest.mark.parametrize("choices", vocabularies(), ids=lambda choices: choices.__name__)
def test_a_vocabulary_shows_no_two_values_alike(choices: type[Choice]) -> None:
    assert len({choice.label for choice in choices}) == len(list(choices))
    assert all(choice.value.isascii() and choice.value == choice.value.lower() for choice in choices)


# Reading


def test_what_is_not_given_is_absent() -> None:
    given = {"name": "会社", "kana": "", "address": None, "certifications": [], "note": "　 "}
    assert Organisation.read(given) == Organisation.read({"name": "会社"})
    assert json.loads(Organisation.read(given).body()) == {"country": "JP", "name": "会社"}


def test_a_body_is_canonical() -> None:
    contract = Contract.read(
        {
            "title": "業務",
            "number": "契約-1",
            "organisation_id": "a",
            "starts_on": "2026-04-01",
            "amount": 0,
            "is_principal_part_barred": False,
            "places": [{"use": "controlled", "address": "荒川区"}],
        }
    )
    assert contract.body() == (
        '{"amount":0,"is_principal_part_barred":false,"number":"契約-1","organisation_id":"a",'
        '"places":[{"address":"荒川区","country":"JP","use":"controlled"}],"starts_on":"2026-04-01","title":"業務"}'
    )
    assert Contract.from_body(contract.body()) == contract


def test_the_order_of_typing_makes_no_other_body() -> None:
    values = {"name": "会社", "kana": "カイシャ", "country": "JP", "note": "備考"}
    bodies = {Organisation.read(dict(order)).body() for order in itertools.permutations(values.items())}
    assert len(bodies) == 1


def test_text_is_kept_as_typed_and_identifiers_are_normalised() -> None:
    contract = Contract.read({"number": " 契約－１２３ ", "title": " ①業務（㈱） ", "organisation_id": "a"})
    assert (contract.number, contract.title) == ("契約-123", "①業務（㈱）")


def test_choices_are_read_from_their_values() -> None:
    contract = Contract.read({"number": "1", "title": "業務", "organisation_id": "a", "policy": "prohibited"})
    assert contract.policy is SubcontractPolicy.PROHIBITED
    assert SubcontractPolicy.PROHIBITED.label == "Prohibited without exception"
    assert [choice.value for choice in DataClass] == ["none", "personal", "sensitive", "spi", "unknown"]


def test_a_record_does_not_change() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Organisation.read({"name": "会社"}).name = "別の会社"  # type: ignore[misc]


def test_missing_lists_what_a_complete_record_has() -> None:
    assert Organisation.read({"name": "会社"}).missing() == ["address"]
    assert Organisation.read({"name": "会社", "address": "荒川区"}).missing() == []
    confirmation = HandlingConfirmation.read({"contract_id": "a", "engagement_id": "a"})
    assert confirmation.missing() == ["number", "occasion", "confirmed_on", "confirmed_by", "method", "overall"]


DECIDED = {"contract_id": "a", "engagement_id": "b", "outcome": "permitted", "decided_on": "2026-04-01"}
UNFIT = {
    "contract without title": (Contract, {"number": "1", "organisation_id": "a"}, "Title: needed"),
    "blank title": (Contract, {"number": "1", "organisation_id": "a", "title": "　"}, "Title: needed"),
    "a word for a date": (Organisation, {"name": "会社", "suspended_from_on": "来年"}, "from: not a date"),
    "no choice": (Organisation, {"name": "会社", "relation": "cousin"}, "company: not one of the choices"),
    "a word for a number": (
        Contract,
        {"number": "1", "organisation_id": "a", "title": "件名", "amount": "百万"},
        "Amount (yen): not a whole number",
    ),
    "a number for a text": (Organisation, {"name": 5}, "Name: not a text"),
    "less than nothing": (
        Contract,
        {"number": "1", "organisation_id": "a", "title": "件名", "amount": -1},
        "Amount (yen): not a value",
    ),
    "more than can be kept": (
        Contract,
        {"number": "1", "organisation_id": "a", "title": "件名", "amount": 2**63},
        "Amount (yen): not a value",
    ),
    "a control character": (Organisation, {"name": "会\x00社"}, "Name: "),
    "inside a list": (Organisation, {"name": "会社", "certifications": [{"scheme": "iso"}]}, "Certifications: "),
    "an unknown field": (Organisation, {"name": "会社", "colour": "青"}, "colour: "),
    "an end before the beginning": (
        Contract,
        {"number": "1", "organisation_id": "a", "title": "件名", "starts_on": "2026-04-01", "ends_on": "2026-03-31"},
        "Ends on: earlier than “Starts on” (2026-04-01)",
    ),
    "a permission that ended before it was decided": (
        PermissionDecision,
        DECIDED | {"valid_until_on": "2026-03-31"},
        "Permitted until: earlier than “Decided on” (2026-04-01)",
    ),
    "a permission that ends before it begins": (
        PermissionDecision,
        DECIDED | {"valid_from_on": "2026-05-01", "valid_until_on": "2026-04-30"},
        "Permitted until: earlier than “Permitted from” (2026-05-01)",
    ),
    "revoked before it was given": (
        PermissionDecision,
        DECIDED | {"revoked_on": "2026-03-31"},
        "Revoked on: earlier than “Decided on” (2026-04-01)",
    ),
    "withdrawn before it was requested": (
        PermissionRequest,
        {"contract_id": "a", "engagement_id": "b", "requested_on": "2026-04-01", "withdrawn_on": "2026-03-31"},
        "Withdrawn by the applicant on: earlier than “Requested on” (2026-04-01)",
    ),
    "a confirmation that holds until before it was made": (
        HandlingConfirmation,
        {"contract_id": "a", "engagement_id": "a", "confirmed_on": "2026-04-01", "valid_until_on": "2026-03-31"},
        "Holds until: earlier than “Confirmed on” (2026-04-01)",
    ),
    "a pattern that is none": (Office, {"identifier_patterns": ["第[0-9+号"]}, "“第[0-9+号” is no regular expression"),
    "a wrong corporate number": (Organisation, {"name": "会社", "corporate_number": "1234567890123"}, "number: "),
}


@pytest.mark.parametrize(("record", "values", "said"), UNFIT.values(), ids=UNFIT.keys())
def test_what_does_not_fit_is_said_by_field(
    english: None, record: type[Record], values: dict[str, object], said: str
) -> None:
    with pytest.raises(InvalidRecord) as told:
        record.read(values)
    assert said in told.value.sentence


def test_every_field_that_does_not_fit_is_said_at_once() -> None:
    with pytest.raises(InvalidRecord) as told:
        Contract.read({"starts_on": "x", "amount": "y"})
    assert len(told.value.problems) == 5


@pytest.mark.parametrize(("language", "said"), [("ja", "契約番号"), ("en", "Contract no.")])
def test_fields_are_called_as_people_call_them(language: str, said: str) -> None:
    wording.use(language)
    with pytest.raises(InvalidRecord, match=said):
        Contract.read({"title": "件名", "organisation_id": "a"})


def test_a_corporate_number_is_kept_in_one_spelling() -> None:
    number = corporate_number("999999000001")
    assert Organisation.read({"name": "会社", "corporate_number": number}).corporate_number == number


def test_a_part_takes_only_its_own_fields() -> None:
    parts = [cls for cls in structures() if issubclass(cls, Part)]
    assert len(parts) >= 8
    assert all(part.model_config["extra"] == "forbid" and part.model_config["frozen"] for part in parts)


def test_days_that_follow_each_other_may_be_one() -> None:
    decided = DECIDED | dict.fromkeys(("valid_from_on", "valid_until_on", "notified_on", "revoked_on"), "2026-04-01")
    assert PermissionDecision.read(decided).valid_until_on == date(2026, 4, 1)


def test_a_day_that_cannot_precede_another_is_declared_after_it() -> None:
    for cls in structures():
        names = [field.name for field in fields(cls)]
        for field in fields(cls):
            for earlier in field.about.not_before:
                assert names.index(earlier) < names.index(field.name), (cls, field.name)


def test_a_contradiction_of_days_is_said_in_japanese() -> None:
    with pytest.raises(InvalidRecord) as told:
        PermissionDecision.read(DECIDED | {"valid_until_on": "2026-03-31"})
    assert "許諾の有効期限：「決定日」（令和8年4月1日）より前の日付です" in told.value.sentence


def test_dates_may_be_given_as_dates() -> None:
    given = Organisation.read({"name": "会社", "suspended_from_on": date(2026, 4, 1)})
    assert given == Organisation.read({"name": "会社", "suspended_from_on": "2026-04-01"})
