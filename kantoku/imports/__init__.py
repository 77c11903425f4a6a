"""What comes into the ledger from a file: a ledger that an office kept in a spreadsheet, a register, a form.

The way of a workbook or CSV: `sheets` reads its cells, `layout` finds its tables, `columns` says what each column
means, `reading` reads their values, `proposal` compares them with what is on file, `run` rehearses, records and
withdraws.
"""
