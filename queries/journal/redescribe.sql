-- Notes the declarations from which the tables were made anew.
update ledger_info
set format = $format, declarations = $declarations;
