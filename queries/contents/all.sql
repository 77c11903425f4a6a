-- The files that are kept, each with its number of parts.
select sha256, count(*) as parts
from document_content
group by sha256
order by sha256;
