-- How extents compare: the width of a data class (null where it is not known), the bands of the assessment form for the
-- number of handlers (PIA Ⅱ-4③), and places without what makes two spellings of one address differ (full width figures,
-- spaces, hyphens).
create or replace macro data_width(data_class) as
    case data_class when 'none' then 0 when 'personal' then 1 when 'sensitive' then 2 when 'spi' then 3 end;

create or replace macro place_keys(places) as
    list_transform(
        places,
        lambda place: upper(place.country) || regexp_replace(
            translate(place.address, '０１２３４５６７８９', '0123456789'), '[\s－−‐ー-]', '', 'g'
        )
    );

create or replace macro handlers_band(handlers) as
    case
        when handlers < 10 then 0
        when handlers < 50 then 1
        when handlers < 100 then 2
        when handlers < 500 then 3
        when handlers < 1000 then 4
        when handlers >= 1000 then 5
    end;
