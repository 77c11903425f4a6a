-- Is any place of work or storage abroad? Source: PPC guideline, annex 1, 2G.
create or replace macro subcontract_is_abroad(record) as
    len(list_filter(coalesce(record.places, []), lambda place: is_abroad(place.country))) > 0;
