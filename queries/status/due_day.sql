-- Every day by which something is to be done, those that have passed too: one row a day and thing. Of work that has ended
-- that is the report of its audits and its last report, the proof of its disposal, and what an incident demands.
-- what: audit, planned_audit (a visit planned), audit_report (of an audit done), confirmation, permission, declaration
-- (of no subcontracting), finding, certification, request (to be decided before the work is to begin), start (of a
-- contract that is not under way yet), condition, notice and advance_report (under a permission), report (periodic),
-- training, disposal, incident (a report or a notice of it), unpermitted (an incident to be opened, R05), pia (what the
-- change means for the PIA statement, R28), journal_review. subject: the record that it is about. An audit of several contracts is a thing of each.
select
    'audit' as what,
    next_audit_due_on as due_on,
    engagement_id,
    contract_id,
    case when tier = 1 then 'contract' else 'subcontract' end as subject_kind,
    engagement_id as subject_id
from status
where is_live and next_audit_due_on is not null
union all
select
    'confirmation' as what,
    confirmation_until_on as due_on,
    engagement_id,
    contract_id,
    case when tier = 1 then 'contract' else 'subcontract' end as subject_kind,
    engagement_id as subject_id
from status
where is_live and handles_personal and confirmation_until_on is not null
union all
select
    'permission' as what,
    permitted_until_on as due_on,
    engagement_id,
    contract_id,
    'permission_decision' as subject_kind,
    grant_id as subject_id
from status
where is_live and needs_permission and permitted_until_on is not null
union all
select
    'planned_audit' as what,
    audit.planned_on as due_on,
    part.engagement_id,
    part.contract_id,
    'audit' as subject_kind,
    audit.id as subject_id
from audits($at_seq::bigint) as audit
inner join audit_parts($at_seq::bigint, null) as part on audit.id = part.audit_id
where audit.planned_on is not null and coalesce(audit.audited_on > $as_of::date, true)
union all
select
    'audit_report' as what,
    close_by_on as due_on,
    engagement_id,
    contract_id,
    'audit' as subject_kind,
    audit_id as subject_id
from (
    from audits_to_close($as_of::date, $at_seq::bigint, null)
    where not is_reported
    union all
    from audits_to_evaluate($as_of::date, $at_seq::bigint, null, 'status')
    where is_reported
)
where close_by_on is not null
union all
select
    'declaration' as what,
    cast(max(declared.declared_on) + to_months(cast(any_value(policy.declaration_valid_months) as integer)) as date)
        as due_on,
    status.engagement_id,
    status.contract_id,
    'contract' as subject_kind,
    status.contract_id as subject_id
from declarations($as_of::date, $at_seq::bigint, null) as declared
inner join status on declared.contract_id = status.engagement_id
cross join policies_on($as_of::date, $at_seq::bigint) as policy
where
    status.is_live
    and status.handles_personal
    and status.contract_id not in (select below.contract_id from status as below where below.tier > 1 and below.is_live)
group by status.engagement_id, status.contract_id
union all
select
    'finding' as what,
    finding.due_on,
    finding.engagement_id,
    finding.contract_id,
    'finding' as subject_kind,
    finding.id as subject_id
from findings($at_seq::bigint) as finding
where
    finding.due_on is not null
    and coalesce(finding.found_on <= $as_of::date, true)
    and not is_finding_closed(finding.state, finding.verified_on, $as_of::date)
union all
select
    'certification' as what,
    max(held.certification.expires_on) as due_on,
    null::varchar as engagement_id,
    null::varchar as contract_id,
    'organisation' as subject_kind,
    held.id as subject_id
from (
    select id, unnest(certifications) as certification
    from organisations($at_seq::bigint)
    where id in (select work.organisation_id from status as work where work.is_live and work.handles_personal)
) as held
where held.certification.expires_on is not null
group by held.id, held.certification.scheme
union all
select
    'request' as what,
    starts_on as due_on,
    engagement_id,
    contract_id,
    'subcontract' as subject_kind,
    engagement_id as subject_id
from status
where permission_state = 'requested' and starts_on is not null and coalesce(ends_on >= $as_of::date, true)
union all
-- A change or a renewal is asked for while the permission before it holds.
select
    'request' as what,
    coalesce(request.wanted_from_on, status.permitted_until_on + 1) as due_on,
    status.engagement_id,
    status.contract_id,
    'permission_request' as subject_kind,
    request.id as subject_id
