-- Takes the bytes of one file away.
delete from document_content
where sha256 = $sha256;
