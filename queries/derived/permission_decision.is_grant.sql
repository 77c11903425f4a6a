-- Does a decision permit, be it with conditions?
create or replace macro permission_decision_is_grant(record) as
    coalesce(record.outcome in ('permitted', 'conditional'), false);
