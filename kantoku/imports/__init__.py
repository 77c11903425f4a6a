"""What comes into the ledger from a file that people filled in."""
