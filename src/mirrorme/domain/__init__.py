"""What a franchise's business is made of: frozen records and rules, no I/O."""
