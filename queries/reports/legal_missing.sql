-- The records of one kind in which one field is not given: what they are called, and the contract they belong to. A body
-- holds nothing empty, so the field is not in it. The first row_limit of them in the order of recording.
with present as (
    select seq_from from offices($at_seq::bigint) where $kind::varchar = 'office'
    union all
    select seq_from from organisations($at_seq::bigint) where $kind::varchar = 'organisation'
    union all
    select seq_from from contracts($at_seq::bigint) where $kind::varchar = 'contract'
    union all
    select seq_from from subcontracts($at_seq::bigint) where $kind::varchar = 'subcontract'
    union all
    select seq_from from permission_requests($at_seq::bigint) where $kind::varchar = 'permission_request'
    union all
    select seq_from from permission_decisions($at_seq::bigint) where $kind::varchar = 'permission_decision'
    union all
    select seq_from from handling_confirmations($at_seq::bigint) where $kind::varchar = 'handling_confirmation'
    union all
    select seq_from from audits($at_seq::bigint) where $kind::varchar = 'audit' and audited_on is not null
    union all
    select seq_from from periodic_reports($at_seq::bigint) where $kind::varchar = 'periodic_report' and submitted_on is not null
    union all
    select seq_from from disposals($at_seq::bigint) where $kind::varchar = 'disposal'
    union all
    select seq_from from incidents($at_seq::bigint) where $kind::varchar = 'incident'
    union all
    select seq_from from findings($at_seq::bigint) where $kind::varchar = 'finding'
    union all
    select seq_from from checklists($at_seq::bigint) where $kind::varchar = 'checklist'
    union all
    select seq_from from journal_reviews($at_seq::bigint) where $kind::varchar = 'journal_review'
    union all
    select seq_from from documents($at_seq::bigint) where $kind::varchar = 'document'
),

lacking as (
    select seq, record_id, body
    from journal
    where
        kind = $kind::varchar
        and seq in (select seq_from from present)
        -- The first test spares most bodies from being read as JSON; a part inside the record may have that name too.
        and (not contains(body, '"' || $field::varchar || '":') or not json_exists(body, '$.' || $field::varchar))
    order by seq
    limit $row_limit::bigint
),

named as (
    select
        record_id,
        coalesce(body ->> 'contract_id', case when $kind::varchar = 'contract' then record_id end) as contract_id,
        coalesce(body ->> 'engagement_id', case when $kind::varchar in ('contract', 'subcontract') then record_id end)
            as engagement_id,
        coalesce(body ->> 'number', body ->> 'name', body ->> 'title', body ->> 'content', body ->> 'work') as called,
        coalesce(
            body ->> 'decided_on', body ->> 'confirmed_on', body ->> 'audited_on', body ->> 'requested_on',
            body ->> 'found_on', body ->> 'submitted_on', body ->> 'disposed_on', body ->> 'occurred_on',
            body ->> 'starts_on'
        )::date as dated_on
    from lacking
)

select
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
order by contract.number nulls last, status.tier nulls last, named.dated_on nulls last, named.called, named.record_id
