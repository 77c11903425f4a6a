"""Structures that several record types share."""

from typing import Annotated

from kantoku.records.base import About, Part, Text
from kantoku.records.vocabulary import ClauseState, PlaceUse
from kantoku.wording import N_


class Place(Part):
    """Where the work is done or the data is kept (作業場所・保管場所).

    Source: 業務体制の届出; guideline annex 2E, 2G.
    """

    address: Annotated[Text, About(N_("Address"))]
    country: Annotated[Text, About(N_("Country"), help=N_("Two letters, such as JP"))] = "JP"
    use: Annotated[PlaceUse | None, About(N_("Kind of area"))] = None


class Clause(Part):
    """Whether a contract has a clause. Source: PPC guideline 4-2-(1)1B (ten are mandatory), 2B (between tiers)."""

    code: Annotated[Text, About(N_("Clause"))]
    state: Annotated[ClauseState, About(N_("State"))]
    article: Annotated[Text | None, About(N_("Article in the contract"))] = None
