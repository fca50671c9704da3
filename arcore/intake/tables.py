"""A sheet → its tables: bands side by side, blocks one under another, each block read into a draft and then a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from arcore.intake import documents
from arcore.intake.date_columns import Days
from arcore.intake.draft import Draft
from arcore.intake.findings import Problem
from arcore.intake.grid import Grid
from arcore.intake.headers import assign, suggest
from arcore.intake.layout import Choice, Header, bands, find_header
from arcore.intake.model import Issue, SetAside, Sheet, Table
from arcore.intake.sorting import Sorted, fill_merged, sort_rows
from arcore.intake.surroundings import currency_in, party_of, sheet_party, texts_of, unit_of, year_in
from arcore.intake.words import squeezed
from arcore.messages import Message, Unusable, say
from arcore.schema import SCHEMAS, Side, TableKind

_CODE = r"^[A-Za-z0-9][A-Za-z0-9._/\-#]*$"


@dataclass
class Found:
    """What a sheet yields: drafts of tables, blocks that were rejected with the reason, rows that belong to no table."""

    drafts: list[Draft] = field(default_factory=list)
    openings: dict[int, set[int]] = field(default_factory=dict)
    rejected: list[Issue] = field(default_factory=list)
    aside: list[SetAside] = field(default_factory=list)
    almost: Message | None = None


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
    filled = fill_merged(grid, header)
    sorted_rows = sort_rows(filled, header, setting.choice)
    header = _settle_sides(filled, header, sorted_rows.data, setting.choice)
    header = _settle_party_columns(filled, header, sorted_rows.data)
    assignment = header.assignment
    aside = [SetAside(grid.sheet.name, row + 1, say("Above the table: {text}", text=_short(grid, row))) for row in above]
    aside += [SetAside(grid.sheet.name, row + 1, say("The heading row")) for row in grid.non_blank(header.row, header.last + 1)]
    aside += [SetAside(grid.sheet.name, row + 1, reason) for row, reason in sorted_rows.aside]
    money = assignment.targets.get("amount") or assignment.targets.get("open_amount") or assignment.targets.get("_debit")
    draft = Draft(
        filled,
        header,
        assignment.kind,
        assignment.side,
        sorted_rows.data,
        aside,
        currency=(money.currency if money else None) or currency_in(titles) or setting.currency,
        factor=unit_of(titles) or 1,
        year=year_in([*titles, grid.sheet.name]),
    )
    try:
        _read_draft(draft, sorted_rows, above, setting)
    except Unusable as reason:
        found.rejected.append(Issue("rejected_table", reason.message, sheet=grid.sheet.name, blocking=False))
        found.aside += draft.aside + [SetAside(grid.sheet.name, row + 1, say("The table could not be used")) for row in sorted_rows.data]
        return sorted_rows
    found.drafts.append(draft)
    return sorted_rows


def _short(grid: Grid, row: int) -> str:
    return " ".join(texts_of(grid, [row]))[:60]


def _settle_sides(grid: Grid, header: Header, rows: Sequence[int], choice: Choice) -> Header:
    """With both seller and buyer in the table, the one that never changes is ourselves."""
    assignment = header.assignment
    if choice.side or "_seller_name" not in assignment.targets or "customer_name" not in assignment.targets:
        return header
    sellers = {grid.rows[r][assignment.targets["_seller_name"].index] for r in rows} - {None, ""}
    buyers = {grid.rows[r][assignment.targets["customer_name"].index] for r in rows} - {None, ""}
    if len(buyers) == 1 and len(sellers) > 1:
        return replace(header, assignment=assign(header.headings, assignment.kind, side=Side.PAYABLE))
    return header


def _settle_party_columns(grid: Grid, header: Header, rows: Sequence[int]) -> Header:
    """Whether a heading such as 客户 or Account holds codes or names is told by its values."""
    targets = dict(header.assignment.targets)
    ident, name = targets.get("customer_id"), targets.get("customer_name")
    if ident and "customer_id" in header.assignment.weak and not _mostly_codes(grid, ident.index, rows, re.compile(_CODE)):
        del targets["customer_id"]
        if name is None:
            targets["customer_name"] = ident
    elif (
        name
        and not ident
        and name.key in ("客户", "customer", "account", "往来单位", "供应商", "vendor", "supplier")
        and _mostly_codes(grid, name.index, rows, re.compile(r"^(?=.*\d)[A-Za-z]{0,6}[-_.]?\d[A-Za-z0-9._/\-]*$"))
    ):
        targets["customer_id"] = targets.pop("customer_name")
    if name and name.key == "单位" and (header.assignment.lines or not _looks_like_names(grid, name.index, rows)):
        targets.pop("customer_name", None)
    if targets == header.assignment.targets:
        return header
    return replace(header, assignment=replace(header.assignment, targets=targets))


def _mostly_codes(grid: Grid, column: int, rows: Sequence[int], pattern: re.Pattern[str]) -> bool:
    values = [grid.rows[r][column] for r in rows[:200] if grid.rows[r][column] not in (None, "")]
    return bool(values) and sum(1 for v in values if not isinstance(v, str) or pattern.match(v.strip())) >= 0.8 * len(values)


def _looks_like_names(grid: Grid, column: int, rows: Sequence[int]) -> bool:
    values = [str(grid.rows[r][column]) for r in rows[:200] if grid.rows[r][column] not in (None, "")]
    return bool(values) and sum(map(len, values)) >= 4 * len(values)


def _read_draft(draft: Draft, sorted_rows: Sorted, above: Sequence[int], setting: Setting) -> None:
    """Columns, then what makes the rows customers, documents or receipts."""
    named = (party_of(texts_of(draft.grid, [row])) for row in above)
    party = next((p for p in named if p), None) or sheet_party(draft.sheet, among_many=setting.many_sheets)
    titles = texts_of(draft.grid, above)
    draft.read_columns()
    if draft.kind is not TableKind.CUSTOMERS:
        _dates_from_parts(draft, "document_date" if draft.kind is TableKind.DOCUMENTS else "receipt_date", titles)
        documents.assign_parties(draft, sorted_rows.groups, party)
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
        _documents(draft, {i for i, row in enumerate(draft.rows) if row in sorted_rows.openings})
    elif draft.kind is TableKind.RECEIPTS:
        _receipts(draft)
    else:
        _customers(draft)
    _days_as_terms(draft)


def _documents(draft: Draft, openings: set[int]) -> None:
    documents.fill_parties(draft)
    documents.settle_amount(draft)
    documents.settle_openings(draft, openings)
    documents.settle_numbers(draft, openings)
    documents.settle_reversals(draft)
    receipts = documents.receipts_in(draft, openings)
    draft.facts["receipts"] = receipts
    documents.settle_kinds(draft, openings)
    documents.drop_void(draft)
    documents.group_lines(draft)
    documents.require(draft, frozenset(receipts))


def _receipts(draft: Draft) -> None:
    documents.fill_parties(draft)
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


def _dates_from_parts(draft: Draft, target: str, titles: Sequence[str]) -> None:
    """年, 月 and 日 columns as a date; the year may stand in the heading, in a title or only where it changes."""
    if target in draft.days or not draft.header.assignment.has_date_parts:
        return
    month_heading = draft.heading("_month")
    stated = year_in([month_heading.text if month_heading else "", *titles, draft.sheet])
    years, months, days = (draft.texts.get(name) or [None] * len(draft) for name in ("_year", "_month", "_day"))
    result: list[str] = []
    year, month = stated, None
    for i in range(len(draft)):
        year = int(years[i] or 0) or year if (years[i] or "0").isdigit() else year
        month = int(months[i] or 0) or month if (months[i] or "0").isdigit() else month
        day = int(days[i] or 0) if (days[i] or "0").isdigit() else 0
        result.append(f"{year:04d}-{month:02d}-{day:02d}" if year and month and day else "NaT")
    try:
        draft.days[target] = np.array(result, dtype="datetime64[D]")
    except ValueError:
        draft.days[target] = _checked(draft, result)


def _checked(draft: Draft, texts: list[str]) -> Days:
    """The dates of texts of which some are no days of the calendar; those are reported."""
    days = np.full(len(texts), np.datetime64("NaT"), dtype="datetime64[D]")
    for i, text in enumerate(texts):
        try:
            days[i] = np.datetime64(text)
        except ValueError:
            draft.report(Problem(i, "bad_date", text), draft.heading("_day"))
    return days


def _days_as_terms(draft: Draft) -> None:
    """A bare number under 账期(天) or 信用天数 means days; under 月结日 the day of the month."""
    item = draft.heading("term_text")
    if item is None or "term_text" not in draft.texts:
        return
    monthly = item.key in ("月结日", "结算日", "对账日")
    memo: dict[str | None, str | None] = {None: None}
    for text in set(draft.texts["term_text"]) - {None}:
        number = str(text).removesuffix(".0")
        plain = number.isdigit() and len(number) <= 3
        memo[text] = text if not plain else f"每月{number}日" if monthly else f"{number}天"
    draft.texts["term_text"] = [memo[text] for text in draft.texts["term_text"]]


# tables ----------------------------------------------------------------------------------------------------------


def finish(draft: Draft) -> list[Table]:
    """The draft as a table, and its receipts as another where a ledger holds both."""
    left_out = {draft.rows[i] + 1 for i in draft.dropped}
    issues = tuple(issue for issue in draft.issues if issue.row not in left_out)
    receipts = [i for i in _positions(draft.facts.pop("receipts", [])) if i not in draft.blocked and i not in draft.dropped]
    paid = set(receipts)
    for name, code in (("currency", draft.currency),):
        draft.texts[name] = [value or code for value in draft.texts[name]]
    kept = [i for i in draft.kept() if i not in paid]
    assignment = draft.header.assignment
    columns = {
        item.text: _canonical(draft, name)
        for name, item in sorted(assignment.targets.items(), key=lambda pair: pair[1].index)
        if _canonical(draft, name)
    }
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
