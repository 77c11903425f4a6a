-- One side of a comparison: every contract and subcontract on file, with its own days and where its permission, its
-- confirmation and its audit stand. Work that no chain connects to its contract (R35) has no tier and no state. life_on:
-- the day on which it began or ended. permission_on, permission_number: of what made the permission what it is.
with contract as materialized (
    select id, number, title, section, organisation_id, starts_on, ends_on, data_class
    from contracts_of_day($as_of::date, $at_seq::bigint)
),

work as (
    select id as engagement_id, id as contract_id, null::varchar as parent_id, organisation_id, starts_on, ends_on, data_class
    from contract
    where ($contracts::varchar[] is null or id in (select unnest($contracts::varchar[])))
    union all
    select id as engagement_id, contract_id, parent_id, organisation_id, starts_on, ends_on, data_class
    from subcontracts($at_seq::bigint)
    where ($contracts::varchar[] is null or contract_id in (select unnest($contracts::varchar[])))
),

decided as (
    select
        engagement_id,
        max(struct_pack(rank := day_order(decided_on, decided_seq), dated_on := decided_on, number := document_number))
            filter (outcome = 'refused') as refused,
        max(struct_pack(dated_on := revoked_on, rank := decided_seq, number := document_number))
            filter (revoked_on <= $as_of::date) as revoked
    from permission_decisions($at_seq::bigint)
    where decided_for = 'office' and decided_on <= $as_of::date and (outcome = 'refused' or revoked_on is not null)
    group by engagement_id
),

asked as (
    select
        engagement_id,
        max(struct_pack(
            rank := day_order(coalesce(requested_on, $as_of::date), asked_seq),
            dated_on := requested_on,
            number := number,
            withdrawn_on := withdrawn_on
        )) as last
    from permission_requests($at_seq::bigint)
    where requested_on is null or requested_on <= $as_of::date
    group by engagement_id
)

select
    work.engagement_id,
    work.contract_id,
    contract.number as contract_number,
    contract.title as contract_title,
    contract.section,
    status.tier,
    work.parent_id,
    parent.name as parent_organisation,
    work.organisation_id,
    organisation.name as organisation,
    organisation.corporate_number,
    work.starts_on,
    work.ends_on,
    work.data_class,
    case
        when status.engagement_id is null then null
        when not status.is_begun then 'not_begun'
        when status.is_live then 'under_way'
        else 'ended'
    end as life,
    case when life = 'ended' then status.ends_on else status.starts_on end as life_on,
    status.permission_state,
    case
        when status.permission_state in ('permitted', 'conditional') then status.permitted_on
        when status.permission_state = 'lapsed' and status.permitted_until_on < $as_of::date
            then status.permitted_until_on + 1
        when status.permission_state = 'revoked' then decided.revoked.dated_on
        when status.permission_state = 'refused' then decided.refused.dated_on
        when status.permission_state = 'requested' then asked.last.dated_on
        when status.permission_state = 'withdrawn' then asked.last.withdrawn_on
    end as permission_on,
    case
        when status.permission_state in ('permitted', 'conditional', 'lapsed') then decision.document_number
        when status.permission_state = 'revoked' then decided.revoked.number
        when status.permission_state = 'refused' then decided.refused.number
        when status.permission_state in ('requested', 'withdrawn') then asked.last.number
    end as permission_number,
    status.confirmation_state,
    status.confirmed_on,
    status.audit_state,
    status.last_audited_on,
    status.standing
from work
left join status on work.engagement_id = status.engagement_id
left join contract on work.contract_id = contract.id
left join organisations($at_seq::bigint) as organisation on work.organisation_id = organisation.id
left join organisations($at_seq::bigint) as parent on status.parent_organisation_id = parent.id
left join permission_decisions($at_seq::bigint) as decision on status.grant_id = decision.id
left join decided on work.engagement_id = decided.engagement_id
left join asked on work.engagement_id = asked.engagement_id
order by work.engagement_id
