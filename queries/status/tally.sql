-- The numbers of the overview, of work that is under way on as_of: one row for the whole office (section null, is_whole)
-- and one a section. Each number is that of a list which overview_list.sql gives for the view of the same name;
-- overdue_findings counts the findings of its rows.
with live as (
    select
        status.engagement_id,
        status.contract_id,
        status.tier,
        coalesce(status.section, '') as section,
        status.handles_personal,
        status.handles_spi,
        status.needs_permission and status.permission_state not in ('permitted', 'conditional') as is_unpermitted,
        status.handles_personal and status.confirmation_state <> 'positive' as is_unconfirmed,
        status.audit_state,
        status.last_audited_on > cast($as_of::date - interval 12 month as date) as is_audited_this_year,
        status.overdue_findings,
        status.standing,
        list_contains(status.rules, 'R34') as is_unknown
    from status
    where status.is_live
),

subcontracted as (
    select distinct contract_id from live where tier > 1
)

select
    section,
    grouping(section) = 1 as is_whole,
    count(*) as engagements,
    count(*) filter (handles_personal) as personal,
    count(*) filter (standing = 'breach') as breach,
    count(*) filter (standing = 'needs_action') as needs_action,
    count(*) filter (tier = 1) as contracts,
    count(*) filter (tier = 1 and handles_personal) as contracts_personal,
    count(*) filter (tier = 1 and handles_spi) as contracts_spi,
    count(*) filter (tier = 1 and subcontracted.contract_id is not null) as contracts_subcontracted,
    count(*) filter (tier = 1 and is_unknown) as unknown,
    count(*) filter (tier > 1) as subcontracts,
    count(*) filter (tier = 2) as subcontracts_2,
    count(*) filter (tier = 3) as subcontracts_3,
    count(*) filter (tier > 3) as subcontracts_4,
    count(*) filter (tier > 1 and is_unpermitted) as unpermitted,
    count(*) filter (tier > 1 and is_unconfirmed) as unconfirmed,
    count(*) filter (tier > 1 and audit_state = 'never') as unaudited,
    count(*) filter (tier > 1 and audit_state = 'overdue') as overdue,
    count(*) filter (tier = 1 and handles_personal and is_audited_this_year) as contracts_audited,
    count(*) filter (tier > 1 and handles_personal) as subcontracts_personal,
    count(*) filter (tier > 1 and handles_personal and is_audited_this_year) as subcontracts_audited,
    cast(coalesce(sum(overdue_findings), 0) as bigint) as overdue_findings
from live
left join subcontracted using (contract_id)
group by grouping sets ((), (section))
