-- Until when a confirmation holds. It may be for less than the office's policy says, never for more. Source: R31.
create or replace macro confirmation_end(confirmed_on, stated_until_on, months) as
    least(stated_until_on, cast(confirmed_on + to_months(cast(months as integer)) as date));

-- Does a confirmation (its is_positive, confirmed_on and stated_until_on) carry a decision of that day, under a policy's
-- number of months?
create or replace macro carries_decision(confirmation, decided_on, months) as
    coalesce(
        confirmation.is_positive
        and confirmation_end(confirmation.confirmed_on, confirmation.stated_until_on, months) >= decided_on,
        false
    );

-- Every handling confirmation on file at at_seq, with what it is worth: is it complete, and until when does it hold under
-- the policy of as_of (valid_until_on; stated_until_on is what it says of itself)? One
-- row an engagement that it covers: its own (is_own), and the further ones that it names, for which it counts from the
-- entry that names them.
-- What was confirmed of one organisation says nothing of another: where the work is now with another, or under another,
-- than when the confirmation came on record, it counts only for what was decided before the change (was_complete until
-- changed_seq).
create or replace macro confirmations(as_of, at_seq, scope) as table
with policy as (
    select confirmation_valid_months from policies_on(as_of, at_seq)
),

covered as (
    select
        id, revision, contract_id, engagement_id, confirmed_on, overall, form, is_presumed, is_positive, is_complete,
        valid_until_on, confirmed_seq, seq_from, confirmer, confirmed_by, is_environment_known,
        true as is_own,
        0::bigint as named_seq
    from handling_confirmations(at_seq)
    where scope is null or contract_id = scope
    union all
    select
        record.id, record.revision, besides.contract_id, besides.engagement_id, record.confirmed_on, record.overall,
        record.form, record.is_presumed, record.is_positive, record.is_complete, record.valid_until_on,
        besides.counted_seq as confirmed_seq,
        record.seq_from,
        record.confirmer,
        record.confirmed_by,
        record.is_environment_known,
        false as is_own,
        besides.named_seq
    from covered_besides(at_seq, scope) as besides
    inner join handling_confirmations(at_seq) as record on besides.id = record.id
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
    confirmation.is_complete and elsewhere.seq_to is null as is_complete,
    confirmation.is_complete as was_complete,
    elsewhere.seq_to as changed_seq,
    confirmation.valid_until_on as stated_until_on,
    confirmation_end(
        confirmation.confirmed_on, confirmation.valid_until_on, policy.confirmation_valid_months
    ) as valid_until_on,
    confirmation.confirmed_seq,
    confirmation.seq_from,
    confirmation.confirmer,
    confirmation.confirmed_by,
    confirmation.is_environment_known,
    confirmation.is_own,
    confirmation.named_seq
from covered as confirmation
cross join policy
left join elsewhere(at_seq, scope) as elsewhere
    on confirmation.engagement_id = elsewhere.engagement_id
    and confirmation.confirmed_seq >= elsewhere.seq_from
    and confirmation.confirmed_seq < elsewhere.seq_to;
