"""The overview of an aging workbook: the as-of date, one row a currency, the proof of its total, and the charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from arcore import aging
from arcore.desk import GROUPINGS
from arcore.documents.columns import Figure, Placed, formats, live_sentence, write_cell
from arcore.documents.debtor_sheet import bucket_names
from arcore.documents.item_sheets import Buckets, as_of_cell
from arcore.documents.positions import Position
from arcore.documents.workbook_style import HEADING_FILL, RULE, Paper, unit_label
from arcore.i18n import Language
from arcore.messages import Message, say
from arcore.tie_out import Proof

LARGEST = 10
HEADING_HEIGHT = 30
CHART_SIZE = {"width": 620, "height": 330}
AXIS: dict[Language, str] = {"zh": '[>=10000]0\\.0,"万";#,##0', "en": '[>=100000]#,##0,"k";#,##0'}
"""Amounts along an axis: in ten thousands or in thousands, once they are large."""


@dataclass(frozen=True)
class Sheets:
    """One currency and where its tables are."""

    position: Position
    debtors: Placed
    items: Placed
    credits: Placed | None

    def total(self, name: str) -> str:
        """The cell of a total on the sheet of debtors."""
        return self.debtors.cell(name, self.debtors.last + 1)

    def sum(self, name: str) -> int:
        """What that total is, in minor units."""
        return int(self.position.debtors[name].sum())


def write_cover(paper: Paper, sheet: Any, currencies: Sequence[Sheets], buckets: Buckets, notes: str, proofs: Sequence[Proof]) -> None:
    """Everything on the first sheet."""
    stamp = paper.stamp
    paper.title(sheet, f"{paper.said(say('Aging of receivables'))}  {stamp.company}".strip(), [(say("Data version:"), stamp.version)])
    as_of_cell(paper, sheet, 1)
    row = 4
    for one in currencies:
        row = answer(paper, sheet, row, one)
    row = currency_table(paper, sheet, row + 1, currencies, buckets)
    row = proof_table(paper, sheet, row + 1, currencies, buckets, proofs)
    if not currencies:
        sheet.write_string(row, 0, paper.said(say("Nothing is open on this day.")))
    drawn = [one for one in currencies if len(one.position.debtors) > 1] or currencies[:1]
    for one in drawn:
        row = charts(paper, sheet, row + 1, one, buckets)


def answer(paper: Paper, sheet: Any, row: int, one: Sheets) -> int:
    """The answer in one live sentence."""
    currency = one.position.currency
    open_, overdue = one.sum("open"), one.sum("overdue")
    message = say("{currency}: {open} is open, {overdue} of it overdue ({share} %)", currency=currency)
    figures = {
        "open": Figure.money(one.total("open"), open_, currency),
        "overdue": Figure.money(one.total("overdue"), overdue, currency),
        "share": Figure.percent(one.total("overdue"), one.total("open"), Fraction(overdue, open_) if open_ else Fraction(0)),
    }
    formula, now = live_sentence(message, figures, paper)
    sheet.write_formula(row, 0, formula, paper.format(font_size=12, bold=True), now)
    sheet.set_row(row, 20)
    return row + 1


def currency_table(paper: Paper, sheet: Any, row: int, currencies: Sequence[Sheets], buckets: Buckets) -> int:
    """One row a currency: customers, buckets, credit notes, open, overdue, not applied, net."""
    unknown = any(one.position.debtors["bucket_unknown"].any() for one in currencies)
    names = [*aging.bucket_columns(buckets.scheme)][: None if unknown else -1]
    labels = [*buckets.labels, buckets.unknown][: len(names)]
    said = paper.said
    figures = {"open": say("Open"), "overdue": say("of it overdue"), "overdue_share": say("Overdue % of open")}
    after = {"credit_notes": say("Credit notes"), "unapplied": say("Not applied"), "total": say("Net balance")}
    heads = [(said(head), HEADING_FILL) for head in (say("Currency"), say("Unit"), count_heading(currencies), *figures.values())]
    heads += [*zip(labels, buckets.colors, strict=False), *((said(head), HEADING_FILL) for head in after.values())]
    for place, (label, fill) in enumerate(heads):
        sheet.write_string(row, place, label, paper.heading(fill))
    sheet.set_row(row, HEADING_HEIGHT)
    sheet.set_column(0, 0, 13)
    sheet.set_column(1, len(heads) - 1, 15)
    for one in currencies:
        row += 1
        currency_row(paper, sheet, row, one, (*figures, *names, *after), bucket_names(one.position, buckets))
    return row + 1


def count_heading(currencies: Sequence[Sheets]) -> Message:
    """What the sheets of debtors have a row for."""
    by = currencies[0].position.by if currencies else "customer"
    return say("Number of customers") if by == "customer" else say("Number: {what}", what=GROUPINGS[by])


def currency_row(paper: Paper, sheet: Any, row: int, one: Sheets, names: Sequence[str], shown: Sequence[str]) -> None:
    """One currency: everything taken from the totals of its sheet of debtors."""
    currency = one.position.currency
    style = formats(paper, currency, bottom=1, bottom_color=RULE)
    sheet.write_string(row, 0, currency, style["text"])
    sheet.write_string(row, 1, paper.said(unit_label(paper.stamp.unit, currency)), style["label"])
    nobody = int(one.position.debtors["customer_key"].isna().sum())
    counted = f"=COUNT({one.debtors.span('number')})" + (f"-{nobody}" if nobody else "")
    sheet.write_formula(row, 2, counted, style["integer"], len(one.position.debtors) - nobody)
    for place, name in enumerate(names, start=3):
        if name == "overdue_share":
            share = one.sum("overdue") / one.sum("open") if one.sum("open") else 0
            write_cell(sheet, row, place, share, "percent", style["percent"], currency, f"={one.total(name)}")
            continue
        formula = f"={one.total(name)}" if name in shown or not name.startswith("bucket_") else None
        write_cell(sheet, row, place, one.sum(name), "money", style["money"], currency, formula)


def proof_table(paper: Paper, sheet: Any, row: int, currencies: Sequence[Sheets], buckets: Buckets, proofs: Sequence[Proof]) -> int:
    """Per currency: documents − settled = open = buckets and credit notes; the whole books beside the open items."""
    said = paper.said
    heads = [say("Proof"), say("Currency"), say("Documents"), say("Settled"), say("Open"), say("Buckets and credit notes")]
    heads += [say("Difference"), say("Result")]
    for place, head in enumerate(heads):
        sheet.write_string(row, place, said(head), paper.heading())
    sheet.set_row(row, HEADING_HEIGHT)
    books = {proof.currency: proof for proof in proofs}
    for one in currencies:
        names = [*bucket_names(one.position, buckets), "credit_notes"]
        bucketed = sum(one.sum(name) for name in names)
        first, last = one.total(names[0]), one.total(names[-1]).rpartition("!")[2]
        formulas = (f"=SUM({one.items.span('amount')})", f"=SUM({one.items.span('paid_amount')})", f"=SUM({first}:{last})")
        lines = one.position.lines
        amounts = (int(lines["amount"].sum()), int(lines["settled"].sum()), bucketed)
        row += 1
        proof_row(paper, sheet, row, said(say("Open items")), one.position.currency, amounts, formulas)
        if one.position.currency in books:
            proof = books[one.position.currency]
            row += 1
            whole = (proof.documents, proof.allocations, bucketed)
            proof_row(paper, sheet, row, said(say("All documents")), one.position.currency, whole, (None, None, f"=F{row}"))
    return row + 1


def proof_row(
    paper: Paper,
    sheet: Any,
    row: int,
    label: str,
    currency: str,
    amounts: tuple[int, int, int],
    formulas: tuple[str | None, str | None, str],
) -> None:
    """One proof: what is settled taken off, compared with the buckets; red when they differ."""
    style = formats(paper, currency, bottom=1, bottom_color=RULE)
    documents, settled, bucketed = amounts
    excel = row + 1
    sheet.write_string(row, 0, label, style["label"])
    sheet.write_string(row, 1, currency, style["text"])
    write_cell(sheet, row, 2, documents, "money", style["money"], currency, formulas[0])
    write_cell(sheet, row, 3, settled, "money", style["money"], currency, formulas[1])
    write_cell(sheet, row, 4, documents - settled, "money", style["money"], currency, f"=ROUND(C{excel}-D{excel},2)")
    write_cell(sheet, row, 5, bucketed, "money", style["money"], currency, formulas[2])
    difference = documents - settled - bucketed
    write_cell(sheet, row, 6, difference, "money", style["money"], currency, f"=ROUND(E{excel}-F{excel},2)")
    result = f'=IF(G{excel}=0,"✓","✗")'
    sheet.write_formula(row, 7, result, paper.format(align="center", bottom=1, bottom_color=RULE), "✓" if difference == 0 else "✗")
    wrong = paper.format(font_color="#FFFFFF", bg_color="#B00020", bold=True)
    sheet.conditional_format(row, 6, row, 7, {"type": "formula", "criteria": f"=$G${excel}<>0", "format": wrong})


def charts(paper: Paper, sheet: Any, row: int, one: Sheets, buckets: Buckets) -> int:
    """What is open by bucket, and the largest debtors by bucket; both in the ramp's colors."""
    names = bucket_names(one.position, buckets)
    currency = one.position.currency
    profile = paper.workbook.add_chart({"type": "column"})
    debtors, header, total = one.debtors, one.debtors.header, one.debtors.last + 1
    first, last = debtors.at(names[0]), debtors.at(names[-1])
    profile.add_series({
        "name": paper.said(say("Open by bucket, {currency}", currency=currency)),
        "categories": [debtors.sheet, header, first, header, last],
        "values": [debtors.sheet, total, first, total, last],
        "points": [{"fill": {"color": color}} for color in buckets.colors[: len(names)]],
        "gap": 40,
    })  # fmt: skip
    dress(paper, profile, paper.said(say("Open by bucket, {currency}", currency=currency)), legend=False)
    sheet.insert_chart(row, 0, profile)
    owing = int((one.position.debtors["open"] > 0).sum())
    if owing > 1:
        largest = stacked(paper, one, names, min(LARGEST, owing), buckets)
        sheet.insert_chart(row, 6, largest, {"x_offset": 20})
    return row + 18


