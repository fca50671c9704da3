"""A sheet → its tables: bands side by side, blocks one under another, each block read into a draft and then a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from arcore.intake import documents
from arcore.intake.draft import Draft
from arcore.intake.findings import Problem
from arcore.intake.grid import Grid
from arcore.intake.layout import Choice, Header, bands, find_header
from arcore.intake.lines import group_lines
from arcore.intake.model import Issue, SetAside, Sheet
from arcore.intake.owed import settle_amount
from arcore.intake.parties import assign_entities, assign_parties, fill_parties
from arcore.intake.shifted import report_shifted
from arcore.intake.sorting import Sorted, fill_merged, sort_rows
from arcore.intake.surroundings import Party, currency_in, currency_of_sheet, entities_on, party_of, sheet_party, texts_of, unit_of, year_in
from arcore.intake.told_by_values import dates_from_parts, days_as_terms, settle_party_columns, settle_sides
from arcore.intake.totals import Snapshot, snapshot
from arcore.intake.words import squeezed
from arcore.messages import Message, Unusable, say
from arcore.schema import SCHEMAS, TableKind


@dataclass
class Found:
    """What a sheet yields: drafts of tables, blocks that were rejected with the reason, rows that belong to no table.

    `columns` are those of each draft to hold against its total row; `titles` stand above the sheet's first table and speak for
    those below it too; `entities` are the rows that say whose books follow, where a sheet holds those of several companies.
    """

    drafts: list[Draft] = field(default_factory=list)
    columns: list[list[Snapshot]] = field(default_factory=list)
    rejected: list[Issue] = field(default_factory=list)
    aside: list[SetAside] = field(default_factory=list)
    almost: Message | None = None
    titles: list[str] = field(default_factory=list)
    entities: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Setting:
    """What the reader knows before it opens a sheet."""

    choice: Choice
    currency: str
    many_sheets: bool = False


def read_sheet(sheet: Sheet, setting: Setting) -> Found:
    """Find and read the tables of one sheet."""
    found = Found()
    whole = Grid.of(sheet)
    if all(whole.is_row_blank(row) for row in range(len(whole.rows))):
        return found
    found.entities = entities_on(whole)
    for grid in bands(whole, setting.choice):
        _read_band(grid, setting, found)
    return found


def _read_band(grid: Grid, setting: Setting, found: Found) -> None:
    """The tables of a band, from the top down."""
    start, about = 0, squeezed(grid.sheet.name)
    last: Draft | None = None
    while start < len(grid.rows):
        header = find_header(grid, start, setting.choice, about)
        if header is None or not header[1]:
            rest = grid.non_blank(start, len(grid.rows))
            reason = say("After the table") if last else say("No table was recognized here")
            target = last.aside if last else found.aside
            target.extend(SetAside(grid.sheet.name, row + 1, reason) for row in rest)
            if last is None and header is not None:
                found.almost = found.almost or lacking(header[0], grid.sheet.name)
                if _plainly_meant(header[0]):
                    found.rejected.append(
                        Issue("rejected_table", lacking(header[0], grid.sheet.name), sheet=grid.sheet.name, blocking=False)
                    )
            return
        sorted_rows = _read_block(grid, header[0], start, setting, found)
        last = found.drafts[-1] if found.drafts else last
        start = sorted_rows.end


def _plainly_meant(header: Header) -> bool:
    """Whether headings that lack a required column were still meant as a list of documents or receipts."""
    there = header.assignment.targets.keys()
    return (
        header.assignment.score >= 5
        and bool(there & {"document_no", "receipt_no"})
        and bool(there & {"document_date", "due_date", "receipt_date"})
    )


def lacking(header: Header, sheet: str) -> Message:
    """Why a heading row does not make a table."""
    assignment = header.assignment
    missing = assignment.missing(frozenset({"customer_name"}))
    if header.either:
        return say(
            "Sheet “{sheet}”, row {row}: customer, date and amount, but nothing says whether these are invoices or receipts. Receipts need "
            "a heading such as 收款日期 (Receipt Date); invoices also need their numbers under 单据号 (Document No.)",
            sheet=sheet,
            row=header.last + 1,
        )
    if assignment.kind is TableKind.DOCUMENTS and {("document_no",), ("document_date", "due_date")} <= set(missing):
        return say(
            "Sheet “{sheet}”, row {row}: one balance for each customer, without the documents behind it. Export the open documents, one "
            "row for each with its number and date; such a list of balances is compared with the books under Getting started",
            sheet=sheet,
            row=header.last + 1,
        )
    names = " / ".join(SCHEMAS[assignment.kind].column(group[0]).heading("zh") for group in missing) or "–"
    english = " / ".join(SCHEMAS[assignment.kind].column(group[0]).heading("en") for group in missing) or "–"
    return say(
        "Sheet “{sheet}”, row {row}: looks like a list of {kind}, but these columns are missing: {missing}",
        sheet=sheet,
        row=header.last + 1,
        kind=KIND_NAMES[assignment.kind],
        missing=f"{names} ({english})",
    )


KIND_NAMES: dict[TableKind, Message] = {
    TableKind.CUSTOMERS: say("customer records"),
    TableKind.DOCUMENTS: say("documents"),
    TableKind.RECEIPTS: say("receipts"),
    TableKind.STATEMENT: say("bank movements"),
}


def _read_block(grid: Grid, header: Header, start: int, setting: Setting, found: Found) -> Sorted:
    """Read the block under a header into a draft; a table that cannot be used is rejected with its sentence."""
    above = grid.non_blank(start, header.row)
    titles = texts_of(grid, above)
    found.titles = found.titles or titles
    filled = fill_merged(grid, header)
    sorted_rows = sort_rows(filled, header, setting.choice)
    header = settle_sides(filled, header, sorted_rows.data, setting.choice)
    header = settle_party_columns(filled, header, sorted_rows.data)
    assignment = header.assignment
    aside = [SetAside(grid.sheet.name, row + 1, say("Above the table: {text}", text=_short(grid, row))) for row in above]
    aside += [SetAside(grid.sheet.name, row + 1, say("The heading row")) for row in grid.non_blank(header.row, header.body)]
    aside += [SetAside(grid.sheet.name, row + 1, reason) for row, reason in sorted_rows.aside]
    money = assignment.targets.get("amount") or assignment.targets.get("open_amount") or assignment.targets.get("_debit")
    told = (
        (money.currency if money else None)
        or currency_in([*titles, *found.titles], home=setting.currency)
        or currency_of_sheet(grid.sheet.name)
    )
    draft = Draft(
        filled,
        header,
        assignment.kind,
        assignment.side,
        sorted_rows.data,
        aside,
        currency=told or setting.currency,
        told=told is not None,
        factor=unit_of([*titles, *found.titles]) or 1,
        year=year_in([*titles, grid.sheet.name]),
    )
    try:
        columns = _read_draft(draft, sorted_rows, above, setting)
        assign_entities(draft, found.entities)
    except Unusable as reason:
        found.rejected.append(Issue("rejected_table", reason.message, sheet=grid.sheet.name, blocking=False))
        found.aside += draft.aside + [SetAside(grid.sheet.name, row + 1, say("The table could not be used")) for row in sorted_rows.data]
        return sorted_rows
    found.drafts.append(draft)
    found.columns.append(columns)
    return sorted_rows


def _short(grid: Grid, row: int) -> str:
    return " ".join(texts_of(grid, [row]))[:60]


def _read_draft(draft: Draft, sorted_rows: Sorted, above: Sequence[int], setting: Setting) -> list[Snapshot]:
    """Columns, then what makes the rows customers, documents or receipts; the columns to hold against a total row."""
    named = (party_of(texts_of(draft.grid, [row])) for row in above)
    party = next((p for p in named if p), None) or sheet_party(draft.sheet, among_many=setting.many_sheets)
    titles = texts_of(draft.grid, above)
    draft.read_columns()
    report_shifted(draft)
    before = snapshot(draft)
    if draft.kind is not TableKind.CUSTOMERS:
        dates_from_parts(draft, "document_date" if draft.kind is TableKind.DOCUMENTS else "receipt_date", titles)
        assign_parties(draft, sorted_rows.groups, party)
        if not draft.rows:
            raise Unusable(say("Sheet “{sheet}” holds headings but no rows", sheet=draft.sheet))
        if not any(
            name in draft.texts
            for name in (
                "customer_id",
                "customer_name",
                "tax_no",
                "payer_name",
                "document_no" if draft.kind is TableKind.RECEIPTS else "tax_no",
            )
        ):
            raise Unusable(say("Sheet “{sheet}”: no column, title or group row names the customer", sheet=draft.sheet))
    if draft.kind is TableKind.DOCUMENTS:
        openings = {i for i, row in enumerate(draft.rows) if row in sorted_rows.openings}
        _documents(draft, openings, sorted_rows.groups, setting.currency)
    elif draft.kind is TableKind.RECEIPTS:
        _receipts(draft, sorted_rows.groups)
    else:
        _customers(draft)
    days_as_terms(draft)
    return before


def _documents(draft: Draft, openings: set[int], groups: list[tuple[int, Party]], home: str) -> None:
    fill_parties(draft, groups)
    settle_amount(draft, home)
    documents.settle_openings(draft, openings)
    documents.settle_numbers(draft, openings)
    documents.settle_reversals(draft)
    receipts = documents.receipts_in(draft, openings)
    draft.facts["receipts"] = receipts
    documents.settle_kinds(draft, openings)
    documents.drop_void(draft)
    group_lines(draft)
    documents.require(draft, frozenset(receipts))


def _receipts(draft: Draft, groups: list[tuple[int, Party]]) -> None:
    fill_parties(draft, groups)
    item = draft.heading("receipt_date")
    days = draft.days.get("receipt_date")
    if days is None:
        raise Unusable(say("Sheet “{sheet}”: no column gives the date of the receipts", sheet=draft.sheet))
    for code, heading, lacks in (
        ("missing_receipt_date", item, np.isnat(days)),
        ("missing_amount", draft.heading("amount"), ~draft.given["amount"]),
    ):
        for i in np.flatnonzero(lacks).tolist():
            if i not in draft.blocked:
                draft.report(Problem(i, code), heading)
    names = [draft.texts[n] for n in ("customer_id", "customer_name", "payer_name", "document_no") if n in draft.texts]
    for i in range(len(draft)):
        if all(column[i] is None for column in names) and i not in draft.blocked:
            draft.report(Problem(i, "missing_customer"), draft.heading("customer_name") or draft.heading("customer_id"))


def _customers(draft: Draft) -> None:
    names = [draft.texts[n] for n in ("customer_id", "customer_name") if n in draft.texts]
    for i in range(len(draft)):
        if all(column[i] is None for column in names) and i not in draft.blocked:
            draft.report(Problem(i, "missing_customer"), draft.heading("customer_name") or draft.heading("customer_id"))
