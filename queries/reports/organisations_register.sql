-- The organisations as a register, one row each: at how many engagements, contracts and sections they work, live ones
-- first. Filters, each null for no condition: the ids a search found, and is_live (has it live engagements?).
with work as (
    select
        organisation_id,
        count(*) as engagements,
        count(*) filter (is_live) as live,
        count(distinct contract_id) filter (is_live) as contracts,
        count(distinct section) filter (is_live) as sections,
        min(tier) filter (is_live) as highest_tier,
        max(tier) filter (is_live) as deepest_tier,
        count(*) filter (is_live and handles_spi) as spi,
        max(last_audited_on) as last_audited_on,
        bool_or(standing = 'breach') as is_breach,
        bool_or(standing = 'needs_action') as needs_action,
        bool_or(is_begun) as is_begun
    from status
    group by organisation_id
)

select
    organisation.id,
    organisation.name,
    organisation.kana,
    organisation.corporate_number,
    organisation.address,
    organisation.country,
    coalesce(work.live, 0) as live,
    coalesce(work.engagements, 0) as engagements,
    coalesce(work.contracts, 0) as contracts,
    coalesce(work.sections, 0) as sections,
    coalesce(work.spi, 0) as spi,
    work.deepest_tier,
    work.last_audited_on,
    case
        when work.is_breach then 'breach'
        when work.needs_action then 'needs_action'
        when work.is_begun then 'in_order'
        when work.organisation_id is not null then 'not_begun'
    end as standing,
    len(list_filter(
        coalesce(organisation.certifications, []),
        lambda certification: coalesce(certification.expires_on < $as_of::date, false)
    )) as expired_certifications,
    coalesce(organisation.suspended_from_on <= $as_of::date, false)
    and coalesce(organisation.suspended_until_on >= $as_of::date, true) as is_suspended
from organisations($at_seq::bigint) as organisation
left join work on organisation.id = work.organisation_id
where
    ($ids::varchar[] is null or organisation.id in (select unnest($ids::varchar[])))
    and (not $is_live::boolean or coalesce(work.live, 0) > 0)
order by coalesce(work.live, 0) desc, coalesce(work.contracts, 0) desc, organisation.name, organisation.id
