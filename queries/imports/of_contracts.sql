-- What is on file under these contracts: subcontracts, requests, decisions, confirmations and audits, oldest first.
with present as (
    select 'subcontract' as kind, id, revision, seq_from
    from subcontract
    where seq_to = 9223372036854775807 and contract_id in (select unnest($contracts::varchar[]))
    union all
    select 'permission_request' as kind, id, revision, seq_from
    from permission_request
    where seq_to = 9223372036854775807 and contract_id in (select unnest($contracts::varchar[]))
    union all
    select 'permission_decision' as kind, id, revision, seq_from
    from permission_decision
    where seq_to = 9223372036854775807 and contract_id in (select unnest($contracts::varchar[]))
    union all
    select 'handling_confirmation' as kind, id, revision, seq_from
    from handling_confirmation
    where seq_to = 9223372036854775807 and contract_id in (select unnest($contracts::varchar[]))
    union all
    select 'audit' as kind, id, revision, seq_from
    from audit
    where
        seq_to = 9223372036854775807
        and id in (
            select audit_id
            from audit_subject
            where seq_to = 9223372036854775807 and contract_id in (select unnest($contracts::varchar[]))
        )
)

select present.kind, present.id, present.revision, journal.body
from present
inner join journal on present.seq_from = journal.seq
order by present.seq_from;
