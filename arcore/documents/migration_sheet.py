"""The migration rates behind expected losses: what was owed, still open and written off per period, averages and loss rates, live."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from xlsxwriter.utility import xl_col_to_name

from arcore.dated_rates import exact_percent
from arcore.documents.columns import HAIR, formats, quoted, write_cell
from arcore.documents.workbook_style import HEADING_FILL, Paper
from arcore.messages import say
from arcore.policy_sections.provision import ProvisionRules
from arcore.provision import Allowance

HEADER = 5
WIDTH = 4
"""Columns of a period: owed, still open, written off, rate."""


@dataclass(frozen=True)
class Placed:
    """Where the loss rates stand."""

    sheet: str
    column: str

    def loss(self, bucket: int) -> str:
        """The formula that takes a bucket's loss rate."""
        return f"={quoted(self.sheet)}!${self.column}${HEADER + 2 + bucket}"


def migration_sheet(paper: Paper, now: Allowance, rules: ProvisionRules) -> Placed:
    """Write the sheet; terminal loss and forward-looking surcharge are cells above the table (B4, D4)."""
    sheet = paper.sheet(paper.said(say("Migration rates")))
    paper.title(sheet, paper.said(say("Migration rates as of {date}", date=now.as_of.isoformat())), paper.facts(now.currency))
    styles = formats(paper, now.currency, bottom=1, bottom_color=HAIR)
    sheet.write_string(3, 0, paper.said(say("Loss of the oldest bucket")), styles["text"])
    sheet.write_number(3, 1, float(exact_percent(rules.terminal)), styles["rate"])
    sheet.write_string(3, 2, paper.said(say("Forward-looking surcharge")), styles["text"])
    sheet.write_number(3, 3, float(exact_percent(rules.forward)), styles["rate"])
    cohorts, buckets = now.history.cohorts, len(now.portfolio)
    first_after = 1 + WIDTH * len(cohorts)
    average, chain, loss = (xl_col_to_name(first_after + place) for place in range(3))
    headings = [say("Age").text(paper.stamp.lang)]
    for cohort in cohorts:
        period = f"{cohort.start:%Y-%m-%d} → {cohort.end:%Y-%m-%d}"
        words = (say("Owed"), say("Still open at the end"), say("Written off in the period"), say("Migration rate"))
        headings += [f"{period} {paper.said(word)}" for word in words]
    headings += [paper.said(word) for word in (say("Average"), say("Loss before outlook"), say("Expected loss rate"))]
    for position, heading in enumerate(headings):
        sheet.write_string(HEADER, position, heading, paper.heading(HEADING_FILL))
        sheet.set_column(position, position, 22 if position == 0 else 17)
    sheet.set_row(HEADER, 34)
    migration = [*now.history.migration, None][:buckets]
    chained = _chained(migration, exact_percent(rules.terminal))
    for bucket, line in enumerate(now.portfolio):
        row = HEADER + 1 + bucket
        sheet.write_string(row, 0, line.label.text(paper.stamp.lang), styles["text"])
        for number, cohort in enumerate(cohorts):
            left = 1 + WIDTH * number
            for offset, amount in enumerate((cohort.owed[bucket], cohort.still_open[bucket], cohort.written_off[bucket])):
                write_cell(sheet, row, left + offset, amount, "money", styles["money"], now.currency)
            owed, open_, gone = (f"{xl_col_to_name(left + offset)}{row + 1}" for offset in range(3))
            rate = cohort.rates[bucket]
            value = "–" if rate is None else float(rate)
            write_cell(sheet, row, left + 3, value, "rate", styles["rate"], now.currency, f'=IF({owed}>0,({open_}+{gone})/{owed},"–")')
        last = bucket == buckets - 1
        known = migration[bucket]
        mean = float(min(known, Fraction(1))) if known is not None else 1.0
        if last:
            sheet.write_string(row, first_after, "–", styles["rate"])
        else:
            formula = _average(row, len(cohorts), rules)
            write_cell(sheet, row, first_after, mean, "rate", styles["rate"], now.currency, formula)
        before = "=$B$4" if last else f"=MIN(1,{average}{row + 1})*{chain}{row + 2}"
        write_cell(sheet, row, first_after + 1, float(chained[bucket]), "rate", styles["rate"], now.currency, before)
        floor = f",{loss}{row}" if bucket else ""
        final = f"=MAX(0,MIN(1,{chain}{row + 1}*(1+$D$4)){floor})"
        write_cell(sheet, row, first_after + 2, float(line.rate), "rate", styles["rate"], now.currency, final)
    sheet.freeze_panes(HEADER + 1, 1)
    return Placed(sheet.get_name(), loss)


def _chained(migration: list[Fraction | None], terminal: Fraction) -> list[Fraction]:
    """The loss of each bucket before the outlook."""
    chain = [terminal]
    for rate in reversed(migration[:-1]):
        chain.insert(0, (Fraction(1) if rate is None else min(rate, Fraction(1))) * chain[0])
    return chain


def _average(row: int, periods: int, rules: ProvisionRules) -> str:
    """The mean of a bucket's rates, or of its amounts; without history everything is taken to be lost."""
    places = [1 + WIDTH * number for number in range(periods)]
    if not places:
        return "=1"
    cells = {offset: ",".join(f"{xl_col_to_name(left + offset)}{row + 1}" for left in places) for offset in range(4)}
    if rules.average == "weighted":
        return f"=IF(SUM({cells[0]})>0,MIN(1,(SUM({cells[1]})+SUM({cells[2]}))/SUM({cells[0]})),1)"
    return f"=IF(COUNT({cells[3]})>0,MIN(1,AVERAGE({cells[3]})),1)"
