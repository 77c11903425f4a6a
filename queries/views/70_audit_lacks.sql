-- What an engagement lacks of its yearly audit, as a hit of R15 or R16: the audit itself once its day has passed, else
-- what the record of the last one leaves open. Null where nothing is lacking.
create or replace macro audit_lack(
    engagement_id, tier, due_on, last_audited_on, last_audit_id, is_last_incomplete, as_of
) as
    case
        when due_on < as_of then struct_pack(
            subject_kind := case when tier = 1 then 'contract' else 'subcontract' end,
            subject_id := engagement_id,
            since := due_on,
            level := 'overdue',
            detail := json_object(
                'audit', case when last_audited_on is null then 'never' else 'overdue' end,
                'due_on', due_on,
                'last_audited_on', last_audited_on
            )
        )
        when is_last_incomplete then struct_pack(
            subject_kind := 'audit',
            subject_id := last_audit_id,
            since := last_audited_on,
            level := 'incomplete',
            detail := json_object('audit', 'incomplete', 'due_on', due_on, 'last_audited_on', last_audited_on)
        )
    end;
