"""The columns of a table while it is being read: values by canonical name, issues with their cell, rows not to be used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from arcore.dates import Order
from arcore.intake import amounts as money
from arcore.intake import cells as read
from arcore.intake.amounts import Convention
from arcore.intake.date_columns import Dates, Survey, dates, likely_order, readings, survey
from arcore.intake.findings import Problem, found
from arcore.intake.grid import Grid, column_letters
from arcore.intake.headers import Heading, holds
from arcore.intake.layout import Header
from arcore.intake.model import Cell, Issue, SetAside
from arcore.messages import Message, say
from arcore.money import exponent
from arcore.schema import SCHEMAS, Kind, Side, TableKind

Texts = list[str | None]
KEYS = frozenset({"document_no", "_digital_no", "customer_id", "customer_name", "receipt_no"})
OWED = frozenset({"amount", "open_amount", "_debit", "_credit"})
LESSER_MONEY = frozenset({"net_amount", "tax_amount"})


@dataclass
class Draft:
    """A table in the making. `rows` are the sheet's 0-based rows of its records; every column is as long.

    `currency` is that of amounts whose row names none; `told` whether a heading, a title or the sheet's name says so.
    `also`: further headings that were worked into a column, with its canonical name.
    """

    grid: Grid
    header: Header
    kind: TableKind
    side: Side
    rows: list[int]
    aside: list[SetAside]
    currency: str
    told: bool = True
    factor: int = 1
    year: int | None = None
    texts: dict[str, Texts] = field(default_factory=dict)
    money: dict[str, read.Ints] = field(default_factory=dict)
    given: dict[str, read.Bools] = field(default_factory=dict)
    days: dict[str, npt.NDArray[np.datetime64]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    blocked: set[int] = field(default_factory=set)
    dropped: set[int] = field(default_factory=set)
    ignored: set[str] = field(default_factory=set)
    also: dict[str, str] = field(default_factory=dict)
    facts: dict[str, object] = field(default_factory=dict)
    notes: list[Message] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def sheet(self) -> str:
        """The sheet's name."""
        return self.grid.sheet.name

    def heading(self, target: str) -> Heading | None:
        """The heading that serves a target."""
        return self.header.assignment.targets.get(target)

    def values(self, item: Heading) -> list[Cell]:
        """The cells of a heading's column in the table's rows."""
        return self.grid.column(item.index, self.rows)

    def report(self, problem: Problem, item: Heading | None, *, blocking: bool | None = None) -> None:
        """Note a problem at its cell; a blocking one keeps the row from the usable ones."""
        row = self.rows[problem.position] + 1
        issue = found(
            problem.code,
            heading=item.text if item else "",
            value=problem.value,
            sheet=self.sheet,
            row=row,
            cell=f"{column_letters(item.index)}{row}" if item else None,
            blocking=blocking,
        )
        self.issues.append(issue)
        if issue.blocking:
            self.blocked.add(problem.position)

    def report_table(self, issue: Issue) -> None:
        """Note something about the table as a whole."""
        self.issues.append(issue)

    def set_aside(self, position: int, reason: Message) -> None:
        """Leave a row out with a reason."""
        if position not in self.dropped:
            self.dropped.add(position)
            self.aside.append(SetAside(self.sheet, self.rows[position] + 1, reason))

    # reading -----------------------------------------------------------------------------------------------------

    def read_columns(self) -> None:
        """Read every assigned column."""
        targets = self.header.assignment.targets
        self._read_currency()
        for name, item in targets.items():
            kind = holds(self.kind, name) if not name.startswith("_") else _ROLE_KINDS.get(name)
            if kind in (Kind.TEXT, Kind.NAME, Kind.TERMS, Kind.FLAG):
                self._keep_texts(name, item, read.texts(self.values(item)))
            elif kind is Kind.ID:
                self._keep_texts(name, item, read.identifiers(self.values(item)))
            elif kind is Kind.NUMBER:
                self._keep_texts(name, item, read.numbers(self.values(item)))
        amounts = {name: item for name, item in targets.items() if _is_money(self.kind, name)}
        self._read_money(amounts | self.header.assignment.age_targets)
        self._read_dates({name: item for name, item in targets.items() if not name.startswith("_") and holds(self.kind, name) is Kind.DATE})

    def _keep_texts(self, name: str, item: Heading, found_texts: read.Texts) -> None:
        self.texts[name] = found_texts.values
        for problem in found_texts.problems:
            self.report(problem, item, blocking=None if name in KEYS else False)

    def _read_currency(self) -> None:
        item = self.heading("currency")
        blank: Texts = [None] * len(self)
        self.texts["currency"] = blank
        if item is not None:
            found_codes = read.currencies(self.values(item))
            self.texts["currency"] = found_codes.values
            for problem in found_codes.problems:
                self.report(problem, item)

    def _read_money(self, columns: dict[str, Heading]) -> None:
        """Each money column in its rows' currency; a column that does not tell its decimals follows the others."""
        spelled = [money.spelled_digits(self.values(item)) for item in columns.values()]
        hint = money.convention_of([digits for column in spelled for digits in column])[0]
        for name, item in columns.items():
            if name in OWED or name in self.header.assignment.age_targets:
                self._take_signs(money.signs_of(self.values(item)), item)
                self._take_formats(item)
            self.money[name], self.given[name], problems = self.amounts(item, hint)
            for problem in problems:
                self.report(problem, item, blocking=False if name in LESSER_MONEY else None)

    def amounts(self, item: Heading, hint: Convention | None = None) -> tuple[read.Ints, read.Bools, list[Problem]]:
        """A money column in its rows' currencies: minor units, where it gives any, and the problems."""
        factor = item.factor if item.factor is not None else self.factor
        values = self.values(item)
        minor, given = np.zeros(len(self), dtype=np.int64), np.zeros(len(self), dtype=np.bool_)
        problems: list[Problem] = []
        for places, at in self._by_decimals(item):
            part = values if at is None else [values[i] for i in at]
            found_amounts = money.amounts(part, decimals=places, factor=factor, hint=hint)
            where = slice(None) if at is None else at
            minor[where], given[where] = found_amounts.minor, found_amounts.given
            problems += [p if at is None else Problem(at[p.position], p.code, p.value) for p in found_amounts.problems]
        return minor, given, problems

    def _by_decimals(self, item: Heading) -> list[tuple[int, list[int] | None]]:
        """The decimals of the rows' currencies, with the positions of each; None for all."""
        default = item.currency or self.currency
        codes = {code or default for code in set(self.texts["currency"])} or {default}
        places = {code: exponent(code) for code in codes}
        if len(set(places.values())) == 1:
            return [(next(iter(places.values())), None)]
        column = self.texts["currency"]
        return [(n, [i for i, code in enumerate(column) if places[code or default] == n]) for n in sorted(set(places.values()))]

    def _take_signs(self, signs: dict[int, str], item: Heading) -> None:
        """A currency sign in an amount's cell gives the row its currency, or contradicts the column."""
        stated = self.texts["currency"]
        for i, code in signs.items():
            if stated[i] is None:
                if code != (item.currency or self.currency) or item.currency is None:
                    stated[i] = code
            elif stated[i] != code and not (code == "CNY" and stated[i] == "JPY"):
                self.report(Problem(i, "conflicting_currency", read.shown_value(self.values(item)[i])), item)

    def _take_formats(self, item: Heading) -> None:
        """A currency that only the cell's number format shows counts where nothing else names one."""
        shown = self.grid.sheet.currencies
        if not shown or self.told:
            return
        stated = self.texts["currency"]
        for i, row in enumerate(self.rows):
            if stated[i] is None:
                stated[i] = shown.get((row, item.index))

    def _read_dates(self, columns: dict[str, Heading]) -> None:
        values = {name: self.values(item) for name, item in columns.items()}
        looked = {name: survey(column) for name, column in values.items()}
        order = self._order(looked)
        for name, item in columns.items():
            result = dates(values[name], looked[name], order, year=self.year)
            self.days[name] = result.days
            for problem in result.problems:
                self.report(problem, item)
            self.facts.setdefault("unclear", {})
            if result.unclear:
                self._unclear[name] = result
        self._settle_unclear()

    _unclear: dict[str, Dates] = field(default_factory=dict)

    def _order(self, looked: dict[str, Survey]) -> Order | None:
        """The order of the parts for columns that do not prove one: a neighbor's, else the likelier, which is then said."""
        proven = {order for s in looked.values() if not s.mixed for order in s.proven}
        if len(proven) == 1:
            return proven.pop()
        undecided = [s for s in looked.values() if s.parts and not s.proven]
        if not undecided or len(proven) > 1:
            return None
        relation = self._order_by_relation(looked)
        order, why = (relation, "relation") if relation else likely_order(undecided, month_first_default=self.currency == "USD")
        self.facts["date_order"] = (order.value, why)
        if why != "relation":
            names = [item.text for name, item in self.header.assignment.targets.items() if name in looked and looked[name].parts]
            self.issues.append(found("ambiguous_date", heading=" / ".join(names), value=ORDER_NAMES[order], sheet=self.sheet))
        return order

    def _order_by_relation(self, looked: dict[str, Survey]) -> Order | None:
        """The only order under which no due date lies before its document date."""
        first, due = looked.get("document_date"), looked.get("due_date")
        if not first or not due or not first.parts or not due.parts:
            return None
        fitting = []
        for order in (Order.DAY_FIRST, Order.MONTH_FIRST):
            pairs = [
                (readings(first.parts[i]).get(order), readings(due.parts[i]).get(order)) for i in first.parts.keys() & due.parts.keys()
            ]
            if all(a is not None and b is not None and a <= b for a, b in pairs):
                fitting.append(order)
        return fitting[0] if len(fitting) == 1 else None

    def _settle_unclear(self) -> None:
        """Of a column with both orders, read what the due date or the terms prove; report the rest."""
        for name, result in self._unclear.items():
            item = self.header.assignment.targets[name]
            partner = {"document_date": "due_date", "due_date": "document_date"}.get(name)
            for i, parts in result.unclear.items():
                options = sorted(set(readings(parts).values()))
                fixed = self._proven(options, name, i) if partner in self.days and partner is not None else None
                if fixed is not None:
                    self.days[name][i] = np.datetime64(fixed)
                    self.facts["dates_proven"] = int(str(self.facts.get("dates_proven", 0))) + 1
                else:
                    self.report(Problem(i, "mixed_day_month", read.shown_value(self.values(item)[i])[:10]), item)

    def _proven(self, options: Sequence[dt.date], name: str, i: int) -> dt.date | None:
        partner = self.days["due_date" if name == "document_date" else "document_date"][i]
        if np.isnat(partner):
            return None
        sign = 1 if name == "document_date" else -1
        gaps = {option: sign * int((partner - np.datetime64(option)).astype(int)) for option in options}
        term = (self.texts.get("term_text") or [None] * len(self))[i]
        days = int("".join(c for c in term if c.isdigit()) or -1) if term else -1
        exact = [option for option, gap in gaps.items() if gap == days]
        possible = [option for option, gap in gaps.items() if gap >= 0]
        if len(exact) == 1:
            return exact[0]
        return possible[0] if len(possible) == 1 else None

    # result ------------------------------------------------------------------------------------------------------

    def kept(self) -> list[int]:
        """The positions of the usable rows."""
        out = self.blocked | self.dropped
        return [i for i in range(len(self)) if i not in out] if out else list(range(len(self)))

    def frame(self, kept: Sequence[int]) -> pd.DataFrame:
        """The usable rows, columns in the schema's order, then where each came from."""
        at = np.asarray(kept, dtype=np.int64)
        everything = len(kept) == len(self)
        built: dict[str, object] = {}
        for column in SCHEMAS[self.kind].columns:
            name = column.name
            if name in self.money:
                built[name] = pd.array(self.money[name][at], dtype="Int64")
                built[name][~self.given[name][at]] = pd.NA  # type: ignore[index]
            elif name in self.days:
                built[name] = self.days[name][at].astype("datetime64[s]")
            elif name in self.texts:
                values = self.texts[name] if everything else [self.texts[name][i] for i in kept]
                built[name] = _text_array(values)
        if "kind" in self.texts:
            built["kind"] = _text_array([self.texts["kind"][i] for i in kept])
        built["source_sheet"] = _text_array([self.sheet] * len(kept))
        built["source_row"] = pd.array(np.asarray(self.rows, dtype=np.int64)[at] + 1, dtype="Int64")
        return pd.DataFrame(built)


ORDER_NAMES: dict[Order, Message] = {
    Order.DAY_FIRST: say("day/month/year"),
    Order.MONTH_FIRST: say("month/day/year"),
    Order.YEAR_FIRST: say("year/month/day"),
}

_ROLE_KINDS: dict[str, Kind] = {
    "_digital_no": Kind.ID,
    "_year": Kind.ID,
    "_month": Kind.ID,
    "_day": Kind.ID,
    "_direction": Kind.TEXT,
    "_installment": Kind.ID,
    "_debit": Kind.MONEY,
    "_credit": Kind.MONEY,
    "_advance": Kind.MONEY,
}


def _text_array(values: Texts) -> object:
    """Text as pandas' own string array, by way of Arrow, which is several times faster than from a list."""
    return pd.array(pa.array(values, type=pa.large_string()), dtype="str")


def _is_money(kind: TableKind, name: str) -> bool:
    return (_ROLE_KINDS.get(name) if name.startswith("_") else holds(kind, name)) is Kind.MONEY
