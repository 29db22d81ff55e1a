"""The queue in a schema of its own, the lanes, the regions, and the call that tells listeners of the history."""

import sqlalchemy as sa
from alembic import op
from procrastinate.schema import SchemaManager
from sqlalchemy import text

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# a notification carries at most 8,000 bytes: a longer event is told by its id alone, and listeners fetch it
_TELL = """
create function tell_history() returns trigger language plpgsql as $$
declare
    event text := to_jsonb(new)::text;
begin
    if octet_length(event) > 7500 then
        event := jsonb_build_object('id', new.id)::text;
    end if;
    perform pg_notify('mirrorme_history', event);
    return null;
end $$;
create trigger tell_history after insert on history for each row execute function tell_history();
"""
_REGIONS = (("us-east-1", "US East"), ("us-west-2", "US West"), ("eu-west-1", "Europe"))
_LANES = ("vip", "express", "standard", "bulk")


def upgrade() -> None:
    """Forward."""
    live = op.get_bind()
    op.execute("create schema procrastinate")
    op.execute("set local search_path = procrastinate")
    # Procrastinate's own script, which is many statements: only the driver takes them at once
    driver = live.connection.driver_connection
    if driver is None:
        raise RuntimeError("migrations run on a live connection")
    driver.execute(SchemaManager.get_schema())
    op.execute("set local search_path = public, procrastinate")
    op.execute(_TELL)
    live.execute(text("insert into lane (name) values (:name)"), [{"name": name} for name in _LANES])
    live.execute(
        text("insert into region (code, name) values (:code, :name)"),
        [{"code": code, "name": name} for code, name in _REGIONS],
    )
    # jobs are written and deleted all the time: without this their indexes are mostly dead entries
    op.execute("alter table procrastinate.procrastinate_jobs set (autovacuum_vacuum_scale_factor = 0.02)")


def downgrade() -> None:
    """Back."""
    op.execute("drop trigger tell_history on history")
    op.execute("drop function tell_history")
    op.execute("drop schema procrastinate cascade")
    op.get_bind().execute(sa.delete(sa.table("lane")))
    op.get_bind().execute(sa.text("delete from region where code not in (select region from franchise)"))
