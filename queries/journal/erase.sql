-- The one change of the journal: removes the body of an entry where the law demands it. Its digest stays.
update journal
set body = ''
where seq = $seq;
