"""Contracts with what is passed on below them, as far as their records repeat it."""

from dataclasses import dataclass

from kantoku.synthesis import words
from kantoku.synthesis.chance import Chance
from kantoku.synthesis.words import Work

# The tree of a contract: for each subcontract the position of the tier above it, 0 for the contract. Three on average.
_SHAPES: tuple[tuple[int, ...], ...] = (
    (),
    (0,),
    (0, 0),
    (0, 1),
    (0, 0, 0),
    (0, 0, 1),
    (0, 1, 2),
    (0, 0, 1, 3),
    (0, 0, 1, 1),
    (0, 1, 1, 2),
    (0, 0, 1, 2, 3),
    (0, 0, 0, 1, 1),
)

# How a permission went, and how many in a hundred went so or one of the ways before it.
_COURSES = ("permitted", "conditional", "on_paper", "requested", "refused", "upper_tier", "none")
_COURSE_WEIGHTS = (82, 90, 95, 97, 98, 99, 100)


@dataclass(frozen=True, slots=True)
class Span:
    """A period of work, as ordinals; years: how many fiscal years it runs."""

    starts: int
    ends: int
    years: int


@dataclass(frozen=True, slots=True)
class Engagement:
    """organisation, upper: the numbers of the business and of the one above it; depth: 0 for the contract itself."""

    contract_id: str
    engagement_id: str
    parent_id: str
    organisation: int
    upper: int
    depth: int
    is_leaf: bool
    course: str
    work: Work
    span: Span

    @property
    def data_items(self) -> list[str] | None:
        """What it handles: one item less with every tier."""
        return list(self.work.data_items[: max(1, len(self.work.data_items) - self.depth)]) or None


def tree(chance: Chance, span: Span, *, most: int, organisations: int) -> list[Engagement]:
    """A contract and up to most - 1 subcontracts, each after the one above it; no business stands in it twice."""
    contract_id, work = chance.id(), chance.one_of(words.WORKS)
    above = chance.one_of(_SHAPES)[: most - 1]
    first = chance.between(0, organisations - 1)
    grown = [Engagement(contract_id, contract_id, "", first, -1, 0, not above, "", work, span)]
    for position, parent in enumerate(above, 1):
        upper = grown[parent]
        grown.append(
            Engagement(
                contract_id=contract_id,
                engagement_id=chance.id(),
                parent_id=upper.engagement_id,
                organisation=(first + position) % organisations,
                upper=upper.organisation,
                depth=upper.depth + 1,
                is_leaf=position not in above,
                course=chance.weighted(_COURSES, _COURSE_WEIGHTS),
                work=work,
                span=span,
            )
        )
    return grown
