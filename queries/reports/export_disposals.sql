-- The returns and disposals of data up to as_of, and those without a day: one row each, with the end of the work.
select
    contract.number as contract_number,
    status.tier,
    organisation.name as organisation,
    status.ends_on,
    disposal.ways,
    disposal.disposed_on,
    disposal.disposed_by,
    disposal.what,
    disposal.how,
    disposal.certificate.name as certificate_name,
    disposal.certificate.sha256 as certificate_sha256,
    disposal.certificate_number,
    disposal.no_certificate_reason,
    disposal.confirmed_on,
    disposal.confirmed_by,
    disposal.is_complete,
    disposal_lacks(disposal, is_proof := true) as lacks,
    disposal.note,
    disposal.id as disposal_id
from disposals($at_seq::bigint) as disposal
left join status on disposal.engagement_id = status.engagement_id
left join contracts($at_seq::bigint) as contract on disposal.contract_id = contract.id
left join subcontracts($at_seq::bigint) as subcontract on disposal.engagement_id = subcontract.id
left join organisations($at_seq::bigint) as organisation
    on coalesce(subcontract.organisation_id, contract.organisation_id) = organisation.id
where
    (disposal.disposed_on is null or disposal.disposed_on <= $as_of::date)
    and ($contracts::varchar[] is null or disposal.contract_id in (select unnest($contracts::varchar[])))
order by
    contract.number,
    disposal.contract_id,
    status.tier nulls last,
    organisation.name,
    disposal.engagement_id,
    disposal.disposed_on nulls last,
    disposal.id
