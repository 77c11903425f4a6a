-- Which of these files are kept?
select distinct sha256
from document_content
where list_contains($hashes::varchar[], sha256)
order by sha256;
