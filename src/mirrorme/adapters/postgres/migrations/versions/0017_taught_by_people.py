"""What is said with an API key teaches nobody: a key is a program's, and an owner can make as many as they like."""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_VIEW = """
create or replace view training_rating with (security_invoker = true) as
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
where rating.training and (edit.measured #>> '{score,sure}')::boolean and photo.state <> 'erased'
"""


def upgrade() -> None:
    """Forward."""
    op.execute(_VIEW + " and rating.rater like 'person:%'")


def downgrade() -> None:
    """Back."""
    op.execute(_VIEW)
