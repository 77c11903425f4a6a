-- One part of a file.
select part
from document_content
where sha256 = $sha256 and position = $position;
