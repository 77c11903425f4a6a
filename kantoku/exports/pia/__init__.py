"""What a PIA statement (特定個人情報保護評価書) says of entrustment, from the ledger."""
