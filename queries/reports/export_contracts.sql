-- The register of contracts: one row a contract, with what its whole chain amounts to.
-- required_clauses: the codes that a contract on specific personal information must hold; those not seen in it are listed.
with broken as (
    select
        contract_id,
        list(distinct rule order by rule) as rules,
        bool_or(level = 'breach') as is_breach
    from hit
    group by contract_id
),

chain as (
    select contract_id, count(*) - 1 as subcontracts, max(tier) as deepest_tier, bool_or(is_begun) as is_begun
    from status
    group by contract_id
),

declared as (
    select contract_id, max(declared_on) as declared_on
    from declarations($as_of::date, $at_seq::bigint, null)
    group by contract_id
),

seen as (
    select
        id as contract_id,
        list_transform(
            list_filter(coalesce(clauses, []), lambda clause: clause.state = 'present'), lambda clause: clause.code
        ) as codes
    from contracts($at_seq::bigint)
)

select
    contract.number,
    contract.title,
    contract.section,
    organisation.name as organisation,
    organisation.corporate_number,
    contract.category,
    contract.entrustment,
    contract.entrustment_reason,
    contract.stage,
    contract.assessed_on,
    contract.assessment,
    contract.signed_on,
    contract.starts_on,
    contract.ends_on,
    contract.amount,
    contract.data_class,
    contract.affair,
    contract.affair_basis_kind,
    contract.affair_basis,
    contract.policy,
    declared.declared_on as none_declared_on,
    case
        when contract.data_class = 'spi'
            then list_filter($required_clauses::varchar[], lambda code: not list_contains(seen.codes, code))
    end as unseen_clauses,
    contract.pia_reference,
    contract.pia_kind,
    contract.pia_number,
    contract.pia_impact,
    contract.pia_judged_on,
    contract.pia_published_on,
    chain.subcontracts,
    chain.deepest_tier,
    case
        when broken.is_breach then 'breach'
        when broken.contract_id is not null then 'needs_action'
        when not chain.is_begun then 'not_begun'
        else 'in_order'
    end as standing,
    coalesce(broken.rules, []) as rules,
    contract.protection_officer,
    contract.officer,
    contract.method,
    contract.entrustment_evidence,
    contract.assessed_by,
    list_transform(contract.assessed_items, lambda item: item.code || ':' || item.result) as assessed_items,
    list_transform(
        list_filter(contract.assessed_items, lambda item: item.note is not null),
        lambda item: item.code || ' ' || item.note
    ) as assessment_grounds,
    contract.affair_name,
    contract.spi_file,
    contract.file_purpose,
    contract.data_items,
    contract.persons_scope,
    contract.collection,
    contract.persons_count,
    contract.persons_band,
    contract.handlers,
    contract.transfers,
    contract.transfer_note,
    contract.name_known_by,
    place_lines(contract.places) as places,
    list_transform(
        list_filter(contract.clauses, lambda clause: clause.article is not null),
        lambda clause: clause.code || ' ' || clause.article
    ) as clause_articles,
    case when contract.stage = 'ended' then contract.ended_on end as ended_on,
    contract.is_principal_part_barred,
    contract.reporting_interval,
    contract.audit_interval_months,
    contract.pia_matter,
    contract.pia_subcontracting,
    contract.pia_subcontracted,
    contract.note,
    contract.id as contract_id
from contracts_of_day($as_of::date, $at_seq::bigint) as contract
left join organisations($at_seq::bigint) as organisation on contract.organisation_id = organisation.id
left join chain on contract.id = chain.contract_id
left join broken on contract.id = broken.contract_id
left join seen on contract.id = seen.contract_id
left join declared on contract.id = declared.contract_id
where ($contracts::varchar[] is null or contract.id in (select unnest($contracts::varchar[])))
order by contract.number, contract.id
