-- Every incident known to the office by as_of, as known at at_seq, with its clocks: one row an incident.
-- The office knows from the earliest day on which any section knew, at the latest from the contractor's notice; where no
-- such day is on record, from the first entry on it. The first report is due promptly, that is within 3 to 5 days; the
-- final one on day 30, or 60 where an improper purpose is concerned, the day of knowledge being day 1, or on the next
-- open day. reportability: reportable, undetermined (the clocks run all the same), guideline (below the threshold, to
-- be reported under the guideline), exempt (encrypted, or of work without personal data in which nobody's was concerned
-- either). engagements: the name of the table that holds the engagements as of as_of; of work that is not among them,
-- personal data counts as handled. Source: 漏えい等報告規則2条–4条; guideline annex 2, 3A–F.
create or replace macro incident_clocks(as_of, at_seq, scope, engagements) as table
with opened as (
    select id, office_day(recorded_at) as opened_on
    from incident
    where revision = 1
),

judged as (
    select
        incident.id,
        incident.revision,
        incident.number,
        incident.title,
        incident.incident_kind,
        incident.contract_id,
        coalesce(incident.engagement_id, incident.contract_id) as engagement_id,
        incident.state,
        incident.occurred_on,
        incident.persons,
        incident.contractor_knew_on,
        incident.notice_received_on,
        incident.no_report_reason,
        incident.closed_on,
        coalesce(
            least(
                list_min(list_transform(incident.knowledge, lambda each: each.known_on)), incident.notice_received_on
            ),
            opened.opened_on
        ) as known_on,
        coalesce(incident.reportable_kinds, []) as kinds,
        len(list_filter(kinds, lambda kind: kind <> 'none' and kind[1] <> '4')) > 0 as is_of_kind,
        len(list_filter(kinds, lambda kind: kind[1] = '4')) > 0 as is_of_many,
        len(list_filter(kinds, lambda kind: kind[1] = '2')) > 0 as has_improper_purpose,
        case
            when incident.is_encrypted then 'exempt'
            when
                coalesce(work.data_class = 'none', false)
                and not is_of_kind and not is_of_many
                and coalesce(incident.persons = 0, incident.incident_kind in ('unpermitted', 'breach'))
                and len(coalesce(incident.data_items, [])) = 0
                then 'exempt'
            when is_of_kind or incident.persons > 100 then 'reportable'
            when is_of_many and incident.persons is null then 'reportable'
            when len(kinds) = 0 or incident.persons is null then 'undetermined'
            else 'guideline'
        end as reportability,
        -- The number speaks against what the record says of article 2.
        coalesce(
            (list_contains(kinds, 'none') and incident.persons > 100) or (is_of_many and incident.persons <= 100), false
        ) as is_contradicted,
        case when incident.first_reported_on <= as_of then incident.first_reported_on end as first_on,
        case when incident.finally_reported_on <= as_of then incident.finally_reported_on end as finally_reported_on,
        -- One report may serve as both.
        least(first_on, finally_reported_on) as first_reported_on,
        incident.seq_from
    from incidents(at_seq) as incident
    left join opened on incident.id = opened.id
    left join query_table(engagements) as work
        on coalesce(incident.engagement_id, incident.contract_id) = work.engagement_id
    where scope is null or incident.contract_id = scope
)

select
    judged.* exclude (first_on, is_of_kind, is_of_many, has_improper_purpose),
    judged.reportability in ('reportable', 'undetermined') as has_clocks,
    case when judged.has_improper_purpose then 60 else 30 end as final_days,
    judged.known_on + 3 as first_target_on,
    judged.known_on + 5 as first_due_on,
    next_open_day(judged.known_on + final_days - 1) as final_due_on,
    judged.contractor_knew_on + 5 as notice_due_on
from judged
where judged.known_on <= as_of;
