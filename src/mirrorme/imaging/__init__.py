"""Pixels only: pure functions over frozen records, which know no franchise, file or network."""
