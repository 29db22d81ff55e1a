"""Child processes that work for us."""
