-- The work behind one number of the overview or of its charts, as of as_of: one row an engagement, the longest without
-- an audit first. view: a name of overview_counts.sql, or one of the charts' kinds of date (see overview_due.sql).
-- Filters, each null for no condition: section, tier (4 is the fourth and deeper), data_class, audit_state, and the
-- month (its first day) in which the date falls.
with live as (
    select
        status.*,
        greatest(
            case when $view::varchar = 'due_audit' then status.next_audit_due_on end,
            case when $view::varchar = 'due_confirmation' then status.confirmation_until_on end,
            case when $view::varchar = 'due_permission' then status.permitted_until_on end
        ) as due_on
    from named_status as status
    where status.is_live
),

subcontracted as (
    select distinct contract_id from live where tier > 1
)

select
    live.engagement_id,
    live.contract_id,
    live.contract_number,
    live.contract_title,
    live.section,
    live.tier,
    live.organisation,
    live.corporate_number,
    live.parent_organisation,
    live.data_class,
    live.starts_on,
    live.ends_on,
    live.permission_state,
    live.permitted_until_on,
    live.confirmation_state,
    live.confirmation_until_on,
    live.audit_state,
    live.last_audited_on,
    live.next_audit_due_on,
    live.overdue_findings,
    live.standing
from live
where
    case $view::varchar
        when 'engagements' then true
        when 'personal' then live.handles_personal
        when 'contracts' then live.tier = 1
        when 'contracts_personal' then live.tier = 1 and live.handles_personal
        when 'contracts_spi' then live.tier = 1 and live.handles_spi
        when 'contracts_subcontracted'
            then live.tier = 1 and live.contract_id in (select subcontracted.contract_id from subcontracted)
        when 'contracts_audited'
            then live.tier = 1 and live.handles_personal
                and live.last_audited_on > cast($as_of::date - interval 12 month as date)
        when 'unknown' then live.tier = 1 and list_contains(live.rules, 'R34')
        when 'subcontracts' then live.tier > 1
        when 'subcontracts_personal' then live.tier > 1 and live.handles_personal
        when 'subcontracts_audited'
            then live.tier > 1 and live.handles_personal
                and live.last_audited_on > cast($as_of::date - interval 12 month as date)
        when 'unpermitted'
            then live.tier > 1 and live.needs_permission
                and live.permission_state not in ('permitted', 'conditional')
        when 'unconfirmed' then live.tier > 1 and live.handles_personal and live.confirmation_state <> 'positive'
        when 'unaudited' then live.tier > 1 and live.audit_state = 'never'
        when 'overdue' then live.tier > 1 and live.audit_state = 'overdue'
        when 'overdue_findings' then live.overdue_findings > 0
        when 'due_audit' then live.due_on >= $as_of::date
        when 'due_confirmation' then live.handles_personal and live.due_on >= $as_of::date
        when 'due_permission' then live.needs_permission and live.due_on >= $as_of::date
        else error('no view ' || $view::varchar)
    end
    and ($section::varchar is null or coalesce(live.section, '') = $section::varchar)
    and ($tier::integer is null or least(live.tier, 4) = $tier::integer)
    and ($data_class::varchar is null or live.data_class = $data_class::varchar)
    and ($audit_state::varchar is null or live.audit_state = $audit_state::varchar)
    and ($month::date is null or date_trunc('month', live.due_on) = $month::date)
order by
    live.next_audit_due_on nulls last,
    live.contract_number,
    live.contract_id,
    live.tier,
    live.engagement_id
