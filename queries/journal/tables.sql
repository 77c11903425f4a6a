-- The tables of the attached file, to tell a ledger from any other file.
select table_name
from duckdb_tables()
where database_name = 'ledger'
order by table_name;
