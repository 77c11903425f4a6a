-- title: One person where there must be two
-- title_ja: 職務の分離
-- level: breach
-- on_write: refuse
-- refuses: permission
-- basis: mic-policy-9-1-2, design
-- basis_without_spi: mic-policy-9-1-2, design
-- says: {same}.
-- says_ja: {same}。
-- same.drafter_decides: who drafted the opinion ({person}) also decided
-- same.drafter_decides_ja: 起案した者（{person}）が決定しています
-- same.confirmer_decides: who confirmed how the data is handled ({person}) also decided
-- same.confirmer_decides_ja: 取扱状況を確認した者（{person}）が決定しています
-- same.drafter_confirms: who drafted the opinion ({person}) also confirmed how the data is handled
-- same.drafter_confirms_ja: 起案した者（{person}）が取扱状況を確認しています
-- same.own_section: the auditor is from the section that was audited ({person})
-- same.own_section_ja: 監査人が監査対象の課（{person}）に所属しています
-- same.own_finding: who was to correct the finding ({person}) verified it
-- same.own_finding_ja: 指摘の是正に当たる者（{person}）が是正を確認しています
-- holds: Who drafted, who confirmed and who decides are different people, as far as they are named.
-- holds_ja: 起案者、確認者及び決定者は別の者です（氏名又は職名の記載がある範囲）。
-- remedy: Have another person do one of the two. Where the office is too small for that, its policy can say so.
-- remedy_ja: いずれかを別の者が行ってください。少人数のため困難な場合は、設定で職務の分離を緩和できます。
-- R14. It compares the people that the records name, not who typed: an officer may log what another decided. The office's
-- policy of the day of the act may relax it. Where no more is the same than a surname, it flags and does not refuse. That
-- the section in charge inspects its own contractor is its duty, and no audit of itself.
with policy as (
    select from_on, until_on
    from policies($at_seq::bigint)
    where separation is distinct from 'relaxed'
),

confirmed as (
    select
        permission.id,
        arg_max(
            struct_pack(person := confirmation.confirmer, typed := confirmation.confirmed_by),
            day_order(confirmation.confirmed_on, confirmation.confirmed_seq)
        ) as by
    from permission
    inner join confirmations($as_of::date, $at_seq::bigint, $scope::varchar) as confirmation
        on permission.engagement_id = confirmation.engagement_id
        and permission.decided_on >= confirmation.confirmed_on
    where confirmation.was_complete
    group by permission.id
),

-- The pairs of persons that have to differ.
pair as (
    select
        permission.engagement_id,
        permission.contract_id,
        permission.id,
        permission.taken,
        permission.decided_on,
        decision.decided_by,
        request.drafted_by,
        unnest([
            struct_pack(
                same := 'drafter_decides',
                one := request.drafter, typed := request.drafted_by,
                other := decision.decider, typed_other := decision.decided_by
            ),
            struct_pack(
                same := 'confirmer_decides',
                one := confirmed.by.person, typed := confirmed.by.typed,
                other := decision.decider, typed_other := decision.decided_by
            ),
            struct_pack(
                same := 'drafter_confirms',
                one := request.drafter, typed := request.drafted_by,
                other := confirmed.by.person, typed_other := confirmed.by.typed
            )
        ], recursive := true)
    from permission
    inner join policy on permission.decided_on between policy.from_on and policy.until_on
    inner join permission_decisions($at_seq::bigint) as decision
        on permission.id = decision.id and ($scope::varchar is null or decision.contract_id = $scope::varchar)
    left join permission_requests($at_seq::bigint) as request
        on decision.request_id = request.id and ($scope::varchar is null or request.contract_id = $scope::varchar)
    left join confirmed on permission.id = confirmed.id
),

-- Who drafts and decides is told so, whatever else that person did.
named as (
    select
        *,
        not is_surname_only(one, other, typed, typed_other) as is_certain
    from pair
    where is_same_person(one, other)
    qualify same <> 'drafter_confirms' or not bool_or(same = 'drafter_decides') over (partition by id, engagement_id)
),

-- What an audit visited was of the section that had it when the audit came on record as done.
visited as (
    select
        coalesce(subject.engagement_id, subject.contract_id) as engagement_id,
        subject.contract_id,
        audit.id,
        audit.audited_on,
        coalesce(subject.section, earlier.section, contract.section) as section
    from audit_subjects($at_seq::bigint) as subject
    inner join audits($at_seq::bigint) as audit on subject.audit_id = audit.id
    inner join policy on audit.audited_on between policy.from_on and policy.until_on
    inner join contracts($at_seq::bigint) as contract
        on subject.contract_id = contract.id and ($scope::varchar is null or contract.id = $scope::varchar)
    left join contract as earlier
        on subject.contract_id = earlier.id
        and audit.audited_seq >= earlier.seq_from
        and audit.audited_seq < earlier.seq_to
    where
        audit.audit_kind = 'internal'
        and audit.audited_on <= $as_of::date
        and ($scope::varchar is null or subject.contract_id = $scope::varchar)
        and list_contains(
            list_transform(audit.auditors, lambda auditor: auditor.organisation),
            coalesce(subject.section, earlier.section, contract.section)
        )
)

select
    engagement_id,
    contract_id,
    'permission_decision' as subject_kind,
    id as subject_id,
    decided_on as since,
    taken = 'here' and bool_or(is_certain) as is_refused,
    json_object(
        'person', case when bool_and(same = 'drafter_confirms') then drafted_by else decided_by end,
        'same', list(same order by same desc)
    ) as detail
from named
group by engagement_id, contract_id, id, taken, decided_on, decided_by, drafted_by
-- What follows flags and never refuses.
union all
select distinct
    engagement_id,
    contract_id,
    'audit' as subject_kind,
    id as subject_id,
    audited_on as since,
    false as is_refused,
    json_object('person', section, 'same', 'own_section') as detail
from visited
union all
select
    coalesce(finding.engagement_id, finding.contract_id) as engagement_id,
    finding.contract_id,
    'finding' as subject_kind,
    finding.id as subject_id,
    finding.verified_on as since,
    false as is_refused,
    json_object('person', finding.verified_by, 'same', 'own_finding') as detail
from findings($at_seq::bigint) as finding
inner join policy on coalesce(finding.verified_on, $as_of::date) between policy.from_on and policy.until_on
where
    finding.state = 'verified'
    and finding.contract_id is not null
    and coalesce(finding.verified_on <= $as_of::date, true)
    and is_same_person(person_named(finding.owner), person_named(finding.verified_by))
    and ($scope::varchar is null or finding.contract_id = $scope::varchar)
