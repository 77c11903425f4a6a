-- What of the handling of SPI files is entrusted on as_of: one row a contract under way, with what table II-4 of the PIA
-- statement asks of it. $file: one SPI file, '' for the contracts that name none, all if not given. former_ids: the
-- contracts that it went on from, by whatever number of years.
with recursive former as (
    select id, previous_id as former_id
    from contracts($at_seq::bigint)
    where previous_id is not null
    union
    select former.id, contract.previous_id as former_id
    from former
    inner join contracts($at_seq::bigint) as contract on former.former_id = contract.id
    where contract.previous_id is not null
),

gone_on as (
    select id, list(former_id order by former_id) as former_ids
    from former
    group by id
),

declared as (
    select contract_id, max(declared_on) as declared_on
    from declarations($as_of::date, $at_seq::bigint, null::varchar)
    group by contract_id
)

select
    contract.id as contract_id,
    coalesce(contract.spi_file, '') as spi_file,
    contract.pia_matter as matter,
    contract.number,
    contract.title,
    contract.section,
    contract.category,
    contract.starts_on,
    engagement.ends_on,
    contract.organisation_id,
    organisation.name as organisation,
    organisation.corporate_number,
    contract.data_items,
    contract.persons_scope,
    contract.persons_count,
    contract.persons_band,
    contract.handlers,
    contract.transfers,
    contract.transfer_note,
    contract.name_known_by,
    contract.policy,
    contract.is_principal_part_barred,
    declared.declared_on as none_declared_on,
    contract.clauses,
    contract.assessed_on,
    contract.assessment,
    contract.pia_kind,
    contract.pia_number,
    contract.pia_reference,
    contract.pia_subcontracting,
    contract.pia_subcontracted,
    contract.pia_impact,
    contract.pia_judged_on,
    contract.pia_published_on,
    gone_on.former_ids
from engagements($as_of::date, $at_seq::bigint, null::varchar) as engagement
inner join contracts_of_day($as_of::date, $at_seq::bigint) as contract on engagement.engagement_id = contract.id
left join organisations($at_seq::bigint) as organisation on contract.organisation_id = organisation.id
left join declared on contract.id = declared.contract_id
left join gone_on on contract.id = gone_on.id
where
    engagement.handles_spi
    and contract.data_class = 'spi'
    and engagement.is_live
    and ($file::varchar is null or coalesce(contract.spi_file, '') = $file::varchar)
order by
    coalesce(contract.spi_file, '') = '',
    contract.spi_file,
    contract.pia_matter nulls last,
    contract.number,
    contract.id
