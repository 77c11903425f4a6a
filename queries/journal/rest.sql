-- A digest over all that an entry holds besides its body, as verify computes it for an entry whose body was erased.
select
    sha256(concat_ws(
        chr(31), seq, strftime(recorded_at, '%Y-%m-%dT%H:%M:%S.%fZ'),
        actor, action, kind, record_id, revision, reason, batch
    )) as rest
from journal
where seq = $seq;