from permission_requests($at_seq::bigint) as request
inner join status on request.engagement_id = status.engagement_id
where
    status.permission_state in ('permitted', 'conditional')
    and due_on is not null
    and coalesce(status.ends_on >= $as_of::date, true)
    and request.requested_on <= $as_of::date
    and not coalesce(request.withdrawn_on <= $as_of::date, false)
    and request.id not in (
        select decision.request_id
        from permission_decisions($at_seq::bigint) as decision
        where
            decision.request_id is not null
            and decision.decided_for = 'office'
            and decision.outcome <> 'returned'
            and decision.decided_on <= $as_of::date
    )
union all
select
    'start' as what,
    contract.starts_on as due_on,
    contract.id as engagement_id,
    contract.id as contract_id,
    'contract' as subject_kind,
    contract.id as subject_id
from contracts($at_seq::bigint) as contract
where
    contract.stage in ('selecting', 'signed')
    and contract.starts_on is not null
    and coalesce(contract.ends_on >= $as_of::date, true)
union all
select
    due.what,
    due.due_on,
    due.engagement_id,
    due.contract_id,
    due.subject_kind,
    due.subject_id
from (
    select 'condition' as what, due_on, met_on, engagement_id, contract_id, subject_kind, subject_id, true as is_standing
    from conditions_due($as_of::date, $at_seq::bigint, null)
    union all
    select
        'notice' as what, due_on, null as met_on, engagement_id, contract_id, subject_kind, subject_id,
        false as is_standing
    from notices_due($as_of::date, $at_seq::bigint, null)
    union all
    select
        'advance_report' as what, due_on, null as met_on, engagement_id, contract_id, subject_kind, subject_id,
        has_begun as is_standing
    from advance_reports_due($as_of::date, $at_seq::bigint, null)
) as due
inner join status on due.engagement_id = status.engagement_id
where
    due.due_on is not null
    and coalesce(due.met_on > $as_of::date, true)
    and case due.what
        -- A condition stays due under whatever permission came after it.
        when 'condition' then
            (status.is_begun or status.permission_state in ('permitted', 'conditional'))
            and coalesce(status.ends_on >= $as_of::date, true)
        when 'notice' then due.subject_id = status.grant_id and status.is_live
        -- What is permitted in advance is reported before it is under way, and then under whatever came after it.
        else (due.is_standing or due.subject_id = status.grant_id) and coalesce(status.ends_on >= $as_of::date, true)
    end
union all
select
    'report' as what,
    due.due_on,
    due.engagement_id,
    due.contract_id,
    due.subject_kind,
    due.subject_id
from reports_due($as_of::date, $at_seq::bigint, null) as due
inner join status on due.engagement_id = status.engagement_id
where due.due_on is not null and (status.is_live or due.is_ending)
union all
select
    'training' as what,
    due_on,
    engagement_id,
    contract_id,
    subject_kind,
    subject_id
from trainings_due($as_of::date, $at_seq::bigint, null, 'status')
where due_on is not null
union all
select
    'disposal' as what,
    due_on,
    engagement_id,
    contract_id,
    subject_kind,
    subject_id
from disposals_due($as_of::date, $at_seq::bigint, null, 'status')
where ended_on <= $as_of::date
union all
select
    'incident' as what,
    due_on,
    engagement_id,
    contract_id,
    subject_kind,
    subject_id
from incidents_due($as_of::date, $at_seq::bigint, null, 'status')
where due_on is not null
union all
select
    'journal_review' as what,
    due_on,
    engagement_id,
    contract_id,
    subject_kind,
    subject_id
from journal_review_due($as_of::date, $at_seq::bigint)
union all
select
    'unpermitted' as what,
    hit.since as due_on,
    hit.engagement_id,
    hit.contract_id,
    hit.subject_kind,
    hit.subject_id
from hit
where
    hit.rule = 'R05'
    and hit.engagement_id not in (
        select incident.engagement_id
        from incident_clocks($as_of::date, $at_seq::bigint, null, 'status') as incident
        where incident.incident_kind = 'unpermitted' and incident.known_on <= $as_of::date
    )
union all
select
    'pia' as what,
    since as due_on,
    engagement_id,
    contract_id,
    subject_kind,
    subject_id
from hit
where rule = 'R28' and since is not null
