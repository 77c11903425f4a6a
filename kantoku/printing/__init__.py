"""What is printed: forms and reports as PDF, set by Typst from blocks of text that know nothing of their look."""
