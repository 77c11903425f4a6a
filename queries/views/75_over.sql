-- Rules that ask for something after the work has ended as well: the report and the evaluation of its audits, its last
-- report, the proof that its data is gone, what an incident demands, and what the end means for the PIA. What other rules
-- find of ended work nobody can mend any more.
create or replace macro outlasts_work(rule) as rule in ('R17', 'R19', 'R20', 'R21', 'R22', 'R23', 'R24', 'R28');