def stacked(paper: Paper, one: Sheets, names: Sequence[str], count: int, buckets: Buckets) -> Any:
    """The largest debtors as stacked bars, the largest on top."""
    debtors = one.debtors
    chart = paper.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    first, last, names_at = debtors.first, debtors.first + count - 1, debtors.at("customer_name")
    for name, color in zip(names, buckets.colors, strict=False):
        chart.add_series({
            "name": [debtors.sheet, debtors.header, debtors.at(name)],
            "categories": [debtors.sheet, first, names_at, last, names_at],
            "values": [debtors.sheet, first, debtors.at(name), last, debtors.at(name)],
            "fill": {"color": color},
            "gap": 40,
        })  # fmt: skip
    by, currency = one.position.by, one.position.currency
    title = say("The largest debtors, {currency}", currency=currency)
    if by != "customer":
        title = say("The largest balances by {what}, {currency}", what=GROUPINGS[by], currency=currency)
    dress(paper, chart, paper.said(title), legend=True)
    chart.set_y_axis({"reverse": True, "num_font": {"size": 8}, "line": {"none": True}})
    return chart


def dress(paper: Paper, chart: Any, title: str, *, legend: bool) -> None:
    """The same calm look for every chart."""
    chart.set_title({"name": title, "name_font": {"size": 11, "bold": True}, "overlay": False})
    chart.set_size(CHART_SIZE)
    grid = {"visible": True, "line": {"color": "#E3E8EC"}}
    axis = {"num_format": AXIS[paper.stamp.lang], "num_font": {"size": 8}, "major_gridlines": grid, "line": {"none": True}}
    chart.set_x_axis({"num_font": {"size": 8}} if not legend else axis)
    if not legend:
        chart.set_y_axis(axis)
    chart.set_legend({"position": "bottom", "font": {"size": 8}} if legend else {"none": True})
    chart.set_chartarea({"border": {"none": True}})
