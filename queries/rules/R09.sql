-- title: Subcontracted although the contract prohibits it
-- title_ja: 契約で禁止されている再委託
-- level: breach
-- on_write: refuse
-- refuses: permission
-- basis: ward-report-2017-9-1-u, number-act-10-1
-- basis_without_spi: ward-report-2017-9-1-u
-- says: The contract prohibits subcontracting without exception.
-- says_ja: 契約は再委託を全面的に禁止しています。
-- holds: The contract does not prohibit subcontracting without exception.
-- holds_ja: 契約で再委託は全面禁止とされていません。
-- remedy: Change the contract first, or have the subcontract ended.
-- remedy_ja: 先に契約を変更するか、再委託を終了させてください。
-- R09. Whatever its permission. "Prohibited in principle unless permitted in writing" is no such prohibition.
select
    engagement.engagement_id,
    engagement.contract_id,
    case when permission.id is null then 'subcontract' else 'permission_decision' end as subject_kind,
    coalesce(permission.id, engagement.engagement_id) as subject_id,
    coalesce(engagement.starts_on, permission.decided_on) as since,
    coalesce(permission.taken = 'here', false) as is_refused,
    json_object() as detail
from engagement
left join permission on engagement.engagement_id = permission.engagement_id
where
    engagement.tier > 1
    and engagement.policy = 'prohibited'
    and (engagement.is_begun or permission.id is not null)
