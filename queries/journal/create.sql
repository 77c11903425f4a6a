-- The journal: one row an entry, appended and never changed, chained by hash; and the facts of the file itself.
create table journal (
    seq bigint primary key,
    recorded_at timestamp not null,
    actor varchar not null,
    action varchar not null,
    kind varchar not null,
    record_id varchar not null,
    revision integer not null,
    body varchar not null,
    reason varchar not null,
    batch varchar not null,
    digest varchar not null,
    hash varchar not null,
    unique (kind, record_id, revision)
);

create table ledger_info (
    format integer not null,
    declarations varchar not null
);
