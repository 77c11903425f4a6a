-- Every handling confirmation on file at at_seq, with what it is worth: is it complete, and until when does it hold?
-- What was confirmed of one organisation says nothing of another: where the work was given to another, or is done under
-- another, since the confirmation came on record, it no longer counts.
create or replace macro confirmations(at_seq, scope) as table
with policy as (
    select confirmation_valid_months from offices(at_seq)
)

select
    confirmation.id,
    confirmation.revision,
    confirmation.contract_id,
    confirmation.engagement_id,
    confirmation.confirmed_on,
    confirmation.overall,
    confirmation.form,
    coalesce(confirmation.is_presumed, false) as is_presumed,
    confirmation.is_positive,
    confirmation.is_complete and coalesce(confirmation.confirmed_seq > placed.seq, true) as is_complete,
    -- It may hold for less than the office's policy says, never for more. Source: R31.
    least(
        confirmation.valid_until_on,
        cast(confirmation.confirmed_on + to_months(cast(policy.confirmation_valid_months as integer)) as date)
    ) as valid_until_on,
    confirmation.confirmed_seq,
    confirmation.seq_from
from handling_confirmations(at_seq) as confirmation
cross join policy
left join placed(at_seq, scope) as placed on confirmation.engagement_id = placed.engagement_id
where scope is null or confirmation.contract_id = scope;
