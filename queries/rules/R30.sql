-- title: Permission not passed on to the subcontractor
-- title_ja: 許諾の伝達・確認の未記録
-- level: incomplete
-- on_write: record
-- basis: ppc-qa-3-8-2
-- basis_without_spi: design
-- says: The contractor was notified on {notified_on}; since {due_on}, {lacks}.
-- says_ja: 受託者への通知（{notified_on}）から期限（{due_on}）を過ぎても、{lacks}。
-- lacks.told: it is not on record that the subcontractor was told
-- lacks.told_ja: 再委託先への伝達の記録がありません
-- lacks.checked: it is not on record that the subcontractor checked the permission
-- lacks.checked_ja: 再委託先が許諾を確認した記録がありません
-- remedy: Ask the contractor when it told the subcontractor, and the subcontractor when it checked; record both days.
-- remedy_ja: 受託者に伝達日を、再委託先に許諾を確認した日を照会し、記録してください。
-- R30. Whoever accepts subcontracted work without checking the permission may itself break the law. It is due within the
-- office's number of days from the notice to the contractor.
select
    permission.engagement_id,
    permission.contract_id,
    'permission_decision' as subject_kind,
    permission.id as subject_id,
    due.due_on as since,
    json_object(
        'notified_on', due.notified_on,
        'due_on', due.due_on,
        'lacks', list_filter([
            case when coalesce(due.told_on > $as_of::date, true) then 'told' end,
            case when coalesce(due.checked_on > $as_of::date, true) then 'checked' end
        ], lambda lack: lack is not null)
    ) as detail
from notices_due($as_of::date, $at_seq::bigint, $scope::varchar) as due
inner join permission on due.subject_id = permission.id
inner join engagement on permission.engagement_id = engagement.engagement_id
where
    due.due_on < $as_of::date
    and coalesce(due.met_on > $as_of::date, true)
    and engagement.is_live
    and engagement.permission_state in ('permitted', 'conditional')
