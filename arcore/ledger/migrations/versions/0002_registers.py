"""Registers that people keep, the files they refer to, and what changed in customers since when."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "customer_changes",
        sa.Column("change_key", WHOLE, autoincrement=False, nullable=False),
        sa.Column("entry", WHOLE, nullable=False),
        sa.Column("customer_key", WHOLE, nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.String(length=10), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["customer_key"], ["customers.customer_key"]),
        sa.PrimaryKeyConstraint("change_key"),
    )
    op.create_index(op.f("ix_customer_changes_customer_key"), "customer_changes", ["customer_key"], unique=False)
    op.create_table(
        "register_rows",
        sa.Column("row_key", WHOLE, autoincrement=False, nullable=False),
        sa.Column("entry", WHOLE, nullable=False),
        sa.Column("register", sa.Text(), nullable=False),
        sa.Column("customer_key", WHOLE, nullable=True),
        sa.Column("document_key", WHOLE, nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("removed", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(["customer_key"], ["customers.customer_key"]),
        sa.ForeignKeyConstraint(["document_key"], ["documents.document_key"]),
        sa.PrimaryKeyConstraint("row_key"),
    )
    op.create_index(op.f("ix_register_rows_customer_key"), "register_rows", ["customer_key"], unique=False)
    op.create_index(op.f("ix_register_rows_document_key"), "register_rows", ["document_key"], unique=False)
    op.create_table(
        "files",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", WHOLE, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )


def downgrade() -> None:
    op.drop_table("files")
    op.drop_index(op.f("ix_register_rows_document_key"), table_name="register_rows")
    op.drop_index(op.f("ix_register_rows_customer_key"), table_name="register_rows")
    op.drop_table("register_rows")
    op.drop_index(op.f("ix_customer_changes_customer_key"), table_name="customer_changes")
    op.drop_table("customer_changes")
