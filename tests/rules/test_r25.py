"""R25: nothing that looks like an Individual Number gets in, through no entrance, in no spelling."""

from collections.abc import Callable

import pytest

from kantoku import wording
from kantoku.errors import IndividualNumberFound
from kantoku.my_number import corporate_number
from tests.office import SHEET, YESTERDAY, Office

# Made for this test: twelve digits whose last is the check digit.
NUMBER = "123456789018"

SPELLINGS = [
    "123456789018",
    "1234-5678-9018",
    "1234 5678 9018",
    "1234　5678　9018",
    "１２３４５６７８９０１８",
    "１２３４－５６７８－９０１８",
    "番号は123456789018です。",
    "氏名:架空 太郎\n番号:1234-5678-9018",
]

NO_NUMBER = [
    "123456789012",  # the check digit does not fit
    "1234567890180",  # thirteen digits
    f"法人番号 {corporate_number('123456789018')}",
    "03-1234-5678、080-1234-5678",
    "2026-11-20から2027-03-31まで",
    "123,456,789,018円",
]


def title(office: Office, text: str) -> None:
    office.contract(title=text)


def long_text(office: Office, text: str) -> None:
    office.organisation(note=text)


def list_of_texts(office: Office, text: str) -> None:
    office.contract(data_items=["氏名", text])


def inside_a_part(office: Office, text: str) -> None:
    office.contract(places=[{"address": text}])


def file_name(office: Office, text: str) -> None:
    office.confirm(office.contract(), sheet={**SHEET, "name": f"{text}.pdf"})


def finding(office: Office, text: str) -> None:
    office.finding(office.contract(), content=text)


def reason_of_a_correction(office: Office, text: str) -> None:
    office.revise("organisation", office.organisation(), reason=text, note="訂正")


def ground_of_an_erasure(office: Office, text: str) -> None:
    mistaken = office.organisation()
    written = office.ledger.head().seq
    office.withdraw("organisation", mistaken)
    office.ledger.erase(written, ground=text, actor="情報 管理")


def file_of_an_export(office: Office, text: str) -> None:
    office.ledger.note("export.made", {"file": f"{text}.xlsx", "filters": {"search": ""}}, actor="法務 四郎")


ENTRANCES = [
    title,
    long_text,
    list_of_texts,
    inside_a_part,
    file_name,
    finding,
    reason_of_a_correction,
    ground_of_an_erasure,
    file_of_an_export,
]


@pytest.mark.parametrize("entrance", ENTRANCES, ids=lambda entrance: entrance.__name__)
def test_denies_it_at_every_entrance(office: Office, entrance: Callable[[Office, str], None]) -> None:
    with pytest.raises(IndividualNumberFound) as told:
        entrance(office, SPELLINGS[1])
    assert NUMBER not in str(told.value)
    assert "1234-5678-9018" not in str(told.value)


@pytest.mark.parametrize("text", SPELLINGS)
def test_denies_every_spelling(office: Office, text: str) -> None:
    before = office.ledger.head()
    with pytest.raises(IndividualNumberFound):
        office.organisation(note=text)
    assert office.ledger.head() == before


@pytest.mark.parametrize("text", NO_NUMBER)
def test_allows_other_numbers(office: Office, text: str) -> None:
    assert office.ledger.get("organisation", office.organisation(note=text))[0].note == text


def test_allows_a_text_without_numbers_at_every_entrance(office: Office) -> None:
    for entrance in ENTRANCES:
        entrance(office, "差し障りのない記載")


@pytest.mark.parametrize(("language", "field"), [("ja", "備考"), ("en", "Note")])
def test_denies_naming_the_field(office: Office, language: str, field: str) -> None:
    wording.use(language)
    with pytest.raises(IndividualNumberFound) as told:
        office.organisation(note=NUMBER)
    assert told.value.fields == (field,)
    assert field in told.value.sentence


# One number in ten passes the check by chance, so an office can register the form of its own document numbers.


def numbered(office: Office, number: str) -> str:
    work = office.subcontract(office.contract())
    return office.decide(
        work,
        outcome="refused",
        taken="on_paper",
        decided_on=YESTERDAY,
        document_number=number,
        late_reason="後日記録のため",
    )


def test_denies_a_document_number_whose_form_is_not_registered(office: Office) -> None:
    with pytest.raises(IndividualNumberFound):
        numbered(office, NUMBER)


def test_allows_a_document_number_of_a_registered_form(office: Office) -> None:
    office.policy(identifier_patterns=[r"12\d{10}", r"第\d+号"])
    decision = numbered(office, NUMBER)
    assert office.ledger.get("permission_decision", decision)[0].document_number == NUMBER


def test_allows_it_in_full_width_because_it_is_one_number(office: Office) -> None:
    office.policy(identifier_patterns=[r"12\d{10}"])
    decision = numbered(office, "１２３４５６７８９０１８")
    assert office.ledger.get("permission_decision", decision)[0].document_number == NUMBER


def test_denies_a_document_number_that_fits_the_form_only_in_part(office: Office) -> None:
    office.policy(identifier_patterns=[r"12\d{10}"])
    with pytest.raises(IndividualNumberFound):
        numbered(office, f"写 {NUMBER}")


def test_denies_the_registered_form_anywhere_but_in_an_identifier(office: Office) -> None:
    office.policy(identifier_patterns=[r"12\d{10}"])
    with pytest.raises(IndividualNumberFound):
        office.organisation(note=NUMBER)


def test_allows_what_the_program_computed(office: Office) -> None:
    work = office.subcontract(office.contract())
    sheet = {"name": "確認書.pdf", "size": 48211, "sha256": f"a{NUMBER}b".ljust(64, "c")}
    confirmation = office.confirm(work, sheet=sheet)
    assert office.ledger.get("handling_confirmation", confirmation)[0].sheet.name == "確認書.pdf"


def test_the_refused_number_lies_nowhere_in_the_file(own_office: Office) -> None:
    with pytest.raises(IndividualNumberFound):
        own_office.organisation(note=f"番号 {NUMBER}")
    path = own_office.ledger.path
    own_office.ledger.close()
    for file in path.parent.iterdir():
        assert NUMBER.encode() not in file.read_bytes()
