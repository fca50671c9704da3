"""The rows of all files of an upload, of one kind and side, column by column, with where each came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from arcore.intake.model import Issue, Reading, Table
from arcore.ledger.preview import FileIssue
from arcore.ledger.rows import Rows, Value, plain_values
from arcore.messages import Message
from arcore.money import exponent, to_decimal, to_minor
from arcore.schema import SCHEMAS, Kind, Side, TableKind


@dataclass(frozen=True)
class Incoming:
    """`rows` has every column of the kind's schema plus source_sheet and source_row; `of_table[i]` tells row i's table."""

    kind: TableKind
    side: Side
    rows: Rows
    of_table: list[int]
    tables: tuple[tuple[Reading, Table], ...]

    def __len__(self) -> int:
        return len(self.of_table)

    def file(self, position: int) -> str:
        """The file a row came from."""
        return self.tables[self.of_table[position]][0].file

    def in_currencies(self, currencies: Sequence[Value]) -> Incoming:
        """The same rows, each in its currency: amounts that were read with the decimals of another currency are put right."""
        changed: dict[str, list[Value]] = {}
        for i, (given, code) in enumerate(zip(self.rows["currency"], currencies, strict=True)):
            if given is not None or code is None:
                continue
            read_as = str(self.tables[self.of_table[i]][1].facts.get("currency_assumed", code))
            shift = exponent(str(code)) - exponent(read_as) if code != read_as else 0
            for name in _money_columns(self.kind) if shift else ():
                column = changed.setdefault(name, list(self.rows[name]))
                value = column[i]
                column[i] = to_minor(to_decimal(value, read_as), str(code)) if isinstance(value, int) else value
        rows = Rows({**self.rows.columns, **changed}) if changed else self.rows
        return Incoming(self.kind, self.side, rows, self.of_table, self.tables)

    def issue(
        self, position: int, code: str, message: Message, *, column: str | None = None, hint: Message | None = None, blocking: bool = True
    ) -> FileIssue:
        """An issue at a row, under the heading the file itself uses."""
        reading, table = self.tables[self.of_table[position]]
        heading = next((source for source, name in table.columns.items() if name == column), None)
        row = self.rows["source_row"][position]
        value = self.rows[column][position] if column in self.rows.columns else None
        return FileIssue(
            reading.file,
            Issue(
                code,
                message,
                hint,
                sheet=table.sheet,
                row=row if isinstance(row, int) else None,
                column=heading,
                value=None if value is None else str(value),
                blocking=blocking,
            ),
        )


def _money_columns(kind: TableKind) -> list[str]:
    return [column.name for column in SCHEMAS[kind].columns if column.kind is Kind.MONEY]


def gather(readings: Sequence[Reading], kind: TableKind, side: Side) -> Incoming:
    """All usable rows of one kind and side, in the order of the files."""
    tables = [
        (reading, table)
        for reading in readings
        if reading.error is None
        for table in reading.tables
        if (table.kind, table.side) == (kind, side)
    ]
    names = [column.name for column in SCHEMAS[kind].columns] + ["source_sheet", "source_row"]
    columns: dict[str, list[Value]] = {name: [] for name in names}
    of_table: list[int] = []
    for number, (_, table) in enumerate(tables):
        blank: list[Value] = [None] * len(table.rows)
        for name in names:
            columns[name].extend(plain_values(table.rows[name]) if name in table.rows else blank)
        of_table.extend([number] * len(table.rows))
    return Incoming(kind, side, Rows(columns), of_table, tuple(tables))
