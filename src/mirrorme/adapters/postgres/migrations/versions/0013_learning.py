"""What people say of edits, what may be learnt from it, and the models that were learnt."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_ASKING = "(select current_setting('app.franchise', true))"
_WALL = f"""
alter table rating enable row level security;
alter table rating force row level security;
create policy wall on rating using (franchise = {_ASKING} or {_ASKING} = '*');
grant select, insert, update, delete on rating to mirrorme_business;
alter table model enable row level security;
alter table model force row level security;
create policy seen on model for select using (true);
create policy wall on model using ({_ASKING} = '*');
grant select, insert, update on model to mirrorme_business;
"""
# what is learnt from is never copied: who takes a yes back, or is erased, is out of the next look at it
_VIEW = """
create view training_rating with (security_invoker = true) as
select rating.id as rating, rating.franchise, rating.rater, rating.thumb, rating.stars, rating.at,
       to_char(rating.at at time zone 'UTC', 'YYYY-MM') as month, rating.photo, edit.id as edit, edit.number,
       edit.measured -> 'score' as score, said.id as consent, said.at as consented_at
from rating
join edit on edit.id = rating.edit
join photo on photo.id = rating.photo
join session on session.id = photo.session
join lateral (
    select consent.id, consent.at, consent.given from consent
    where consent.customer = session.customer and consent.kind = 'training' order by consent.id desc limit 1
) said on said.given
where rating.training and edit.measured ? 'score' and photo.state <> 'erased';
grant select on training_rating to mirrorme_business;
"""


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "rating",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("franchise", sa.Text(), nullable=False),
        sa.Column("photo", sa.BigInteger(), nullable=False),
        sa.Column("edit", sa.BigInteger(), nullable=False),
        sa.Column("rater", sa.Text(), nullable=False),
        sa.Column("thumb", sa.Text(), nullable=False),
        sa.Column("stars", sa.SmallInteger(), nullable=True),
        sa.Column("comment", sa.Text(), server_default="", nullable=False),
        sa.Column("training", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("thumb in ('up', 'down') and stars between 1 and 5", name="rating_said"),
        sa.ForeignKeyConstraint(["edit"], ["edit.id"], name=op.f("fk_rating_edit")),
        sa.ForeignKeyConstraint(["franchise"], ["franchise.code"], name=op.f("fk_rating_franchise")),
        sa.ForeignKeyConstraint(["photo"], ["photo.id"], name=op.f("fk_rating_photo")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating")),
        sa.UniqueConstraint("edit", "rater", name=op.f("uq_rating_edit_rater")),
    )
    op.create_index(op.f("ix_rating_photo"), "rating", ["photo"])
    op.create_index(op.f("ix_rating_franchise_at"), "rating", ["franchise", "at"])
    op.create_table(
        "model",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("dataset", sa.Text(), nullable=False),
        sa.Column("figures", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False),
        sa.Column("card", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind in ('quality', 'matting')", name="model_kind"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model")),
        sa.UniqueConstraint("kind", "digest", name=op.f("uq_model_kind_digest")),
    )
    # one model of a kind serves, and one is on trial
    only = sa.text("state in ('serving', 'trial')")
    op.create_index("ix_model_only", "model", ["kind", "state"], unique=True, postgresql_where=only)
    # edits come in the order of their time, so a few bytes a page tell where a trial's begin
    op.create_index(op.f("ix_edit_created_at"), "edit", ["created_at"], postgresql_using="brin")
    op.execute(_WALL)
    op.execute(_VIEW)


def downgrade() -> None:
    """Back."""
    op.execute("drop view training_rating")
    op.drop_index("ix_edit_created_at", "edit")
    op.drop_table("model")
    op.drop_table("rating")
