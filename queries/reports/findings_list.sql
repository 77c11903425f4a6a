-- Findings and their correction: open ones first, overdue before all, then by date; closed ones after them, the latest
-- first; those of one audit in the order of its items, then as they were recorded. course: overdue, open, reported (the
-- correction waits to be verified) or closed. search: the findings that a search found. At most row_limit rows; `found`
-- is how many there are.
with recorded as (
    select record_id as finding_id, seq
    from journal
    where $audit::varchar is not null and kind = 'finding' and revision = 1
),

finding as (
    select
        kept.id as finding_id,
        kept.number,
        kept.source,
        kept.audit_id,
        kept.contract_id,
        kept.engagement_id,
        kept.finding_class,
        kept.severity,
        kept.item_code,
        kept.content,
        kept.basis,
        kept.found_on,
        kept.owner,
        kept.due_on,
        kept.state,
        kept.reported_on,
        kept.verified_on,
        kept.verified_by,
        audit.number as audit_number,
        coalesce(status.section, contract.section, kept.section) as section,
        contract.number as contract_number,
        status.organisation,
        status.tier,
        is_finding_closed(kept.state, kept.verified_on, $as_of::date) as is_closed,
        case
            when is_closed then 'closed'
            when kept.due_on < $as_of::date then 'overdue'
            when kept.state = 'reported' or closes_finding(kept.state) then 'reported'
            else 'open'
        end as course,
        case when not is_closed and kept.due_on < $as_of::date then $as_of::date - kept.due_on else 0 end as days_overdue
    from findings($at_seq::bigint) as kept
    left join audits($at_seq::bigint) as audit on kept.audit_id = audit.id
    left join named_status as status on kept.engagement_id = status.engagement_id
    left join contracts_of_day($as_of::date, $at_seq::bigint) as contract on kept.contract_id = contract.id
    where kept.found_on is null or kept.found_on <= $as_of::date
)

select
    finding.* exclude (is_closed),
    count(*) over () as found
from finding
left join recorded on finding.finding_id = recorded.finding_id
where
    ($audit::varchar is null or finding.audit_id = $audit::varchar)
    and ($engagement::varchar is null or finding.engagement_id = $engagement::varchar)
    and ($section::varchar is null or finding.section = $section::varchar)
    and ($course::varchar is null or finding.course = $course::varchar or ($course::varchar = 'all_open' and not finding.is_closed))
    and ($search::varchar[] is null or finding.finding_id in (select unnest($search::varchar[])))
order by
    case when $audit::varchar is not null then finding.item_code end nulls last,
    case when $audit::varchar is not null then recorded.seq end,
    finding.is_closed,
    finding.days_overdue desc,
    finding.due_on nulls last,
    finding.verified_on desc nulls last,
    finding.number,
    finding.finding_id
limit $row_limit::bigint
