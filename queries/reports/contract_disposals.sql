-- What became of the data that each tier of one contract ($contract: its id) handled: one row an engagement, with the
-- record that counts. disposal_state: not_needed, to_come, due, overdue, incomplete, proved. What was disposed of while the
-- work still ran proves nothing yet. lacks: see disposal_lacks.
with recorded as (
    select
        engagement_id,
        arg_max(
            struct_pack(
                id := id,
                ways := ways,
                disposed_on := disposed_on,
                disposed_by := disposed_by,
                confirmed_on := confirmed_on,
                confirmed_by := confirmed_by,
                certificate := certificate,
                no_certificate_reason := no_certificate_reason,
                is_complete := is_complete
            ),
            day_order(coalesce(disposed_on, date '1900-01-01'), seq_from) + case when is_complete then 1e18 else 0 end
        ) as last
    from disposals($at_seq::bigint)
    where contract_id = $contract::varchar and coalesce(disposed_on <= $as_of::date, true)
    group by engagement_id
),

due as (
    select engagement_id, due_on
    from disposals_due($as_of::date, $at_seq::bigint, $contract::varchar, 'status')
)

select
    status.engagement_id,
    status.contract_id,
    status.tier,
    status.organisation,
    status.starts_on,
    status.ends_on,
    due.due_on,
    (recorded.last).id as disposal_id,
    (recorded.last).ways as ways,
    (recorded.last).disposed_on as disposed_on,
    (recorded.last).disposed_by as disposed_by,
    (recorded.last).confirmed_by as confirmed_by,
    case
        when (recorded.last).is_complete and due.engagement_id is null then 'proved'
        when not (recorded.last).is_complete then 'incomplete'
        when not status.handles_personal or not status.is_begun then 'not_needed'
        when coalesce(status.ends_on >= $as_of::date, true) then 'to_come'
        when due.due_on < $as_of::date then 'overdue'
        when due.due_on is not null then 'due'
        else 'not_needed'
    end as disposal_state,
    disposal_lacks(recorded.last, due.engagement_id is null) as lacks
from named_status as status
left join recorded on status.engagement_id = recorded.engagement_id
left join due on status.engagement_id = due.engagement_id
where status.contract_id = $contract::varchar
order by status.tier, status.organisation, status.engagement_id
