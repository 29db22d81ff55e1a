"""What Alembic runs for every command: on the connection that it is given."""

from alembic import context

from mirrorme.adapters.postgres import account_tables, brand_tables, learning_tables, metric_tables, review_tables
from mirrorme.adapters.postgres.tables import metadata

# what it makes has to be known, too
assert account_tables.person.metadata is metadata  # noqa: S101 (it is what the import is for)
assert review_tables.decision.metadata is metadata  # noqa: S101 (the same)
assert brand_tables.brand.metadata is metadata  # noqa: S101 (the same)
assert metric_tables.outcome.metadata is metadata  # noqa: S101 (the same)
assert learning_tables.rating.metadata is metadata  # noqa: S101 (the same)
context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
