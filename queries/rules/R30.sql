-- title: Permission not passed on to the subcontractor
-- title_ja: 許諾の伝達・確認の未記録
-- level: incomplete
-- on_write: record
-- basis: ppc-qa-3-8-2
-- basis_without_spi: design
-- says: Permitted on {permitted_on}; since {due_on} it is not on record that {lacks}.
-- says_ja: {permitted_on}の許諾について、期限（{due_on}）を過ぎても、次の記録がありません（{lacks}）。
-- lacks.notified: the contractor was notified
-- lacks.notified_ja: 受託者への通知
-- lacks.told: the subcontractor was told
-- lacks.told_ja: 再委託先への伝達
-- lacks.checked: the subcontractor checked the permission
-- lacks.checked_ja: 再委託先による許諾の確認
-- remedy: Ask the contractor when it told the subcontractor, and the subcontractor when it checked; record both days.
-- remedy_ja: 受託者に伝達日を、再委託先に許諾を確認した日を照会し、記録してください。
-- remedy.notified: Notify the contractor of the permission, and record the day. Cure first what breaks the law in it.
-- remedy.notified_ja: 許諾した旨を受託者に通知し、通知日を記録してください。許諾が違反に該当するときは、先に是正してください。
-- R30. Whoever accepts subcontracted work without checking the permission may itself break the law. It is due within the
-- office's number of days from the notice to the contractor; the notice, within as many from the decision.
select
    permission.engagement_id,
    permission.contract_id,
    'permission_decision' as subject_kind,
    permission.id as subject_id,
    due.due_on as since,
    json_object(
        'permitted_on', permission.decided_on,
        'due_on', due.due_on,
        -- Nobody passes on what was not notified.
        'lacks', case
            when due.noted_on is null then ['notified']
            else list_filter([
                case when not due.is_told then 'told' end,
                case when not due.is_checked then 'checked' end
            ], lambda lack: lack is not null)
        end
    ) as detail
from notices_due($as_of::date, $at_seq::bigint, $scope::varchar) as due
inner join permission on due.subject_id = permission.id
inner join engagement on permission.engagement_id = engagement.engagement_id
where
    due.due_on < $as_of::date
    and engagement.is_live
    and engagement.permission_state in ('permitted', 'conditional')
