-- Audit coverage by section: work under way that handles personal data, by what its audits stand at. The section with
-- the most that is overdue or was never audited comes first.
select
    coalesce(section, '') as section,
    count(*) filter (audit_state = 'covered') as covered,
    count(*) filter (audit_state = 'due_soon') as due_soon,
    count(*) filter (audit_state = 'overdue') as overdue,
    count(*) filter (audit_state = 'never') as never
from status
where is_live and handles_personal
group by coalesce(section, '')
order by overdue + never desc, due_soon desc, covered desc, section
