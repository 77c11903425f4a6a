-- How extents compare: the width of a data class (null where it is not known), the bands of the assessment form for the
-- number of handlers (PIA Ⅱ-4③), data items and places by their text_key, of an address without its hyphens too.
create or replace macro data_width(data_class) as
    case data_class when 'none' then 0 when 'personal' then 1 when 'sensitive' then 2 when 'spi' then 3 end;

-- A text without what makes two spellings of it differ: full width letters and figures, half width kana, capitals, spaces.
-- The voicing marks of half width kana become combining ones, which join the kana before them.
create or replace macro text_key(words) as
    lower(
        regexp_replace(
            nfc_normalize(
                translate(
                    words,
                    '　！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ［＼］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～' || '｡｢｣､･ｦｧｨｩｪｫｬｭｮｯｰｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝﾞﾟ',
                    ' !"#$%&''()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`abcdefghijklmnopqrstuvwxyz{|}~' || '。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン' || chr(12441) || chr(12442)
                )
            ),
            '\s', '', 'g'
        )
    );

create or replace macro item_keys(items) as list_transform(items, lambda item: text_key(item));

create or replace macro place_keys(places) as
    list_transform(
        places,
        lambda place: text_key(place.country) || regexp_replace(text_key(place.address), '[－−‐ー-]', '', 'g')
    );

-- Is each of these among those? They are folded only where they differ as written, because every engagement has such lists.
create or replace macro has_items(those, these) as
    case when list_has_all(those, these) then true else list_has_all(item_keys(those), item_keys(these)) end;

create or replace macro has_countries(those, these) as
    has_items(
        list_transform(those, lambda place: place.country), list_transform(these, lambda place: place.country)
    );

create or replace macro has_places(those, these) as
    case when list_has_all(those, these) then true else list_has_all(place_keys(those), place_keys(these)) end;

-- Places as a reader is told of them.
create or replace macro place_lines(places) as
    list_transform(places, lambda place: concat_ws(' ', place.address, place.country));

create or replace macro handlers_band(handlers) as
    case
        when handlers < 10 then 0
        when handlers < 50 then 1
        when handlers < 100 then 2
        when handlers < 500 then 3
        when handlers < 1000 then 4
        when handlers >= 1000 then 5
    end;
