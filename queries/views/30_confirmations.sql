-- Every handling confirmation on file at at_seq, with what it is worth: is it complete, and until when does it hold?
-- A summary with its sheet is complete without items; so is one presumed from an older ledger. Item by item, every item
-- of the list version that it names is answered, and "secured" beside an item not done is a contradiction, not a result.
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
    confirmation.overall in ('secured', 'conditional') as is_positive,
    confirmation.confirmed_on is not null
    and confirmation.overall is not null
    and case
        when coalesce(confirmation.is_presumed, false) then true
        when confirmation.form = 'summary'
            then confirmation.confirmed_by is not null and confirmation.sheet is not null
        else confirmation.confirmed_by is not null and confirmation.is_answered
    end as is_complete,
    -- It may hold for less than the office's policy says, never for more. Source: R31.
    least(
        confirmation.valid_until_on,
        cast(confirmation.confirmed_on + to_months(cast(policy.confirmation_valid_months as integer)) as date)
    ) as valid_until_on,
    confirmation.seq_from
from handling_confirmations(at_seq) as confirmation
cross join policy
where scope is null or confirmation.contract_id = scope;
