-- The office's permissions up to as_of, as known at at_seq, each with the days on which it is in force and with the
-- unbroken run of permissions that it belongs to: one row a permission (until null: without end; is_only: the work has no
-- other). stated_until_on: until when it was given, whatever was revoked of it; run_gap_from_on: since when nothing had been
-- in force when its run began, null where nothing had been before.
-- A permission counts from its own date, and not before the day it names (追認 is none). A revocation takes back what was
-- permitted before it as well, whenever that came on record, from its own day on; that of a permission which had not begun
-- takes back only this one.
-- Only the office's own decisions count (R02), and only for the organisation and under the tier that they were made for:
-- one made while the work was elsewhere stands apart (is_elsewhere) and belongs to no run. One given in advance lapses
-- where nobody began by the day that it names (PPC Q3-9; R08).
create or replace macro grants(as_of, at_seq, scope) as table
with permission as materialized (
    select
        decision.id,
        decision.engagement_id,
        decision.outcome,
        decision.taken,
        decision.decided_on,
        greatest(decision.decided_on, decision.valid_from_on) as from_on,
        least(
            decision.valid_until_on,
            case when coalesce(work.actual_started_on > decision.start_by_on, true) then decision.start_by_on end
        ) as stated_until_on,
        least(stated_until_on, decision.revoked_on - 1) as until_on,
        decision.revoked_on,
        day_order(decision.decided_on, decision.granted_seq) as position,
        decision.start_by_on is not null as awaits_start,
        elsewhere.engagement_id is not null as is_elsewhere
    from permission_decisions(at_seq) as decision
    left join (
        select id, actual_started_on
        from subcontracts(at_seq)
        where actual_started_on is not null and (scope is null or contract_id = scope)
    ) as work on decision.engagement_id = work.id
    left join tiers_elsewhere(at_seq, scope) as elsewhere
        on decision.engagement_id = elsewhere.engagement_id
        and decision.granted_seq >= elsewhere.seq_from
        and decision.granted_seq < elsewhere.seq_to
    where
        (scope is null or decision.contract_id = scope)
        and decision.is_grant
        and decision.decided_for = 'office'
        and decision.decided_on <= as_of
),

-- Most work has one permission, which is a run by itself; the windows below are for the rest.
repeated as (
    select engagement_id
    from permission
    where not is_elsewhere
    group by engagement_id
    having count(*) > 1
),

bounded as (
    select
        * replace (
            least(
                until_on,
                min(revoked_on) filter (revoked_on >= from_on) over (
                    partition by engagement_id order by position rows between 1 following and unbounded following
                ) - 1
            ) as until_on
        )
    from permission
    where not is_elsewhere and engagement_id in (select repeated.engagement_id from repeated)
),

-- Where a permission begins after all before it have ended, a new run begins.
turned as (
    select
        *,
        max(coalesce(until_on, date '9999-12-31')) over (
            partition by engagement_id order by from_on, position rows between unbounded preceding and 1 preceding
        ) as held_until_on,
        coalesce(from_on > held_until_on + 1, false) as is_turn
    from bounded
),

numbered as (
    select
        *,
        count(*) filter (is_turn) over (
            partition by engagement_id order by from_on, position rows between unbounded preceding and current row
        ) as run
    from turned
)

select
    *,
    true as is_only,
    from_on as run_from_on,
    until_on as run_until_on,
    stated_until_on as run_stated_until_on,
    null::date as run_gap_from_on
from permission
where is_elsewhere or engagement_id not in (select repeated.engagement_id from repeated)
union all by name
select
    * exclude (held_until_on, is_turn, run),
    false as is_only,
    min(from_on) over each_run as run_from_on,
    nullif(max(coalesce(until_on, date '9999-12-31')) over each_run, date '9999-12-31') as run_until_on,
    nullif(max(coalesce(stated_until_on, date '9999-12-31')) over each_run, date '9999-12-31') as run_stated_until_on,
    min(held_until_on) filter (is_turn) over each_run + 1 as run_gap_from_on
from numbered
window each_run as (partition by engagement_id, run);
