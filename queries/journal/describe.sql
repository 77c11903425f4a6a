-- Notes the format and the declarations of a new ledger.
insert into ledger_info (format, declarations)
values ($format, $declarations);
