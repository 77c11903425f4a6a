-- Does a country lie outside Japan? Organisations are the first to ask; contracts, subcontracts and their places follow.
create or replace macro is_abroad(country) as
    coalesce(upper(trim(country)) not in ('JP', 'JPN', 'JAPAN', '日本', '日本国'), false);

-- Is it a foreign business? Source: PPC guideline, annex 1, 2G.
create or replace macro organisation_is_abroad(record) as is_abroad(record.country);
