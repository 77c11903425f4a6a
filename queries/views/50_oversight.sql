-- The oversight status: one row an engagement, as of as_of, as known at at_seq; scope is one contract, or null for all.
-- Without personal data there is no confirmation. Source: 番号法11条; PPC guideline 4-2-(1); 事務対応ガイド 4-8-9(3), (4).
create or replace macro oversight(as_of, at_seq, scope) as table
with confirmed as (
    select
        engagement_id,
        arg_max(
            struct_pack(
                id := id,
                confirmed_on := confirmed_on,
                is_positive := is_positive,
                valid_until_on := valid_until_on,
                stated_until_on := stated_until_on,
                form := form,
                seq := confirmed_seq
            ),
            day_order(confirmed_on, confirmed_seq)
        ) filter (is_complete) as last
    from confirmations(as_of, at_seq, scope)
    where confirmed_on is null or confirmed_on <= as_of
    group by engagement_id
),

remedied as (
    select
        engagement_id,
        count(*) as open_findings,
        count(*) filter (due_on < as_of) as overdue_findings
    from findings(at_seq)
    where
        (scope is null or contract_id = scope)
        and engagement_id is not null
        and (found_on is null or found_on <= as_of)
        and not is_finding_closed(state, verified_on, as_of)
    group by engagement_id
)

select
    engagement.*,
    confirmed.last.id as confirmation_id,
    confirmed.last.confirmed_on as confirmed_on,
    confirmed.last.form as confirmation_form,
    confirmed.last.seq as confirmation_seq,
    confirmed.last.valid_until_on as confirmation_until_on,
    confirmed.last.stated_until_on as confirmation_stated_until_on,
    case
        when confirmed.engagement_id is null then 'none'
        when confirmed.last is null then 'incomplete'
        when not confirmed.last.is_positive then 'negative'
        when confirmed.last.valid_until_on < engagement.seen_on then 'expired'
        else 'positive'
    end as confirmation_state,
    coalesce(remedied.open_findings, 0) as open_findings,
    coalesce(remedied.overdue_findings, 0) as overdue_findings
from audit_states(as_of, at_seq, scope) as engagement
left join confirmed on engagement.engagement_id = confirmed.engagement_id
left join remedied on engagement.engagement_id = remedied.engagement_id;
