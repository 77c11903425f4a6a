-- The files attached to a contract ($contract: its id) and to every record that belongs to it, the newest first, with
-- what each is attached to.
select
    id,
    subject_kind,
    subject_id,
    name,
    size,
    sha256,
    document_type,
    dated_on,
    recorded_by,
    recorded_at
from documents($at_seq::bigint)
where contract_id = $contract::varchar
order by seq_from desc, id
