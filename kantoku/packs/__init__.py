"""The pack: one archive with all that legal review receives, which can be checked without the program."""
