-- The files that records name at at_seq: what is attached to them, the sheets of confirmations and the certificates of
-- disposal; of these contracts if some are given. parts: of the content that is kept, none where it was erased.
with named as (
    select contract_id, subject_kind, name, size, document_type, dated_on, sha256
    from documents($at_seq::bigint)
    union all
    select
        contract_id, 'handling_confirmation' as subject_kind, sheet.name, sheet.size, 'checklist' as document_type,
        confirmed_on as dated_on, sheet.sha256
    from handling_confirmations($at_seq::bigint)
    union all
    select
        contract_id, 'disposal' as subject_kind, certificate.name, certificate.size, 'certificate' as document_type,
        disposed_on as dated_on, certificate.sha256
    from disposals($at_seq::bigint)
),

content as (
    select sha256, count(*) as parts
    from document_content
    group by sha256
)

select
    contract.number as contract_number,
    named.subject_kind,
    named.name,
    named.document_type,
    named.dated_on,
    named.size,
    named.sha256,
    content.parts
from named
left join contracts($at_seq::bigint) as contract on named.contract_id = contract.id
left join content on named.sha256 = content.sha256
where
    named.sha256 is not null
    and ($contracts::varchar[] is null or named.contract_id in (select unnest($contracts::varchar[])))
order by
    contract.number nulls last, named.subject_kind, named.dated_on nulls last, named.name, named.sha256
