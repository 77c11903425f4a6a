-- When the journal is due to be reviewed: one row, from the last review up to as_of, else from the day on which the journal
-- began. Source: guideline annex 1, 2C-b; R26.
create or replace macro journal_review_due(as_of, at_seq) as table
with last as (
    select
        arg_max(id, day_order(reviewed_on, seq_from)) as id,
        max(reviewed_on) as reviewed_on,
        arg_max(reviewed_by, day_order(reviewed_on, seq_from)) as reviewed_by
    from journal_reviews(at_seq)
    where reviewed_on <= as_of
)

select
    null::varchar as engagement_id,
    null::varchar as contract_id,
    'journal_review' as subject_kind,
    last.id as subject_id,
    last.reviewed_on,
    last.reviewed_by,
    cast(
        coalesce(last.reviewed_on, office_day(first.recorded_at))
        + to_months(cast(policy.journal_review_months as integer)) as date
    ) as due_on
from last
cross join policies_on(as_of, at_seq) as policy
cross join (select recorded_at from journal where seq = 1) as first;
