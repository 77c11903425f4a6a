-- The records in which a needed field is not given ($kinds and $fields, position by position: the fields asked for): a row
-- a record and field, with what the record is called and the contract it belongs to. A body holds nothing empty, so the
-- field is not in it. Of these contracts and of what belongs to no contract, if contracts are given. The first row_limit
-- of them in the order of recording, all if it is null.
with needed as (
    select kind, list(field) as fields
    from (select unnest($kinds::varchar[]) as kind, unnest($fields::varchar[]) as field)
    group by kind
),

present as (
    select seq_from from offices($at_seq::bigint) where 'office' in (select kind from needed)
    union all
    select seq_from from organisations($at_seq::bigint) where 'organisation' in (select kind from needed)
    union all
    select seq_from from contracts($at_seq::bigint) where 'contract' in (select kind from needed)
    union all
    select seq_from from subcontracts($at_seq::bigint) where 'subcontract' in (select kind from needed)
    union all
    select seq_from from permission_requests($at_seq::bigint) where 'permission_request' in (select kind from needed)
    union all
    select seq_from from permission_decisions($at_seq::bigint) where 'permission_decision' in (select kind from needed)
    union all
    select seq_from from handling_confirmations($at_seq::bigint) where 'handling_confirmation' in (select kind from needed)
    union all
    select seq_from from audits($at_seq::bigint) where 'audit' in (select kind from needed) and audited_on is not null
    union all
    select seq_from from periodic_reports($at_seq::bigint) where 'periodic_report' in (select kind from needed) and submitted_on is not null
    union all
    select seq_from from disposals($at_seq::bigint) where 'disposal' in (select kind from needed)
    union all
    select seq_from from incidents($at_seq::bigint) where 'incident' in (select kind from needed)
    union all
    select seq_from from findings($at_seq::bigint) where 'finding' in (select kind from needed)
    union all
    select seq_from from checklists($at_seq::bigint) where 'checklist' in (select kind from needed)
    union all
    select seq_from from journal_reviews($at_seq::bigint) where 'journal_review' in (select kind from needed)
    union all
    select seq_from from documents($at_seq::bigint) where 'document' in (select kind from needed)
),

-- Only the names of the record itself count: a part inside it may have a field of that name too.
lacking as (
    select seq, kind, record_id, contract_id, body, unnest(lacks) as field
    from (
        select
            journal.seq,
            journal.kind,
            journal.record_id,
            case when journal.kind = 'contract' then journal.record_id else journal.body ->> 'contract_id' end
                as contract_id,
            journal.body,
            list_filter(needed.fields, lambda field: not list_contains(json_keys(journal.body), field)) as lacks
        from journal
        inner join needed on journal.kind = needed.kind
        where journal.seq in (select present.seq_from from present) and journal.body <> ''
    )
    where
        $contracts::varchar[] is null
        or contract_id is null
        or contract_id in (select unnest($contracts::varchar[]))
    order by seq, field
    limit $row_limit::bigint
),

named as (
    select
        kind,
        field,
        record_id,
        contract_id,
        case when kind in ('contract', 'subcontract') then record_id else body ->> 'engagement_id' end as engagement_id,
        coalesce(body ->> 'number', body ->> 'name', body ->> 'title', body ->> 'content', body ->> 'work') as called,
        coalesce(
            body ->> 'decided_on', body ->> 'confirmed_on', body ->> 'audited_on', body ->> 'requested_on',
            body ->> 'found_on', body ->> 'submitted_on', body ->> 'disposed_on', body ->> 'occurred_on',
            body ->> 'starts_on'
        )::date as dated_on
    from lacking
)

select
    named.kind,
    named.field,
    named.record_id,
    named.contract_id,
    named.engagement_id,
    named.called,
    named.dated_on,
    contract.number as contract_number,
    contract.section,
    coalesce(status.organisation, organisation.name) as organisation,
    status.tier
from named
left join contracts_of_day($as_of::date, $at_seq::bigint) as contract on named.contract_id = contract.id
left join named_status as status on named.engagement_id = status.engagement_id
left join organisations($at_seq::bigint) as organisation on contract.organisation_id = organisation.id
order by
    contract.number nulls last, status.tier nulls last, named.dated_on nulls last, named.called,
    named.record_id, named.field
