"""What leaves the ledger as a file: any list, and the register of the oversight for legal review."""
