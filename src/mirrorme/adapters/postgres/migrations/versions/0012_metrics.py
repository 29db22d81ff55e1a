"""What became of photos, in numbers; how the service did, by the minute; alerts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_ASKING = "(select current_setting('app.franchise', true))"
_FACTORS = ("edges", "light", "colour", "composition", "artifacts")
_COUNTS = (
    *("processed", "decided", "auto", "published", "rejected", "reviewed", "timed", "delivered", "scored", "factors_n"),
    *("kept_vip", "kept_express", "kept_standard", "kept_bulk", "hours"),
)
# what a line of the history says became of a photo, with what that comes to in numbers: scores are deep in documents of
# kilobytes, and adding up a month of them would take a minute. The walls hold here as for whoever adds the line.
_KEEP = f"""
create function keep_outcome(line history) returns void language sql set search_path = public
begin atomic
    insert into outcome (line, franchise, photo, at, "before", "after", lane, first, seconds, kept, reasons,
                         score, edit_s, {", ".join(_FACTORS)})
    select line.id, line.franchise, line.photo, line.at, line.before, line.after, photo.lane,
           line.after not in ('queued', 'failed', 'delivered') and not exists (
               select from outcome earlier where earlier.photo = line.photo and earlier.line < line.id
                   and earlier.after not in ('queued', 'failed', 'delivered')),
           extract(epoch from line.at - case line.after when 'delivered' then photo.published_at
                                                        else photo.received_at end)::real,
           line.at <= photo.deadline,
           array(select code #>> '{{}}' from jsonb_path_query(line.data, 'lax $.reasons[*].code') code),
           last.score, last.edit_s,
           {
    ", ".join(
        f"(select avg((one ->> 'value')::real)::real from jsonb_array_elements(last.factors) one "
        f"where one ->> 'name' = '{name}')"
        for name in _FACTORS
    )
}
    from photo left join lateral (
        select (measured #>> '{{score,value}}')::real as score, measured #> '{{score,factors}}' as factors,
               (select sum(value::real)::real from jsonb_each_text(edit.seconds)) as edit_s
        from edit
        where edit.photo = photo.id and line.before in ('editing', 'scored')
            and line.after not in ('rejected', 'failed')
        order by number desc limit 1) last on true
    where photo.id = line.photo;
end;
"""  # noqa: S608 (of constants)
_WORTH = """{0}.kind = 'photo' and ({0}.after in ('published', 'in_review', 'retake', 'rejected', 'failed', 'delivered')
    or {0}.before = 'scored' and {0}.after = 'queued')"""
# days that are over are added up once. Who does it has the lock alone, and whoever adds an outcome shares it: so an
# outcome of such a day is in the sum, or takes the sum away. A day's end depends on the time zone.
_DAYS = """
create function outcome_came() returns trigger language plpgsql set search_path = public as $$
begin
    perform pg_advisory_xact_lock_shared(hashtext('outcome_day'), hashtext(new.franchise));
    delete from outcome_day where franchise = new.franchise and ended > new.at;
    return null;
end $$;
create trigger outcome_came after insert on outcome for each row execute function outcome_came();
create function franchise_moved() returns trigger language plpgsql set search_path = public as $$
begin
    perform pg_advisory_xact_lock_shared(hashtext('outcome_day'), hashtext(new.code));
    delete from outcome_day where franchise = new.code;
    return null;
end $$;
create trigger franchise_moved after update of timezone on franchise for each row
    when (old.timezone <> new.timezone) execute function franchise_moved();
"""
_NOTE = f"""
create function note_outcome() returns trigger language plpgsql set search_path = public as $$
begin
    perform keep_outcome(new);
    return null;
end $$;
create trigger note_outcome after insert on history for each row when ({_WORTH.format("new")})
    execute function note_outcome();
"""
_CATCH_UP = f"""
do $$
declare line history;
begin
    for line in select * from history where {_WORTH.format("history")} order by id loop
        perform keep_outcome(line);
    end loop;
end $$;
"""  # noqa: S608 (of constants)


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "outcome",
        sa.Column("line", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("franchise", sa.Text(), nullable=False),
        sa.Column("photo", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("first", sa.Boolean(), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=True),
        sa.Column("reasons", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("seconds", sa.REAL(), nullable=True),
        sa.Column("edit_s", sa.REAL(), nullable=True),
        sa.Column("score", sa.REAL(), nullable=True),
        *(sa.Column(name, sa.REAL(), nullable=True) for name in _FACTORS),
        sa.PrimaryKeyConstraint("line", name=op.f("pk_outcome")),
    )
    op.create_index(op.f("ix_outcome_photo"), "outcome", ["photo"])
    op.create_index(op.f("ix_outcome_at"), "outcome", ["at"])
    op.create_index(op.f("ix_outcome_franchise_at"), "outcome", ["franchise", "at"])
    op.create_index(
        "ix_outcome_rejected",
        "outcome",
        ["at"],
        postgresql_include=["franchise", "reasons"],
        postgresql_where=sa.text("after = 'rejected'"),
    )
    op.create_table(
        "outcome_day",
        sa.Column("franchise", sa.Text(), nullable=False),
        sa.Column("ended", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _COUNTS),
        *(sa.Column(name, sa.Double(), nullable=True) for name in ("seconds", "delivery", "score", *_FACTORS)),
        sa.Column("classes", postgresql.ARRAY(sa.SmallInteger()), nullable=False),
        sa.Column("counts", postgresql.ARRAY(sa.Integer()), nullable=False),
        sa.PrimaryKeyConstraint("franchise", "ended", name=op.f("pk_outcome_day")),
    )
    op.create_index(op.f("ix_upload_created_at"), "upload", ["created_at", "franchise", "state"])
    op.create_table(
        "minute",
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.Column(name, sa.Integer(), server_default="0", nullable=False)
            for name in ("requests", "errors", "looks", "workers", "needed", "busy")
        ),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("at", name=op.f("pk_minute")),
    )
    op.create_table(
        "latency",
        sa.Column("hour", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counts", postgresql.ARRAY(sa.Integer()), nullable=False),
        sa.PrimaryKeyConstraint("hour", name=op.f("pk_latency")),
    )
    op.create_table(
        "alert",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("franchise", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("what_to_do", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["franchise"], ["franchise.code"], name=op.f("fk_alert_franchise")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
    )
    op.create_index(
        "ix_alert_open",
        "alert",
        ["kind", "franchise"],
        unique=True,
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text("closed_at is null"),
    )
    op.create_index(op.f("ix_alert_franchise_id"), "alert", ["franchise", "id"])
    for table in ("outcome", "outcome_day", "alert"):
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"alter table {table} force row level security")
        op.execute(f"create policy wall on {table} using (franchise = {_ASKING} or {_ASKING} = '*')")
    op.execute("grant select, insert on outcome to mirrorme_business")
    op.execute("grant select, insert, delete on outcome_day to mirrorme_business")
    op.execute("grant select, insert, update, delete on minute to mirrorme_business")
    op.execute("grant select, insert, update on latency to mirrorme_business")
    op.execute("grant select, insert, update on alert to mirrorme_business")
    op.execute(_KEEP)
    op.execute(_CATCH_UP)
    op.execute(_NOTE)
    op.execute(_DAYS)


def downgrade() -> None:
    """Back."""
    op.execute("drop trigger note_outcome on history")
    op.execute("drop function note_outcome")
    op.execute("drop function keep_outcome")
    op.execute("drop trigger franchise_moved on franchise")
    op.execute("drop function franchise_moved")
    op.execute("drop trigger outcome_came on outcome")
    op.execute("drop function outcome_came")
    op.drop_table("alert")
    op.drop_table("latency")
    op.drop_table("minute")
    op.drop_index(op.f("ix_upload_created_at"), "upload")
    op.drop_table("outcome_day")
    op.drop_table("outcome")
