-- title: Affairs entrusted to another local government
-- title_ja: 他の地方公共団体への事務の委託の登録
-- level: incomplete
-- on_write: record
-- basis: entrustment-standards, local-autonomy-act-252-14
-- says: The entrustment of affairs to another local government is no matter of this ledger.
-- says_ja: 地方自治法に基づく他の地方公共団体への事務の委託は、この台帳の対象ではありません。
-- remedy: Withdraw it from the ledger, or correct the judgement if it is a contract with a business.
-- remedy_ja: 台帳から取り下げるか、事業者との契約であれば「委託に該当するか」の記録を訂正してください。
-- R36. The ledger is of contracts of any form: printing, typing, translation, designated managers, collection. Articles
-- 252-14 to 252-16 of the Local Autonomy Act move the affair itself to another body; nobody supervises a contractor there.
select
    engagement.engagement_id,
    engagement.contract_id,
    'contract' as subject_kind,
    engagement.contract_id as subject_id,
    engagement.starts_on as since,
    json_object() as detail
from contracts($at_seq::bigint) as contract
inner join engagement on contract.id = engagement.engagement_id
where
    contract.entrustment = 'affairs'
    and ($scope::varchar is null or contract.id = $scope::varchar)
    and coalesce(engagement.ends_on >= $as_of::date, true)
