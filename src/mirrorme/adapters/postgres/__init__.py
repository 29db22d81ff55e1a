"""Records in Postgres, and Postgres itself where none is given."""
