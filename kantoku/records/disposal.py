"""What became of the data when entrusted work ended: returned, erased or destroyed, tier by tier."""

import datetime
from typing import Annotated, ClassVar

from kantoku.records.base import About, Choice, Identifier, Record, Text
from kantoku.records.confirmation import Sheet
from kantoku.wording import N_


class DisposalWay(Choice):
    """Source: guideline annex 1, 2E-d; contract clause 6."""

    RETURNED = "returned", N_("Returned")
    ERASED = "erased", N_("Erased irrecoverably")
    SHREDDED = "shredded", N_("Shredded")
    DISSOLVED = "dissolved", N_("Dissolved")
    INCINERATED = "incinerated", N_("Incinerated")
    DESTROYED = "destroyed", N_("Physically destroyed")
    CARRIED_OVER = "carried_over", N_("Kept for the contract that follows")
    NONE_HELD = "none_held", N_("Nothing was held")


LACKS = {
    "ways": N_("Way of return or disposal"),
    "disposed_on": N_("Done on"),
    "confirmed_on": N_("Confirmed on"),
    "confirmed_by": N_("Confirmed by"),
    "certificate": N_("certificate, or why there is none"),
    "early": N_("done while the work still ran"),
}
"""What keeps a record of it from being a proof, as disposal_lacks says it (queries/views/63_disposals_due.sql)."""


class Disposal(Record):
    """Return or disposal of the data by one tier at the end of its work (返却・廃棄・消去), with its proof.

    Complete: dated, with its way, confirmed by somebody of the office, and with the certificate or the reason why there
    is none. It proves the end of the work only if it was done when the work was over. Data that goes on under the
    contract that follows is carried over, not disposed of.
    Source: PPC guideline 4-2-(1)1B, 6; annex 1, 2E-d.
    """

    kind: ClassVar[str] = "disposal"
    label: ClassVar[str] = N_("Return or disposal of data")
    label_plural: ClassVar[str] = N_("Returns and disposals of data")

    contract_id: Annotated[Text, About(N_("Contract"), needed=True, refers_to=("contract",))]
    engagement_id: Annotated[Text, About(N_("Engagement"), needed=True, refers_to=("contract", "subcontract"))]
    ways: Annotated[
        tuple[DisposalWay, ...], About(N_("Way of return or disposal"), needed=True, source="ppc-gl-annex1-2Ed")
    ] = ()
    disposed_on: Annotated[datetime.date | None, About(N_("Done on"), needed=True, happened=True)] = None
    disposed_by: Annotated[Text | None, About(N_("Done by"), needed=True)] = None
    what: Annotated[Text | None, About(N_("Data and media concerned"), long=True)] = None
    how: Annotated[Text | None, About(N_("Tool or procedure"), long=True)] = None
    certificate: Annotated[Sheet | None, About(N_("Certificate"), source="ppc-gl-annex1-2Ed")] = None
    certificate_number: Annotated[Identifier | None, About(N_("Certificate no."), identifier=True)] = None
    no_certificate_reason: Annotated[
        Text | None,
        About(N_("Why there is no certificate"), help=N_("Such as: erased in the presence of the office"), long=True),
    ] = None
    confirmed_on: Annotated[
        datetime.date | None,
        About(N_("Confirmed on"), needed=True, not_before=("disposed_on",), happened=True),
    ] = None
    confirmed_by: Annotated[Text | None, About(N_("Confirmed by"), needed=True)] = None
    note: Annotated[Text | None, About(N_("Note"), long=True)] = None
