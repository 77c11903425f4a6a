-- The records in which a needed field is not given ($kinds and $fields, position by position: the fields asked for): a row
-- a record and field, with what the record is called and the contract it belongs to. A body holds nothing empty, so the
-- field is not in it. What is dated counts from its day on. Of these contracts alone and of who works under them, if
-- contracts are given. The first row_limit of them in the order of recording, all if it is null.
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
    select seq_from from permission_requests($at_seq::bigint)
    where 'permission_request' in (select kind from needed) and (requested_on is null or requested_on <= $as_of::date)
    union all
    select seq_from from permission_decisions($at_seq::bigint)
    where 'permission_decision' in (select kind from needed) and (decided_on is null or decided_on <= $as_of::date)
    union all
    select seq_from from handling_confirmations($at_seq::bigint)
    where 'handling_confirmation' in (select kind from needed) and (confirmed_on is null or confirmed_on <= $as_of::date)
    union all
    select seq_from from audits($at_seq::bigint)
    where 'audit' in (select kind from needed) and audited_on <= $as_of::date
    union all
    select seq_from from periodic_reports($at_seq::bigint)
    where 'periodic_report' in (select kind from needed) and submitted_on <= $as_of::date
    union all
    select seq_from from disposals($at_seq::bigint)
    where 'disposal' in (select kind from needed) and (disposed_on is null or disposed_on <= $as_of::date)
    union all
    select seq_from from incidents($at_seq::bigint)
    where 'incident' in (select kind from needed) and (occurred_on is null or occurred_on <= $as_of::date)
    union all
    select seq_from from findings($at_seq::bigint)
    where 'finding' in (select kind from needed) and (found_on is null or found_on <= $as_of::date)
    union all
    select seq_from from checklists($at_seq::bigint) where 'checklist' in (select kind from needed)
    union all
    select seq_from from journal_reviews($at_seq::bigint) where 'journal_review' in (select kind from needed)
    union all
    select seq_from from documents($at_seq::bigint) where 'document' in (select kind from needed)
),

-- An audit belongs to the first of its subjects, of those that are asked for.
subject as (
    select
        audit_id,
        arg_min(contract_id, position) as contract_id,
        arg_min(engagement_id, position) as engagement_id
    from audit_subjects($at_seq::bigint)
    where $contracts::varchar[] is null or contract_id in (select unnest($contracts::varchar[]))
    group by audit_id
),

worker as (
    select organisation_id from contracts($at_seq::bigint) where id in (select unnest($contracts::varchar[]))
    union
    select organisation_id from subcontracts($at_seq::bigint) where contract_id in (select unnest($contracts::varchar[]))
),

-- Only the names of the record itself count: a part inside it may have a field of that name too.
lacking as (
    select seq, kind, record_id, contract_id, engagement_id, body, unnest(lacks) as field
    from (
        select
            journal.seq,
            journal.kind,
            journal.record_id,
            case
                when journal.kind = 'contract' then journal.record_id
                else coalesce(journal.body ->> 'contract_id', subject.contract_id)
            end as contract_id,
            case
                when journal.kind in ('contract', 'subcontract') then journal.record_id
                else coalesce(journal.body ->> 'engagement_id', subject.engagement_id)
            end as engagement_id,
            journal.body,
            list_filter(needed.fields, lambda field: not list_contains(json_keys(journal.body), field)) as lacks
        from journal
        inner join needed on journal.kind = needed.kind
        left join subject on journal.kind = 'audit' and journal.record_id = subject.audit_id
        where journal.seq in (select present.seq_from from present) and journal.body <> ''
    )
    where
        $contracts::varchar[] is null
        or contract_id in (select unnest($contracts::varchar[]))
        or (kind = 'organisation' and record_id in (select worker.organisation_id from worker))
    order by seq, field
    limit $row_limit::bigint
),

named as (
    select
        kind,
        field,
        record_id,
        contract_id,
        engagement_id,
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
