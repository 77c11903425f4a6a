-- title: No right to audit, subcontractors included
-- title_ja: 監査（再委託先を含む）の定めがない契約
-- level: incomplete
-- on_write: record
-- basis: ppc-gl-4-2-1-1B-2, jimu-guide-4-8-9-1
-- basis_without_spi: jimu-guide-4-8-9-1
-- says: The contract does not say that {lacks}.
-- says_ja: 契約に、{lacks}定めがありません。
-- lacks.contractor: the contractor may be audited on site
-- lacks.contractor_ja: 委託先に対して実地の監査・調査を行うことができる旨の
-- lacks.subcontractors: audits extend to subcontractors
-- lacks.subcontractors_ja: 監査が再委託先に及ぶ旨の
-- remedy: Have it added when the contract is changed or renewed; until then audit by agreement.
-- remedy_ja: 契約の変更又は更新の際に定めを加えてください。それまでは、受託者の同意を得て監査を行ってください。
-- R13. The office can see to what it must only where the contract lets it in. Asked once the clauses have been looked at;
-- where they have not, the record itself shows as incomplete. Nobody stands below a contract that prohibits it.
with looked_at as (
    select
        id as contract_id,
        policy,
        list_transform(list_filter(clauses, lambda one: one.state = 'present'), lambda one: one.code) as present
    from contracts($at_seq::bigint)
    where not is_auditable and len(clauses) > 0 and ($scope::varchar is null or id = $scope::varchar)
),

judged as (
    select
        engagement.engagement_id,
        engagement.contract_id,
        engagement.starts_on,
        list_filter([
            case when not list_contains(looked_at.present, 'C10') then 'contractor' end,
            case
                when not list_contains(looked_at.present, 'X05') and looked_at.policy is distinct from 'prohibited'
                    then 'subcontractors'
            end
        ], lambda lack: lack is not null) as lacks
    from engagement
    inner join looked_at on engagement.engagement_id = looked_at.contract_id
    where engagement.is_live and engagement.handles_personal
)

select
    engagement_id,
    contract_id,
    'contract' as subject_kind,
    contract_id as subject_id,
    starts_on as since,
    json_object('lacks', lacks) as detail
from judged
where len(lacks) > 0
