"""The affair that a contract serves, as the My Number Act classes it."""

from kantoku.records.base import Choice
from kantoku.wording import N_


class Affair(Choice):
    """Class of affair under the My Number Act (article 2(11), (12))."""

    USE = "use", N_("Affairs using Individual Numbers")
    RELATED = "related", N_("Affairs related to Individual Numbers")
    BOTH = "both", N_("Both affairs")
    OUTSIDE = "outside", N_("Outside the My Number Act")


class AffairBasis(Choice):
    """By which paragraph of article 9 of the My Number Act the affair uses or relates to Individual Numbers."""

    TABLE = "table", N_("Article 9(1): table of the Act")
    ORDINANCE = "ordinance", N_("Article 9(2): ordinance of the office")
    RELATED = "related", N_("Article 9(4): related affairs")
