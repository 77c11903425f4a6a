-- title: Effect on the PIA not judged, or not published
-- title_ja: 特定個人情報保護評価への影響
-- level: incomplete
-- on_write: refuse
-- refuses: contract, permission
-- basis: number-act-28, pia-form-2-4
-- says: {effect}.
-- says_ja: {effect}。
-- effect.unpublished: It is a material change of the PIA, which has not been published since
-- effect.unpublished_ja: 重要な変更に当たりますが、変更後の評価書の公表が記録されていません
-- effect.unjudged: Nobody has judged whether it changes the PIA
-- effect.unjudged_ja: 評価書の修正又は重要な変更の要否が判断されていません
-- effect.changed: Contractor, number of persons or way of handing over changed on {changed_on}, and the effect on the PIA has not been judged since
-- effect.changed_ja: {changed_on}に委託先・対象となる本人の数・提供方法が変わりましたが、その後、評価書への影響が判断されていません
-- effect.ended: It has ended, and the effect on the PIA has not been judged since
-- effect.ended_ja: 委託が終了しましたが、その後、評価書への影響が判断されていません
-- holds: No material change of the PIA is waiting for its publication.
-- holds_ja: 公表を待つ評価書の重要な変更はありません。
-- remedy: Judge whether the PIA statement is to be amended, and record the result with its day.
-- remedy_ja: 評価書の修正又は重要な変更の要否を判断し、判断した日とともに記録してください。
-- remedy.unpublished: Have the PIA assessed anew and published before the work starts, and record the day.
-- remedy.unpublished_ja: 業務の開始前に再評価と公表を行い、公表日を記録してください。
-- R28. New or ended entrustment, another contractor, another band of persons or way of handing over: is the PIA statement to
-- be amended? A material change is published before the work starts. New is what was on file by its first day; what an
-- older ledger left open is not asked for.
with first_state as (
    select id, recorded_at, seq_from
    from contract
    where revision = 1 and seq_from <= $at_seq::bigint and ($scope::varchar is null or id = $scope::varchar)
),

-- What was empty before and is filled in has not changed.
restated as (
    select id, max(recorded_at) filter (is_otherwise) as changed_at
    from (
        select
            state.id,
            state.recorded_at,
            coalesce(state.organisation_id <> last_value(state.organisation_id ignore nulls) over earlier, false)
            or coalesce(state.persons_band <> last_value(state.persons_band ignore nulls) over earlier, false)
            or coalesce(
                nullif(state.transfers, []) <> last_value(nullif(state.transfers, []) ignore nulls) over earlier, false
            ) as is_otherwise
        from contract as state
        where
            state.seq_from < state.seq_to
            and ($scope::varchar is null or state.id = $scope::varchar)
            and state.seq_from <= $at_seq::bigint
            and state.id in (
                select present.id
                from contracts($at_seq::bigint) as present
                where present.revision > 1 and ($scope::varchar is null or present.id = $scope::varchar)
            )
        window earlier as (
            partition by state.id order by state.seq_from rows between unbounded preceding and 1 preceding
        )
    )
    group by id
),

described as (
    select
        contract.id as contract_id,
        contract.stage,
        contract.pia_impact,
        contract.pia_judged_on,
        contract.pia_published_on,
        contract.revision > 1 and contract.staged_seq = contract.seq_from and contract.stage = 'performing' as is_moved,
        contract.pia_impact is null
        and contract.pia_reference is null
        and contract.pia_number is null
        and office_day(first_state.recorded_at) <= contract.starts_on as is_unjudged,
        office_day(restated.changed_at) as changed_on
    from contracts($at_seq::bigint) as contract
    inner join first_state on contract.id = first_state.id
    left join restated on contract.id = restated.id
    where contract.data_class = 'spi' and ($scope::varchar is null or contract.id = $scope::varchar)
),

entrusted as (
    select
        engagement.engagement_id,
        engagement.starts_on,
        engagement.ends_on,
        described.*,
        case
            when engagement.ends_on < $as_of::date
                then case when described.pia_judged_on <= engagement.ends_on then 'ended' end
            when
                described.pia_impact = 'material'
                and coalesce(described.pia_published_on < described.pia_judged_on, described.pia_published_on is null)
                and (engagement.is_live or described.stage in ('performing', 'ending'))
                then 'unpublished'
            when not engagement.is_live then null
            when
                described.changed_on <= $as_of::date
                and coalesce(described.pia_judged_on < described.changed_on, true) then 'changed'
            when described.is_unjudged then 'unjudged'
        end as effect
    from engagement
    inner join described on engagement.engagement_id = described.contract_id
    where engagement.handles_spi
),

asked as (
    select id as request_id, pia_impact, requested_on
    from permission_requests($at_seq::bigint)
    where
        (pia_impact is null or pia_impact = 'material')
        and ($scope::varchar is null or contract_id = $scope::varchar)
),

answered as (
    select id, request_id
    from permission_decisions($at_seq::bigint)
    where is_grant and request_id is not null and ($scope::varchar is null or contract_id = $scope::varchar)
),

passed_on as (
    select
        engagement.engagement_id,
        engagement.contract_id,
        permission.id,
        permission.taken,
        permission.decided_on,
        asked.request_id,
        case
            when asked.pia_impact is null then case when engagement.is_live then 'unjudged' end
            when coalesce(described.pia_published_on < asked.requested_on, described.pia_published_on is null)
                then 'unpublished'
        end as effect
    from permission
    inner join answered on permission.id = answered.id
    inner join asked on answered.request_id = asked.request_id
    inner join engagement on permission.engagement_id = engagement.engagement_id
    left join described on engagement.contract_id = described.contract_id
    where engagement.handles_spi and coalesce(engagement.ends_on >= $as_of::date, true)
),

-- What was passed on and has ended, while its contract goes on.
given_up as (
    select
        engagement.engagement_id,
        engagement.contract_id,
        engagement.ends_on
    from engagement
    inner join described on engagement.contract_id = described.contract_id
    inner join engagement as whole on engagement.contract_id = whole.engagement_id
    where
        engagement.tier > 1
        and engagement.handles_spi
        and engagement.grant_id is not null
        and engagement.is_begun
        and engagement.ends_on < $as_of::date
        and whole.is_live
        and described.pia_judged_on <= engagement.ends_on
)

select
    engagement_id,
    contract_id,
    'contract' as subject_kind,
    contract_id as subject_id,
    case effect when 'changed' then changed_on when 'ended' then ends_on else starts_on end as since,
    case when effect = 'unpublished' then 'breach' else 'incomplete' end as level,
    effect = 'unpublished' and is_moved as is_refused,
    json_object('effect', effect, 'changed_on', changed_on) as detail
from entrusted
where effect is not null
union all
select
    engagement_id,
    contract_id,
    case when effect = 'unjudged' then 'permission_request' else 'permission_decision' end as subject_kind,
    case when effect = 'unjudged' then request_id else id end as subject_id,
    decided_on as since,
    case when effect = 'unpublished' then 'breach' else 'incomplete' end as level,
    effect = 'unpublished' and taken = 'here' as is_refused,
    json_object('effect', effect, 'changed_on', null) as detail
from passed_on
where effect is not null
union all
select
    engagement_id,
    contract_id,
    'subcontract' as subject_kind,
    engagement_id as subject_id,
    ends_on as since,
    'incomplete' as level,
    false as is_refused,
    json_object('effect', 'ended', 'changed_on', null) as detail
from given_up
