-- How extents compare: the width of a data class (null where it is not known), and places without what makes two
-- spellings of one address differ (full width figures, spaces, hyphens).
create or replace macro data_width(data_class) as
    case data_class when 'none' then 0 when 'personal' then 1 when 'sensitive' then 2 when 'spi' then 3 end;

create or replace macro place_keys(places) as
    list_transform(
        places,
        lambda place: upper(place.country) || regexp_replace(
            translate(place.address, '０１２３４５６７８９', '0123456789'), '[\s－−‐ー-]', '', 'g'
        )
    );
