-- The files attached to one record ($subject: its id), the newest first, with who attached them and when.
select
    id,
    revision,
    name,
    size,
    media_type,
    sha256,
    document_type,
    dated_on,
    recorded_by,
    recorded_at
from documents($at_seq::bigint)
where subject_id = $subject::varchar
order by seq_from desc, id
