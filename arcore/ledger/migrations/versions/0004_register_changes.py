"""What was amended in registers, from which day it counts: past dates keep the rows of then."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "register_changes",
        sa.Column("change_key", WHOLE, autoincrement=False, nullable=False),
        sa.Column("entry", WHOLE, nullable=False),
        sa.Column("row_key", WHOLE, nullable=False),
        sa.Column("valid_from", sa.String(length=10), nullable=False),
        sa.Column("old", sa.Text(), nullable=False),
        sa.Column("new", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["row_key"], ["register_rows.row_key"]),
        sa.PrimaryKeyConstraint("change_key"),
    )
    op.create_index(op.f("ix_register_changes_row_key"), "register_changes", ["row_key"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_register_changes_row_key"), table_name="register_changes")
    op.drop_table("register_changes")
