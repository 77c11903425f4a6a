-- How much it matters to audit an engagement soon: the heavier the data, the deeper the tier, and the worse what is known
-- of it. An unknown data class weighs as much as the heaviest. Source: 事務対応ガイド 4-8-9(3), 秘匿性及び量に応じて.
create or replace macro audit_risk(data_class, tier, standing, overdue_findings) as
    case
        when
            case data_class when 'spi' then 2 when 'unknown' then 2 when 'sensitive' then 1 else 0 end
            + case when tier >= 3 then 1 else 0 end
            + case when standing = 'breach' then 2 else 0 end
            + case when overdue_findings > 0 then 1 else 0 end >= 3
            then 'high'
        when data_class in ('spi', 'unknown', 'sensitive') or tier >= 3 or standing = 'breach' or overdue_findings > 0
            then 'medium'
        else 'low'
    end;
