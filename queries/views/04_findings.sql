-- Does that state of a finding close it: verified, or its risk accepted? (R18)
create or replace macro closes_finding(state) as
    state in ('verified', 'accepted');

-- Was a finding closed by as_of? One that was closed on no day on file was closed before.
create or replace macro is_finding_closed(state, verified_on, as_of) as
    closes_finding(state) and coalesce(verified_on <= as_of, true);
