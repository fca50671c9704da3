"""What can be wrong in a cell or row: stable codes, the sentence for people, how to mend it, and whether the row can still be used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from arcore.dates import impossible_day, last_of_month
from arcore.intake.model import Issue
from arcore.messages import Message, say


@dataclass(frozen=True)
class Problem:
    """Something wrong at `position` of a column (0-based among the rows given), with the value read."""

    position: int
    code: str
    value: str = ""


@dataclass(frozen=True)
class Finding:
    """The two sentences of a code."""

    sentence: Callable[[str | Message, str | Message], Message]
    hint: Callable[[], Message] | None = None
    blocking: bool = True


def _no_such_day(value: str | Message, heading: str | Message) -> Message:
    year, month, _ = impossible_day(str(value)) or (0, 0, 0)
    return say(
        "{heading}: “{value}” is not a valid date: {month} has only {days} days",
        heading=heading,
        value=value,
        month=f"{year}-{month:02d}",
        days=last_of_month(year, month).day,
    )


FINDINGS: dict[str, Finding] = {
    "error_cell": Finding(
        lambda value, heading: say("{heading}: the cell shows the error {value}", heading=heading, value=value),
        lambda: say("Correct the formula in the workbook, or type the value"),
    ),
    "uncached_formula": Finding(
        lambda value, heading: say("{heading}: the formula was never calculated, so the file holds no value", heading=heading),
        lambda: say("Open the file in Excel or WPS, let it calculate, and save it"),
    ),
    "bad_amount": Finding(
        lambda value, heading: say("{heading}: “{value}” is not an amount", heading=heading, value=value),
        lambda: say("Write a number such as 1234.56"),
    ),
    "cut_at_comma": Finding(
        lambda value, heading: say(
            "{heading}: the comma in “{value}” has cut the row in two, so its cells are shifted", heading=heading, value=value
        ),
        lambda: say("Export with quotes around amounts, with semicolons or tabs, or as xlsx"),
    ),
    "ambiguous_decimal": Finding(
        lambda value, heading: say(
            "{heading}: “{value}” may mean thousands or decimals, and nothing in the column tells which", heading=heading, value=value
        ),
        lambda: say("Write the amount with two decimals, or store it as a number"),
    ),
    "mixed_decimal": Finding(
        lambda value, heading: say(
            "{heading}: “{value}” uses comma and point the other way round than the rest of the column", heading=heading, value=value
        ),
        lambda: say("Write all amounts of the column the same way"),
    ),
    "too_many_decimals": Finding(
        lambda value, heading: say("{heading}: {value} has more decimals than the currency and was rounded", heading=heading, value=value),
        lambda: say("Round the amount in the workbook if the last digit matters"),
        blocking=False,
    ),
    "amount_too_large": Finding(
        lambda value, heading: say("{heading}: {value} is too large to be an amount", heading=heading, value=value),
        lambda: say("Check whether an account or document number stands in the amount column"),
    ),
    "bad_date": Finding(
        lambda value, heading: say("{heading}: “{value}” is not a valid date", heading=heading, value=value),
        lambda: say("Write the date as 2026-02-01"),
    ),
    "no_such_day": Finding(
        lambda value, heading: _no_such_day(value, heading),
        lambda: say("Check the day against the contract or the invoice, and correct it"),
    ),
    "year_out_of_range": Finding(
        lambda value, heading: say("{heading}: the year of “{value}” is not between 1990 and 2100", heading=heading, value=value),
        lambda: say("Check the year; it is probably a typing error"),
    ),
    "mixed_day_month": Finding(
        lambda value, heading: say(
            "{heading}: “{value}” may be day-month or month-day; the column contains both", heading=heading, value=value
        ),
        lambda: say("Write the date as 2026-02-01"),
    ),
    "year_inferred": Finding(
        lambda value, heading: say(
            "{heading}: “{value}” names no year; the year of the file's period was used", heading=heading, value=value
        ),
        lambda: say("Write the date with its year"),
        blocking=False,
    ),
    "damaged_number": Finding(
        lambda value, heading: say(
            "{heading}: Excel has cut the number {value} to 15 digits; the rest cannot be restored", heading=heading, value=value
        ),
        lambda: say("Export the file again with this column as text"),
    ),
    "unknown_currency": Finding(
        lambda value, heading: say("{heading}: “{value}” is not a known currency", heading=heading, value=value),
        lambda: say("Write the currency as CNY, USD, EUR…"),
    ),
    "conflicting_currency": Finding(
        lambda value, heading: say("{heading}: the sign in “{value}” contradicts the currency column", heading=heading, value=value),
        lambda: say("Correct the currency or the sign"),
    ),
    "several_currencies": Finding(
        lambda value, heading: say("{heading}: the row gives amounts in {currencies} at once", heading=heading, currencies=value),
        lambda: say("Keep only the amount in the currency of the document"),
    ),
    "bad_number": Finding(
        lambda value, heading: say("{heading}: “{value}” is not a number", heading=heading, value=value),
        blocking=False,
    ),
    "missing_amount": Finding(
        lambda value, heading: say("{heading}: the amount is missing", heading=heading),
        lambda: say("Fill in the amount, 0 if it is nothing"),
    ),
    "missing_number": Finding(
        lambda value, heading: say("{heading}: the document number is missing", heading=heading),
        lambda: say("Fill in the number of the invoice or document"),
    ),
    "missing_customer": Finding(
        lambda value, heading: say("{heading}: the customer is missing", heading=heading),
        lambda: say("Fill in the customer's name or number"),
    ),
    "missing_document_date": Finding(
        lambda value, heading: say("{heading}: the date is missing", heading=heading),
        lambda: say("Fill in the date of the document"),
    ),
    "missing_receipt_date": Finding(
        lambda value, heading: say("{heading}: the date of the receipt is missing", heading=heading),
        lambda: say("Fill in the day the money arrived"),
    ),
    "duplicate_row": Finding(
        lambda value, heading: say("{heading}: {value} repeats a row above and was not counted again", heading=heading, value=value),
        lambda: say("Delete the row, or give it its own number if it is another document"),
    ),
    "conflicting_amount": Finding(
        lambda value, heading: say("{heading}: {value} stands in the file with different amounts", heading=heading, value=value),
        lambda: say("Keep the right row, or correct the number"),
    ),
    "conflicting_customer": Finding(
        lambda value, heading: say("{heading}: {value} stands in the file for different customers", heading=heading, value=value),
        lambda: say("Correct the number or the customer"),
    ),
    "duplicate_customer": Finding(
        lambda value, heading: say("{heading}: {value} is listed again with other particulars", heading=heading, value=value),
        lambda: say("Keep one row for each customer"),
    ),
    "ambiguous_date": Finding(
        lambda value, heading: say("{heading}: no date tells day from month; they were read as {value}", heading=heading, value=value),
        lambda: say("Check a few dates, and write them as 2026-02-01 if they are wrong"),
        blocking=False,
    ),
}


def found(
    code: str,
    *,
    heading: str,
    value: str | Message = "",
    sheet: str = "",
    row: int | None = None,
    cell: str | None = None,
    blocking: bool | None = None,
) -> Issue:
    """The issue of a code at a place; `blocking=False` for a column without which the row is still good.

    A date that no calendar has keeps the code of a bad date, with a sentence of its own.
    """
    finding = FINDINGS["no_such_day" if code == "bad_date" and isinstance(value, str) and impossible_day(value) else code]
    return Issue(
        code,
        finding.sentence(value, heading or say("This row")),
        finding.hint() if finding.hint else None,
        sheet,
        row,
        heading or None,
        cell,
        value if value and isinstance(value, str) else None,
        finding.blocking if blocking is None else blocking,
    )
