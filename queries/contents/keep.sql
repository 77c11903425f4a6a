-- Keeps one part of a file.
insert into document_content (sha256, position, part)
values ($sha256, $position, $part);
