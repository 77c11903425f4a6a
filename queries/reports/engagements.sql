-- The engagements of one contract, or of everything where scope is null: what a write is judged by.
select *
from engagements($as_of::date, $at_seq::bigint, $scope::varchar)
