-- Which format the ledger has, and from which record declarations its tables were made.
select format, declarations
from ledger.ledger_info;
