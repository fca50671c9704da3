"""A draft → the tables it holds: its own, and its receipts where a ledger lists both."""

from __future__ import annotations

import pandas as pd

from arcore.intake.draft import Draft
from arcore.intake.headers import suggest
from arcore.intake.model import Table
from arcore.schema import TableKind


def finish(draft: Draft) -> list[Table]:
    """The draft as a table, and its receipts as another where a ledger holds both."""
    left_out = {draft.rows[i] + 1 for i in draft.dropped}
    issues = tuple(issue for issue in draft.issues if issue.row not in left_out)
    receipts = [i for i in _positions(draft.facts.pop("receipts", [])) if i not in draft.blocked and i not in draft.dropped]
    paid = set(receipts)
    if draft.told:
        draft.texts["currency"] = [value or draft.currency for value in draft.texts["currency"]]
    draft.facts["currency_assumed"] = draft.currency
    kept = [i for i in draft.kept() if i not in paid]
    assignment = draft.header.assignment
    columns = {
        item.text: _canonical(draft, name)
        for name, item in sorted(assignment.targets.items(), key=lambda pair: pair[1].index)
        if _canonical(draft, name)
    } | draft.also
    unused = tuple(h.text for h in draft.header.headings if h.text not in columns)
    draft.facts.pop("unclear", None)
    table = Table(
        draft.kind,
        draft.side,
        draft.sheet,
        draft.header.last + 1,
        columns,
        draft.frame(kept),
        issues,
        tuple(draft.aside),
        unused,
        suggest([h for h in draft.header.headings if h.text in unused], draft.kind, columns.values()),
        draft.header.signature,
        len(draft.rows) - len(receipts) + len([a for a in draft.aside if a.row not in left_out]),
        draft.facts,
    )
    if not receipts:
        return [table]
    return [table, _receipt_table(draft, receipts, table)]


def _positions(value: object) -> list[int]:
    return list(value) if isinstance(value, list) else []


def _canonical(draft: Draft, target: str) -> str:
    """The canonical name a role ends up in."""
    role = {
        "_digital_no": "document_no",
        "_debit": "amount",
        "_credit": "amount",
        "_advance": "amount",
        "_year": "document_date",
        "_month": "document_date",
        "_day": "document_date",
    }
    if target in draft.ignored:
        return ""
    if target.startswith("_"):
        return role.get(target, "") if draft.kind is TableKind.DOCUMENTS else role.get(target, "").replace("document_date", "receipt_date")
    return target


def _receipt_table(draft: Draft, receipts: list[int], documents_table: Table) -> Table:
    """The receipts of a ledger or list, as a table of its own."""
    frame = draft.frame(receipts)
    names = {"document_no": "receipt_no", "document_date": "receipt_date", "remark": "memo"}
    keep = [
        "document_no",
        "customer_id",
        "customer_name",
        "document_date",
        "amount",
        "currency",
        "salesperson",
        "entity",
        "remark",
        "source_sheet",
        "source_row",
    ]
    rows = frame[[name for name in keep if name in frame.columns]].rename(columns=names)
    rows["amount"] = pd.array(-draft.money["amount"][receipts], dtype="Int64")
    columns = {
        source: names.get(target, target) for source, target in documents_table.columns.items() if names.get(target, target) in rows.columns
    }
    return Table(
        TableKind.RECEIPTS,
        draft.side,
        draft.sheet,
        draft.header.last + 1,
        columns,
        rows,
        signature=draft.header.signature,
        non_blank_rows=len(receipts),
        facts={"from": "ledger"},
    )
