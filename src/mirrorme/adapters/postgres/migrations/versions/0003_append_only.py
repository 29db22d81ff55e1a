"""The history can only be added to."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_REFUSE = """
create function refuse_history() returns trigger language plpgsql as $$
begin
    raise exception 'the history is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger refuse_history before update or delete on history for each row execute function refuse_history();
create trigger refuse_truncate before truncate on history for each statement execute function refuse_history();
"""


def upgrade() -> None:
    """Forward."""
    op.execute(_REFUSE)


def downgrade() -> None:
    """Back."""
    op.execute("drop trigger refuse_truncate on history")
    op.execute("drop trigger refuse_history on history")
    op.execute("drop function refuse_history")
