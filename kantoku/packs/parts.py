"""The parts of a pack that can be chosen. What proves it - journal, completeness, manifest - is always in it."""

from enum import StrEnum

from kantoku.wording import N_


class Part(StrEnum):
    """report: as PDF. register: the workbook. tables: the same as CSV and Parquet. documents: the attached files."""

    REPORT = "report"
    REGISTER = "register"
    TABLES = "tables"
    DOCUMENTS = "documents"


USUAL = frozenset({Part.REPORT, Part.REGISTER, Part.TABLES})

NAMES = {
    Part.REPORT: N_("Report (PDF)"),
    Part.REGISTER: N_("Register (Excel)"),
    Part.TABLES: N_("Tables (CSV, Parquet)"),
    Part.DOCUMENTS: N_("Attached files"),
}
