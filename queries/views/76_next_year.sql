-- Does subcontracted work go on into the year after its contract? True where it is grounded on permissions all the way up
-- or needs none, false where it is under way without; null where it was not to last as long as its contract.
create or replace macro goes_on(grounded, is_begun, ends_on, whole_ends_on) as
    case when ends_on < whole_ends_on then null else grounded and is_begun end;
