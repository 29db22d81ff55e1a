"""People, how they sign in, and mail that waits to be sent."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_SECRETS = ("sign_in", "passkey", "recovery_code", "link", "challenge", "attempt")
_ASKING = "(select current_setting('app.franchise', true))"
_NOW = sa.text("now()")
# as it was: a column that a function reads can't change its type
_FORGET = """
create function forget_old_answers(age interval, at_most integer) returns void
    language sql security definer set search_path = public set "app.franchise" = '*'
begin atomic
    delete from idempotency where (caller, key) in (
        select caller, key from idempotency where created_at <= now() - age limit at_most for update skip locked);
end;
"""


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "person",
        _id(),
        sa.Column("franchise", sa.Text(), sa.ForeignKey("franchise.code", name=op.f("fk_person_franchise"))),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("password", sa.Text()),
        sa.Column("totp", sa.LargeBinary()),
        sa.Column("totp_step", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("subject", sa.Text()),
        _time("created_at", now=True),
        _time("disabled_at"),
        _time("signed_in_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
        sa.UniqueConstraint("subject", name=op.f("uq_person_subject")),
    )
    op.create_index(op.f("ix_person_franchise_id"), "person", ["franchise", "id"])
    op.create_table(
        "sign_in",
        _id(),
        _person("sign_in"),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("agent", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("tries", sa.SmallInteger(), nullable=False, server_default="0"),
        _time("created_at", now=True),
        _time("seen_at", now=True),
        _time("expires_at", required=True),
        _time("stepped_up_at"),
        _time("ended_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("digest", name=op.f("uq_sign_in_digest")),
    )
    op.create_index(op.f("ix_sign_in_person_id"), "sign_in", ["person", "id"])
    op.create_table(
        "passkey",
        _id(),
        _person("passkey"),
        sa.Column("credential", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        _time("created_at", now=True),
        _time("used_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential", name=op.f("uq_passkey_credential")),
    )
    op.create_index(op.f("ix_passkey_person"), "passkey", ["person"])
    op.create_table(
        "recovery_code",
        _person("recovery_code"),
        sa.Column("digest", sa.Text(), nullable=False),
        _time("used_at"),
        sa.PrimaryKeyConstraint("person", "digest", name=op.f("pk_recovery_code")),
    )
    op.create_table(
        "link",
        _id(),
        _person("link"),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        _time("created_at", now=True),
        _time("expires_at", required=True),
        _time("used_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
        sa.UniqueConstraint("digest", name=op.f("uq_link_digest")),
    )
    op.create_index(op.f("ix_link_person"), "link", ["person"])
    op.create_table(
        "challenge",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False, server_default=""),
        _time("expires_at", required=True),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_challenge")),
    )
    op.create_table(
        "attempt",
        _id(),
        sa.Column("bucket", sa.Text(), nullable=False),
        _time("at", now=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
    )
    op.create_index(op.f("ix_attempt_bucket_at"), "attempt", ["bucket", "at"])
    op.create_table(
        "mail",
        _id(),
        sa.Column("franchise", sa.Text(), sa.ForeignKey("franchise.code", name=op.f("fk_mail_franchise"))),
        sa.Column("kind", sa.Text(), nullable=False),
        # sealed, and gone once it is sent: links in it open accounts
        sa.Column("sealed", sa.LargeBinary()),
        sa.Column("tries", sa.SmallInteger(), nullable=False, server_default="0"),
        sa.Column("trouble", sa.Text(), nullable=False, server_default=""),
        _time("created_at", now=True),
        _time("next_at", now=True),
        _time("done_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail")),
    )
    op.create_index("ix_mail_waiting", "mail", ["next_at"], postgresql_where=sa.text("done_at is null"))
    for table in ("person", "mail"):
        _wall(table, f"franchise = {_ASKING} or {_ASKING} = '*'")
        op.execute(f"grant select, insert, update on {table} to mirrorme_business")
    for table in _SECRETS:
        # nobody is told of these but the service's own duties
        _wall(table, f"{_ASKING} = '*'")
        op.execute(f"grant select, insert, update, delete on {table} to mirrorme_business")
    _let_people_repeat()
    op.add_column("api_key", sa.Column("prefix", sa.Text(), nullable=False, server_default=""))
    op.add_column("api_key", sa.Column("scopes", sa.ARRAY(sa.Text()), nullable=False, server_default="{}"))


def downgrade() -> None:
    """Back. Answers that are kept for a day are forgotten: their callers have no number any more."""
    op.drop_column("api_key", "scopes")
    op.drop_column("api_key", "prefix")
    op.execute("delete from idempotency")
    op.execute("drop policy wall on idempotency")
    op.drop_constraint("fk_idempotency_franchise", "idempotency")
    op.drop_column("idempotency", "franchise")
    op.execute("drop function forget_old_answers")
    op.execute("alter table idempotency alter column caller type bigint using 0")
    op.execute(_FORGET)
    op.execute(
        "create policy wall on idempotency using (exists (select from api_key where api_key.id = idempotency.caller))"
    )
    for table in ("mail", *reversed(_SECRETS), "person"):
        op.drop_table(table)


def _let_people_repeat() -> None:
    """Whoever asks may ask again: keys, and people."""
    op.execute("drop policy wall on idempotency")
    op.execute("drop function forget_old_answers")
    op.execute("alter table idempotency alter column caller type text using 'key:' || caller")
    op.execute(_FORGET)
    op.add_column("idempotency", sa.Column("franchise", sa.Text(), nullable=True))
    op.create_foreign_key(op.f("fk_idempotency_franchise"), "idempotency", "franchise", ["franchise"], ["code"])
    op.execute("""
        update idempotency set franchise = api_key.franchise from api_key where caller = 'key:' || api_key.id
    """)
    op.execute(f"create policy wall on idempotency using (franchise = {_ASKING} or {_ASKING} = '*')")


def _wall(table: str, condition: str) -> None:
    op.execute(f"alter table {table} enable row level security")
    op.execute(f"alter table {table} force row level security")
    op.execute(f"create policy wall on {table} using ({condition})")


def _id() -> "sa.Column[int]":
    return sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False)


def _person(table: str) -> "sa.Column[int]":
    key = sa.ForeignKey("person.id", name=op.f(f"fk_{table}_person"))
    return sa.Column("person", sa.BigInteger(), key, nullable=False)


def _time(name: str, *, now: bool = False, required: bool = False) -> "sa.Column[object]":
    stamp = sa.DateTime(timezone=True)
    return sa.Column(name, stamp, nullable=not (now or required), server_default=_NOW if now else None)
