"""Walls between franchises: row-level security, and the role that all business is done in."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_OWN = ("booking_type", "customer", "session", "photo", "upload", "edit", "history", "api_key")
# asked once a statement, not once a row
_ASKING = "(select current_setting('app.franchise', true))"
_CHANGED = ("franchise", "api_key", "booking_type", "customer", "session", "photo", "upload", "lane", "idempotency")
# roles belong to all databases of a server, so another one may have them already
_ROLES = """
do $$
begin
    if not exists (select from pg_roles where rolname = 'mirrorme_queue') then
        create role mirrorme_queue nologin;
    end if;
    if not exists (select from pg_roles where rolname = 'mirrorme_business') then
        create role mirrorme_business nologin;
    end if;
    grant mirrorme_queue to mirrorme_business;
    execute format('grant mirrorme_business to %I', current_user);
exception when unique_violation or duplicate_object then
    null; -- another database was migrated at the same time
end $$
"""
# a fair turn begins beside whoever is served now, whoever that is: the two things that one studio is told of the others
_OTHERS = """
create function first_tag(which text, but bigint) returns integer
    language sql stable security definer set search_path = public set "app.franchise" = '*'
    return (select min(tag) from photo where lane = which and state = 'queued' and id <> but);
create function anyone_waiting(but bigint) returns boolean
    language sql stable security definer set search_path = public set "app.franchise" = '*'
    return exists (select from photo where state in ('queued', 'editing') and id <> but);
"""


def upgrade() -> None:
    """Forward."""
    op.execute(_ROLES)
    op.execute("grant usage on schema public, procrastinate to mirrorme_queue")
    op.execute("grant select, insert, update, delete on all tables in schema procrastinate to mirrorme_queue")
    op.execute("grant usage on all sequences in schema procrastinate to mirrorme_queue")
    op.execute("grant usage on schema public to mirrorme_business")
    op.execute("grant select on all tables in schema public to mirrorme_business")
    op.execute("revoke all on alembic_version from mirrorme_business")
    op.execute("grant insert on all tables in schema public to mirrorme_business")
    op.execute(f"grant update on {', '.join(_CHANGED)} to mirrorme_business")
    op.execute("grant delete on idempotency to mirrorme_business")
    for table in _OWN:
        _wall(table, f"franchise = {_ASKING}")
    _wall("franchise", f"code = {_ASKING}")
    # an answer that is kept is seen by who may see the key that asked
    _wall("idempotency", "exists (select from api_key where api_key.id = idempotency.caller)")
    op.execute(_OTHERS)


def downgrade() -> None:
    """Back. The roles stay, since other databases of the server may use them."""
    op.execute("drop function anyone_waiting")
    op.execute("drop function first_tag")
    for table in ("idempotency", "franchise", *_OWN):
        op.execute(f"drop policy wall on {table}")
        op.execute(f"alter table {table} no force row level security")
        op.execute(f"alter table {table} disable row level security")
    op.execute("drop owned by mirrorme_business, mirrorme_queue")


def _wall(table: str, own: str) -> None:
    op.execute(f"alter table {table} enable row level security")
    op.execute(f"alter table {table} force row level security")
    op.execute(f"create policy wall on {table} using ({own} or {_ASKING} = '*')")
