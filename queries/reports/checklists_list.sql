-- The office's own lists of confirmation items, the one in use longest first, each with how many items it has and how
-- many confirmations were made by it.
with used as (
    select checklist_id, count(*) as confirmations
    from handling_confirmations($at_seq::bigint)
    where checklist_id is not null
    group by checklist_id
)

select
    checklist.id,
    checklist.revision,
    checklist.version,
    checklist.valid_from_on,
    len(checklist.items) as items,
    coalesce(used.confirmations, 0) as confirmations,
    checklist.note,
    checklist.recorded_by,
    checklist.recorded_at
from checklists($at_seq::bigint) as checklist
left join used on checklist.id = used.checklist_id
order by checklist.valid_from_on, checklist.seq_from, checklist.id
