-- Whom a name on a record means: the name without title and section before it and without spaces, where a name follows
-- the title; else the title itself, as offices often write only that. The same in kantoku/people.py, whose titles
-- title_words() are.
create or replace macro unspaced(typed) as regexp_replace(lower(typed), '[\s　・.．,，、()（）]', '', 'g');

create or replace macro person_named(typed) as
    coalesce(nullif(regexp_replace(unspaced(typed), '^.*' || title_words(), ''), ''), unspaced(typed));

-- Does one of two such names go on with a title after the other, with or without a section between? A section alone is
-- nobody's name, and 林 is not 林田課長.
create or replace macro is_titled_after(longer, shorter) as
    case
        when longer <> shorter and starts_with(longer, shorter) and right(shorter, 1) not in ('課', '係', '室', '局')
            then regexp_full_match(
                substr(longer, len(shorter) + 1),
                case when len(shorter) > 1 and right(shorter, 1) not in ('部', '所', '館') then '(..+)?' else '' end
                || title_words()
            )
        else false
    end;

-- Do two such names mean one person?
create or replace macro is_same_person(one, other) as
    coalesce(one = other or is_titled_after(one, other) or is_titled_after(other, one), false);

-- Was a name of three characters typed with a space in it, so that it is no surname alone?
create or replace macro is_parted(name, typed) as
    contains(regexp_replace(lower(typed), '[\s　]+', ' ', 'g'), name[1] || ' ' || name[2:])
    or contains(regexp_replace(lower(typed), '[\s　]+', ' ', 'g'), name[:2] || ' ' || name[3]);

-- Is no more the same than a surname, which two people may share? Not where both were written alike.
create or replace macro is_surname_only(one, other, typed, typed_other) as
    least(len(one), len(other)) <= 3
    and unspaced(typed) <> unspaced(typed_other)
    and not (one = other and len(one) = 3 and (is_parted(one, typed) or is_parted(other, typed_other)));
