-- The bytes of the files that records name, once for each SHA-256, in parts of at most 1 MiB.
create table if not exists document_content (
    sha256 varchar not null,
    position integer not null,
    part blob not null,
    primary key (sha256, position)
);
