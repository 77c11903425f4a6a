-- What was withdrawn from the record after the entry $after_seq: by whom, on which day and why. One row a record, its last
-- withdrawal.
select
    record_id,
    office_day(recorded_at) as withdrawn_on,
    actor,
    reason
from journal
where
    revision > 0
    and body = ''
    and kind in ('contract', 'subcontract', 'finding', 'incident')
    and seq > $after_seq::bigint
    and seq <= $at_seq::bigint
qualify row_number() over (partition by record_id order by seq desc) = 1
order by record_id
