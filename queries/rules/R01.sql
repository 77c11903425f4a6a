-- title: Permitted without a handling confirmation
-- title_ja: 取扱状況の確認のない許諾
-- level: breach
-- on_write: refuse
-- refuses: permission_decision
-- basis: ppc-gl-4-2-1-2B, number-act-11
-- basis_without_spi: appi-66, appi-gl-3-4-4, jimu-guide-4-8-9-4
-- says: Permitted on {permitted_on} without a complete, positive confirmation in date on that day.
-- says_ja: {permitted_on}の許諾の日に有効な、適切な安全管理が図られる旨の確認がありません。
-- holds: There is a complete, positive confirmation of how the data is handled (none is needed without personal data).
-- holds_ja: 取扱状況の確認があります（個人情報を取り扱わない業務では不要です）。
-- remedy: Confirm how the data is handled, then decide anew, dated on or after that confirmation.
-- remedy_ja: 取扱状況を確認した上で、確認日以降の日付で改めて諾否を決定してください。
-- R01. What counts is the last complete confirmation dated on or before the decision; of one day, the last recorded.
with confirmation as (
    select
        engagement_id,
        confirmed_on,
        arg_max(is_positive, seq_from) as is_positive,
        arg_max(is_presumed, seq_from) as is_presumed,
        arg_max(valid_until_on, seq_from) as valid_until_on
    from confirmations($at_seq::bigint, $scope::varchar)
    where is_complete
    group by engagement_id, confirmed_on
)

select
    engagement.engagement_id,
    engagement.contract_id,
    'permission_decision' as subject_kind,
    engagement.grant_id as subject_id,
    engagement.permitted_on as since,
    engagement.grant_taken = 'here' as is_refused,
    json_object('permitted_on', engagement.permitted_on) as detail
from engagement
asof left join confirmation
    on engagement.engagement_id = confirmation.engagement_id and engagement.permitted_on >= confirmation.confirmed_on
where
    engagement.grant_id is not null
    and engagement.handles_personal
    and (
        confirmation.engagement_id is null
        or not confirmation.is_positive
        or confirmation.valid_until_on < engagement.permitted_on
        -- What is presumed from an older ledger can bear witness to an older decision, not carry a new one.
        or (confirmation.is_presumed and engagement.grant_taken = 'here')
    )
