-- The oversight status of one contract, or of everything where scope is null.
select *
from oversight($as_of::date, $at_seq::bigint, $scope::varchar)
