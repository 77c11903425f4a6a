-- The last entry of the chain in a pack.
select seq, hash
from read_parquet('journal/chain.parquet')
order by seq desc
limit 1
