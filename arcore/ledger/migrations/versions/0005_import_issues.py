"""How many issues of each kind an imported file had."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "import_issues",
        sa.Column("issue_key", WHOLE, autoincrement=False, nullable=False),
        sa.Column("entry", WHOLE, nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("count", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("issue_key"),
    )


def downgrade() -> None:
    op.drop_table("import_issues")
