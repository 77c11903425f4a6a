"""A business that works for the office at some tier."""

import datetime
from typing import Annotated, ClassVar

from kantoku.records.base import About, Choice, CorporateNumber, Identifier, Part, Record, Text
from kantoku.wording import N_


class Relation(Choice):
    """Tie to the parent company. It gives no exemption from permission (R07)."""

    SUBSIDIARY = "subsidiary", N_("Subsidiary")
    AFFILIATE = "affiliate", N_("Affiliate")
    NONE = "none", N_("No parent company")


class Scheme(Choice):
    ISMS = "isms", N_("ISMS (ISO/IEC 27001)")
    PRIVACY_MARK = "privacy_mark", N_("PrivacyMark")
    ISMAP = "ismap", N_("ISMAP")
    OTHER = "other", N_("Other certification")


class Certification(Part):
    scheme: Annotated[Scheme, About(N_("Scheme"))]
    number: Annotated[Identifier | None, About(N_("Registration no."), identifier=True)] = None
    scope: Annotated[Text | None, About(N_("Certified scope"))] = None
    expires_on: Annotated[datetime.date | None, About(N_("Certified until"))] = None


class Organisation(Record):
    """A contractor or subcontractor (事業者). Source: application forms; 番号法39条 (corporate number)."""

    kind: ClassVar[str] = "organisation"
    label: ClassVar[str] = N_("Organisation")
    label_plural: ClassVar[str] = N_("Organisations")

    name: Annotated[Text, About(N_("Name"), needed=True, folded=True)]
    kana: Annotated[Text | None, About(N_("Reading (kana)"), folded=True)] = None
    corporate_number: Annotated[
        CorporateNumber | None,
        About(N_("Corporate number"), help=N_("13 digits"), source="number-act-39", identifier=True),
    ] = None
    address: Annotated[Text | None, About(N_("Address"), needed=True)] = None
    country: Annotated[
        Text, About(N_("Country"), needed=True, help=N_("Two letters, such as JP"), source="ppc-gl-annex1-2G")
    ] = "JP"
    representative: Annotated[Text | None, About(N_("Representative"))] = None
    contact: Annotated[Text | None, About(N_("Contact"))] = None
    privacy_officer: Annotated[Text | None, About(N_("Person responsible for personal data"))] = None
    parent_id: Annotated[Text | None, About(N_("Parent company"), refers_to=("organisation",))] = None
    relation: Annotated[Relation | None, About(N_("Tie to the parent company"), source="mic-2018")] = None
    certifications: Annotated[tuple[Certification, ...], About(N_("Certifications"))] = ()
    suspended_from_on: Annotated[datetime.date | None, About(N_("Suspended from bidding from"))] = None
    suspended_until_on: Annotated[
        datetime.date | None, About(N_("Suspended from bidding until"), not_before=("suspended_from_on",))
    ] = None
    note: Annotated[Text | None, About(N_("Note"), long=True)] = None
