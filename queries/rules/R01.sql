-- title: Permitted without a handling confirmation
-- title_ja: 取扱状況の確認のない許諾
-- level: breach
-- on_write: refuse
-- refuses: permission
-- basis: ppc-gl-4-2-1-2B, number-act-11
-- basis_without_spi: appi-66, appi-gl-3-4-4, jimu-guide-4-8-9-4
-- says: Permitted on {permitted_on}: {lacks}.
-- says_ja: {permitted_on}の許諾には、{lacks}。
-- holds: There is a complete, positive confirmation of how the data is handled (none is needed without personal data).
-- holds_ja: 取扱状況の確認があります（個人情報を取り扱わない業務では不要です）。
-- lacks.confirmation: there is no complete, positive confirmation in date on that day
-- lacks.confirmation_ja: その日に有効な、適切な安全管理が図られる旨の確認がありません
-- lacks.incomplete: the confirmation on file of that day or before is not complete
-- lacks.incomplete_ja: 取扱状況の確認が完成していません
-- lacks.order: the confirmation was put on record only after the decision
-- lacks.order_ja: 決定より前に記録された取扱状況の確認がありません（確認は決定の後に記録されています）
-- lacks.conditions: the confirmation is positive on conditions, and the permission sets none
-- lacks.conditions_ja: 条件が付されていませんが、取扱状況の確認は条件付の結果です
-- remedy: Confirm how the data is handled, then decide anew, dated on or after that confirmation, with its conditions.
-- remedy_ja: 取扱状況を確認した上で、確認日以降の日付で改めて諾否を決定してください。確認が条件付の場合は、許諾にも条件を付してください。
-- remedy.incomplete: Complete the confirmation: its day, who confirmed, the result, and the sheet or every item.
-- remedy.incomplete_ja: 取扱状況の確認を完成させてください（確認日、確認者、総合判定、確認書又は全項目）。
-- remedy.order: The confirmation is on record now: decide anew.
-- remedy.order_ja: 取扱状況の確認は既に記録されています。改めて諾否を決定してください。
-- remedy.conditions: Decide anew, with the conditions that the confirmation names.
-- remedy.conditions_ja: 取扱状況の確認で付された条件を許諾にも付して、改めて諾否を決定してください。
-- R01. What counts is the last complete confirmation dated on or before the decision; of one day, the last recorded. One
-- for a decision made here was on record, complete and positive, before it; where it was corrected since, it carries the
-- decision as it was then and as it is now. What is logged from paper comes on record afterwards, both alike.
with confirmation as (
    select
        id,
        engagement_id,
        is_own,
        named_seq,
        confirmed_on,
        confirmed_seq,
        changed_seq,
        was_complete,
        struct_pack(
            is_positive := is_positive,
            is_conditional := overall = 'conditional',
            is_presumed := is_presumed,
            confirmed_on := confirmed_on,
            stated_until_on := stated_until_on
        ) as what,
        day_order(confirmed_on, confirmed_seq) as position
    from confirmations($as_of::date, $at_seq::bigint, $scope::varchar)
),

granted as (
    select id, granted_seq, len(coalesce(conditions, [])) = 0 as is_unconditional
    from permission_decisions($at_seq::bigint)
    where is_grant and ($scope::varchar is null or contract_id = $scope::varchar)
),

-- Each confirmation of the day of a decision or before: was it on record when that was (is_older), or was it so otherwise
-- than now (is_corrected)?
weighed as (
    select
        permission.id,
        granted.is_unconditional,
        confirmation.was_complete,
        confirmation.what,
        confirmation.position,
        permission.taken <> 'here' or confirmation.confirmed_seq < granted.granted_seq as is_older,
        not is_older and earlier.id is not null and elsewhere.engagement_id is null as is_corrected,
        struct_pack(
            is_positive := earlier.is_positive,
            is_conditional := earlier.overall = 'conditional',
            is_presumed := coalesce(earlier.is_presumed, false),
            confirmed_on := earlier.confirmed_on,
            stated_until_on := earlier.valid_until_on
        ) as what_then,
        day_order(earlier.confirmed_on, greatest(earlier.confirmed_seq, confirmation.named_seq)) as position_then
    from permission
    inner join granted on permission.id = granted.id
    inner join confirmation
        on permission.engagement_id = confirmation.engagement_id
        and permission.decided_on >= confirmation.confirmed_on
        -- Confirmed of another than it was permitted for; that the work went to another afterwards is R04's to say.
        and coalesce(confirmation.changed_seq > granted.granted_seq, true)
    -- Only what was corrected has an earlier state; to look for one of everything took a hundred times as long.
    left join (
        from handling_confirmation
        where id in (select later.id from handling_confirmation as later where later.revision > 1)
    ) as earlier
        on confirmation.id = earlier.id
        and granted.granted_seq between earlier.seq_from and earlier.seq_to - 1
        and confirmation.confirmed_seq > granted.granted_seq
        and confirmation.named_seq < granted.granted_seq
        and (not confirmation.is_own or permission.engagement_id = earlier.engagement_id)
        and permission.decided_on >= earlier.confirmed_on
        and earlier.is_complete
    left join tiers_elsewhere($at_seq::bigint, $scope::varchar) as elsewhere
        on permission.engagement_id = elsewhere.engagement_id
        and earlier.confirmed_seq >= elsewhere.seq_from
        and earlier.confirmed_seq < elsewhere.seq_to
),

judged as (
    select
        id,
        any_value(is_unconditional) as is_unconditional,
        arg_max(what, position) filter (was_complete and (is_older or is_corrected)) as last,
        arg_max(
            case when is_corrected then what_then else what end,
            case when is_corrected then position_then else position end
        ) filter (is_corrected or (was_complete and is_older)) as last_then,
        bool_or(was_complete and what.is_positive and not is_older and not is_corrected) as is_made_up,
        bool_or(not was_complete) as is_unfinished
    from weighed
    group by id
),

lacking as (
    select
        permission.engagement_id,
        permission.contract_id,
        permission.id,
        permission.taken,
        permission.decided_on,
        case
            when
                not carries_decision(judged.last, permission.decided_on, policy.confirmation_valid_months)
                -- What is presumed from an older ledger can bear witness to an older decision, not carry a new one.
                or (judged.last.is_presumed and permission.taken = 'here')
                then case
                    when permission.taken = 'here' and judged.is_made_up then 'order'
                    when judged.last is null and judged.is_unfinished then 'incomplete'
                    else 'confirmation'
                end
            when not carries_decision(judged.last_then, permission.decided_on, policy.confirmation_valid_months)
                then 'order'
            when judged.last.is_conditional and judged.is_unconditional then 'conditions'
        end as lacks
    from permission
    inner join engagement on permission.engagement_id = engagement.engagement_id
    inner join policies($at_seq::bigint) as policy
        on permission.decided_on between policy.from_on and policy.until_on
    left join judged on permission.id = judged.id
    where engagement.handles_personal
)

select
    engagement_id,
    contract_id,
    'permission_decision' as subject_kind,
    id as subject_id,
    decided_on as since,
    taken = 'here' as is_refused,
    json_object('permitted_on', decided_on, 'lacks', lacks) as detail
from lacking
where lacks is not null
