"""The ledger's tables.

Money is whole minor units in a big integer, dates are ISO text ('2026-02-01', the same in both databases and in
the journal), everything else is text. The tables in `DATA_TABLES` change only through journal entries, which hold
their rows before and after; each row's `entry` is the journal entry that wrote it. `files` holds what rows of the
registers refer to, each under the SHA-256 of its content, which is its proof.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from arcore import schema
from arcore.schema import Kind

metadata = sa.MetaData()

WHOLE = sa.BigInteger().with_variant(sa.Integer, "sqlite")
DAY = sa.String(10)


def _key(name: str) -> sa.Column[int]:
    return sa.Column(name, WHOLE, primary_key=True, autoincrement=False)


def _of(table: str, name: str, *, required: bool = False) -> sa.Column[int]:
    return sa.Column(name, WHOLE, sa.ForeignKey(f"{table}.{name}"), nullable=not required, index=True)


def _entry() -> sa.Column[int]:
    return sa.Column("entry", WHOLE, nullable=False)


def _text(*names: str, required: bool = False) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=not required) for name in names]


def _days(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, DAY) for name in names]


def _money(*names: str, required: bool = False) -> list[sa.Column[int]]:
    return [sa.Column(name, WHOLE, nullable=not required) for name in names]


def _as_declared(columns: tuple[schema.Column, ...]) -> list[sa.Column[Any]]:
    kinds: dict[Kind, sa.types.TypeEngine[Any]] = {Kind.MONEY: WHOLE, Kind.DATE: DAY}
    return [sa.Column(column.name, kinds.get(column.kind, sa.Text())) for column in columns]


SOURCE = ("source_file", "source_sheet")

journal = sa.Table(
    "journal",
    metadata,
    _key("seq"),
    *_text("at", "who", "kind", "why", "summary", required=True),
    sa.Column("undoes", WHOLE),
    sa.Column("token", sa.Text, unique=True),
    *_text("blocks", "prev_hash", "hash", required=True),
)
journal_blocks = sa.Table(
    "journal_blocks",
    metadata,
    sa.Column("seq", WHOLE, sa.ForeignKey("journal.seq"), primary_key=True, autoincrement=False),
    sa.Column("block", WHOLE, primary_key=True, autoincrement=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
counters = sa.Table("counters", metadata, sa.Column("name", sa.String(64), primary_key=True), *_money("last", required=True))

imports = sa.Table(
    "imports",
    metadata,
    _key("import_key"),
    _entry(),
    *_text("file", "sha256", "kind", "side", "sheet", "signature", required=True),
    *_days("data_date"),
    *_money("row_count"),
    *_text("seen"),
)
import_issues = sa.Table(
    "import_issues",
    metadata,
    _key("issue_key"),
    _entry(),
    *_text("file", "code", required=True),
    *_money("count", required=True),
)
customers = sa.Table(
    "customers",
    metadata,
    _key("customer_key"),
    _entry(),
    *_text("side", "identity", required=True),
    *_as_declared(schema.CUSTOMERS.columns),
    *_money("implicit", required=True),
    *_text(*SOURCE),
    *_money("source_row"),
    sa.UniqueConstraint("side", "identity"),
)
documents = sa.Table(
    "documents",
    metadata,
    _key("document_key"),
    _entry(),
    _of("customers", "customer_key", required=True),
    *_text("entity", "side", "identity", "document_no", "kind", required=True),
    *_text("invoice_code", "document_type", "customer_id", "customer_name", "tax_no"),
    *_days("document_date", "due_date"),
    *_text("due_basis", required=True),
    *_days("stated_due_date", "delivery_date", "acceptance_date", "invoice_received_date"),
    *_text("term_text"),
    *_text("currency", required=True),
    *_money("amount", required=True),
    *_money("net_amount", "tax_amount"),
    *_text("tax_rate", "exchange_rate", "salesperson", "department", "region", "contract_no", "order_no", "project"),
    *_text("reversed_document_no", "status", "remark"),
    *_money("void", required=True),
    *_text(*SOURCE),
    *_money("source_row"),
    sa.UniqueConstraint("entity", "side", "identity"),
)
stated_payments = sa.Table(
    "stated_payments",
    metadata,
    _key("stated_key"),
    _entry(),
    _of("documents", "document_key", required=True),
    sa.Column("stated_on", DAY, nullable=False),
    *_money("paid", "settled", required=True),
    sa.UniqueConstraint("document_key", "stated_on"),
)
bank_accounts = sa.Table(
    "bank_accounts",
    metadata,
    _key("bank_account_key"),
    _entry(),
    *_text("entity", "account", required=True),
    *_text("bank", "name", "currency", "revoked_at"),
    sa.UniqueConstraint("account"),
)
statement_lines = sa.Table(
    "statement_lines",
    metadata,
    _key("statement_line_key"),
    _entry(),
    *_text("identity", "account", required=True),
    sa.Column("date", DAY, nullable=False),
    *_text("time"),
    *_money("amount", required=True),
    *_text("currency", required=True),
    *_money("balance"),
    *_text("counterparty_name", "counterparty_account", "counterparty_bank", "memo", "serial", "transaction_type"),
    *_money("reversal", required=True),
    *_text("status", required=True),
    *_text("status_note"),
    *_text(*SOURCE),
    *_money("source_row"),
    sa.UniqueConstraint("identity"),
)
receipts = sa.Table(
    "receipts",
    metadata,
    _key("receipt_key"),
    _entry(),
    _of("customers", "customer_key"),
    _of("statement_lines", "statement_line_key"),
    *_text("entity", "side", "identity", required=True),
    *_text("receipt_no", "customer_id", "customer_name"),
    sa.Column("receipt_date", DAY, nullable=False),
    *_text("currency", required=True),
    *_money("amount", required=True),
    *_money("discount", "fee", "write_off"),
    *_text("document_refs", "payer_name", "payer_account", "method", "memo", "salesperson"),
    *_text(*SOURCE),
    *_money("source_row"),
    sa.UniqueConstraint("entity", "side", "identity"),
)
allocations = sa.Table(
    "allocations",
    metadata,
    _key("allocation_key"),
    _entry(),
    _of("documents", "document_key", required=True),
    _of("receipts", "receipt_key"),
    sa.Column("date", DAY, nullable=False),
    *_money("amount", required=True),
    *_text("kind", "origin", required=True),
    *_text("note"),
)
customer_changes = sa.Table(
    "customer_changes",
    metadata,
    _key("change_key"),
    _entry(),
    _of("customers", "customer_key", required=True),
    *_text("field", "origin", required=True),
    sa.Column("valid_from", DAY, nullable=False),
    *_text("old", "new"),
)
register_rows = sa.Table(
    "register_rows",
    metadata,
    _key("row_key"),
    _entry(),
    *_text("register", required=True),
    _of("customers", "customer_key"),
    _of("documents", "document_key"),
    *_text("content", required=True),
    *_money("removed", required=True),
)
register_changes = sa.Table(
    "register_changes",
    metadata,
    _key("change_key"),
    _entry(),
    _of("register_rows", "row_key", required=True),
    sa.Column("valid_from", DAY, nullable=False),
    *_text("old", "new", required=True),
)
files = sa.Table(
    "files",
    metadata,
    sa.Column("sha256", sa.String(64), primary_key=True),
    *_text("name", required=True),
    *_money("size", required=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
    *_text("added_at", required=True),
)
closings = sa.Table(
    "closings",
    metadata,
    _key("closing_key"),
    _entry(),
    sa.Column("month", sa.String(7), nullable=False),
    sa.Column("as_of", DAY, nullable=False),
    *_money("position", required=True),
    *_text("position_hash", required=True),
    *_money("policy_version", required=True),
    *_text("sha256", required=True),
    sa.UniqueConstraint("month"),
)
payers = sa.Table(
    "payers",
    metadata,
    _key("payer_key"),
    _entry(),
    _of("customers", "customer_key", required=True),
    *_text("kind", "value", "origin", "who", "at", required=True),
    *_text("revoked_at", "revoked_by"),
)
declined = sa.Table(
    "declined",
    metadata,
    _key("declined_key"),
    _entry(),
    _of("customers", "customer_key", required=True),
    *_text("payer", "who", "at", required=True),
    sa.UniqueConstraint("payer", "customer_key"),
)
policies = sa.Table("policies", metadata, _key("version"), _entry(), *_text("toml", "who", "why", "at", required=True))
mappings = sa.Table(
    "mappings",
    metadata,
    _key("mapping_key"),
    _entry(),
    *_text("signature", "mapping", "who", required=True),
    sa.UniqueConstraint("signature"),
)
settings = sa.Table(
    "settings",
    metadata,
    _key("setting_key"),
    _entry(),
    *_text("name", "value", required=True),
    sa.UniqueConstraint("name"),
)

DATA_TABLES: dict[str, sa.Table] = {
    table.name: table
    for table in (
        imports,
        customers,
        customer_changes,
        documents,
        register_rows,
        register_changes,
        stated_payments,
        bank_accounts,
        statement_lines,
        receipts,
        allocations,
        payers,
        declined,
        policies,
        mappings,
        settings,
        closings,
        import_issues,
    )
}
"""Parents before children: the order in which rows are inserted; deletions go the other way."""

NATURAL_KEYS: dict[str, tuple[str, ...]] = {
    "customers": ("side", "identity"),
    "documents": ("entity", "side", "identity"),
    "receipts": ("entity", "side", "identity"),
}


def key_of(table: str) -> str:
    """The name of a data table's integer key."""
    return str(next(iter(DATA_TABLES[table].primary_key.columns)).name)


def columns_of(table: str) -> tuple[str, ...]:
    """A data table's column names, its key first."""
    return tuple(str(column.name) for column in DATA_TABLES[table].columns)


def references() -> list[tuple[str, str, str]]:
    """(child table, column, parent table) of every reference between data tables."""
    return [
        (name, str(column.name), next(iter(column.foreign_keys)).column.table.name)
        for name, table in DATA_TABLES.items()
        for column in table.columns
        if column.foreign_keys
    ]
