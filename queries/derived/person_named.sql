-- Whom a name on a record means: the name without title and section before it and without spaces, where a name follows
-- the title; else the title itself, as offices often write only that. The same in kantoku/people.py.
create or replace macro title_words() as
    '(課長補佐|課長代理|部長代理|局長|部長|次長|課長|室長|所長|館長|園長|係長|主幹|主査|主任|主事|主席|参事|理事|課員|職員|担当|責任者|管理者|副区長|区長|副市長|市長)';

create or replace macro person_named(typed) as
    coalesce(
        nullif(
            regexp_replace(regexp_replace(lower(typed), '[\s　・.．,，、()（）]', '', 'g'), '^.*' || title_words(), ''),
            ''
        ),
        regexp_replace(lower(typed), '[\s　・.．,，、()（）]', '', 'g')
    );

-- Does one of two such names go on with a title after the other? A section alone is nobody's name.
create or replace macro is_titled_after(longer, shorter) as
    case
        when longer <> shorter and starts_with(longer, shorter) and right(shorter, 1) not in ('課', '係', '室', '局')
            then regexp_full_match(substr(longer, len(shorter) + 1), '.*' || title_words())
        else false
    end;

-- Do two such names mean one person?
create or replace macro is_same_person(one, other) as
    coalesce(one = other or is_titled_after(one, other) or is_titled_after(other, one), false);

-- Is no more the same than a surname, which two people may share? Not where both were written alike.
create or replace macro is_surname_only(one, other, typed, typed_other) as
    least(len(one), len(other)) <= 3 and lower(typed) <> lower(typed_other);
