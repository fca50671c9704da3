"""Closed months: which, and the place in the journal that their figures know of."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "closings",
        sa.Column("closing_key", WHOLE, autoincrement=False, nullable=False),
        sa.Column("entry", WHOLE, nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("as_of", sa.String(length=10), nullable=False),
        sa.Column("position", WHOLE, nullable=False),
        sa.Column("position_hash", sa.Text(), nullable=False),
        sa.Column("policy_version", WHOLE, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("closing_key"),
        sa.UniqueConstraint("month"),
    )


def downgrade() -> None:
    op.drop_table("closings")
