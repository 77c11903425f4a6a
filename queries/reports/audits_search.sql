-- What a search of the audits looks at: number and title of each, and of whom it is about the organisation or section,
-- the contract's number and title, and the system; a line a text.
with named as (
    select
        listed.audit_id,
        string_agg(
            distinct concat_ws(
                chr(10), coalesce(status.organisation, listed.section), status.contract_number, status.contract_title,
                listed.system
            ),
            chr(10)
        ) as words
    from audit_subjects($at_seq::bigint) as listed
    left join named_status as status on listed.engagement_id = status.engagement_id
    group by listed.audit_id
)

select
    audit.id,
    concat_ws(chr(10), audit.number, audit.title, named.words) as words
from audits($at_seq::bigint) as audit
left join named on audit.id = named.audit_id
order by audit.id
