-- Whom a name on a record means: the name without title and section before it and without spaces, where a name follows
-- the title; else the title itself, as offices often write only that. The same in kantoku/people.py.
create or replace macro person_named(typed) as
    coalesce(
        nullif(
            regexp_replace(
                regexp_replace(lower(typed), '[\s　・.．,，、]', '', 'g'),
                '^.*(課長補佐|課長代理|部長代理|局長|部長|次長|課長|室長|所長|館長|園長|係長|主幹|主査|主任|主事|主席|参事|理事|課員|職員|担当|責任者|管理者|副区長|区長|副市長|市長)',
                ''
            ),
            ''
        ),
        regexp_replace(lower(typed), '[\s　・.．,，、]', '', 'g')
    );
