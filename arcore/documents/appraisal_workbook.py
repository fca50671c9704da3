"""The appraisal as a workbook that recalculates: weights, marks and the bonus table are cells, points, scores and ranks formulas.

Whoever changes a weight or a mark sees the ranking follow.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd
from xlsxwriter.utility import xl_col_to_name

from arcore.appraisal import Appraised, Mark, Period, Role
from arcore.appraisal.wording import ROLES, measure_title
from arcore.documents.bulk_sheet import BulkSheet
from arcore.documents.columns import Placed, SheetColumn, Value, quoted, write_table
from arcore.documents.measure_cells import NONE, factor, in_unit, part, unit
from arcore.documents.workbook_style import INPUT_FILL, Paper, Stamp
from arcore.messages import Message, say
from arcore.metrics import Metric
from arcore.policy_sections.appraisal import AppraisalRules
from arcore.standing import SALES_DAYS

HEADER = 3


@dataclass(frozen=True)
class Firmness:
    """What the page says about the ranking: sentences, and `appraisal.history`."""

    sentences: Sequence[Message]
    history: pd.DataFrame


def build(
    people: Sequence[Appraised], role: Role, over: Period, rules: AppraisalRules, firmness: Firmness, currency: str, stamp: Stamp
) -> bytes:
    """The workbook's bytes: ranking, measures, rules, months, and how firmly the ranking stands."""
    paper = Paper(stamp, say("Appraisal"))
    writer = _Writer(paper, people, role, over, rules, currency)
    ranking, figures, marks = (paper.sheet(paper.said(name)) for name in (say("Ranking"), say("Measures"), say("Weights and marks")))
    rules_at = writer.rules(marks)
    figures_at = writer.figures(figures)
    writer.ranking(ranking, figures_at, rules_at)
    writer.months(paper.sheet(paper.said(say("Scores by month"))), firmness.history)
    writer.firmness(paper.sheet(paper.said(say("Sensitivity"))), firmness.sentences)
    return paper.bytes()


@dataclass(frozen=True)
class _Rules:
    """Where the rules stand on their sheet: per measure the cells of weight, full and zero mark; the bonus table's two ranges."""

    marks: dict[str, tuple[str, str, str]]
    bonus: tuple[str, str]


@dataclass(frozen=True)
class _Writer:
    paper: Paper
    people: Sequence[Appraised]
    role: Role
    over: Period
    policy: AppraisalRules
    currency: str

    @property
    def lines(self) -> tuple[Mark, ...]:
        """The marks of any one person: the same measures for all."""
        return self.people[0].marks if self.people else ()

    def said(self, message: Message) -> str:
        return self.paper.said(message)

    def title(self, mark: Mark) -> str:
        return self.said(measure_title(mark.measure, self.role, self.policy.collected_by))

    def unit(self, mark: Mark) -> str:
        return self.said(unit(mark.metric.definition.shape))

    def head(self, sheet: BulkSheet, title: Message) -> None:
        self.paper.title(sheet, self.said(title), [*self.paper.facts(self.currency), (say("Of:"), self.said(ROLES[self.role]))])

    def table(self, sheet: BulkSheet, columns: list[SheetColumn]) -> Placed:
        return write_table(self.paper, sheet, HEADER, columns, self.currency)

    def rules(self, sheet: BulkSheet) -> _Rules:
        """Weights and marks to change, and the bonus table below them."""
        self.head(sheet, say("Weights and marks: change the columns with a yellow heading, the ranking follows"))
        lines = self.lines
        placed = self.table(sheet, [
            SheetColumn("measure", self.said(say("Measure")), "text", [self.title(mark) for mark in lines]),
            SheetColumn("unit", self.said(say("Counted in")), "label", [self.unit(mark) for mark in lines]),
            SheetColumn("weight", self.said(say("Weight")), "integer", [mark.weight for mark in lines], fill=INPUT_FILL),
            SheetColumn("full", self.said(say("All points at")), "number", [_in_unit(mark, mark.full) for mark in lines], fill=INPUT_FILL),
            SheetColumn("zero", self.said(say("No points at")), "number", [_in_unit(mark, mark.zero) for mark in lines], fill=INPUT_FILL),
        ])  # fmt: skip
        rows = range(placed.first, placed.last + 1)
        cells = {
            mark.measure: (placed.cell("weight", row), placed.cell("full", row), placed.cell("zero", row))
            for mark, row in zip(lines, rows, strict=True)
        }
        top, start = placed.last + 2, self.paper.heading(INPUT_FILL)
        number = self.paper.format(num_format="0.00", align="right")
        for column, words in enumerate((say("From score"), say("Bonus coefficient"))):
            sheet.write_string(top, column, self.said(words), start)
        for place, (score, percent) in enumerate(zip((0, *self.policy.bonus_scores), self.policy.bonus_percents, strict=True), top + 1):
            sheet.write_number(place, 0, score, number)
            sheet.write_number(place, 1, float(Fraction(str(percent)) / 100), number)
        last = top + len(self.policy.bonus_percents) + 1
        there = f"{quoted(placed.sheet)}!"
        return _Rules(cells, (f"{there}$A${top + 2}:$A${last}", f"{there}$B${top + 2}:$B${last}"))

    def figures(self, sheet: BulkSheet) -> dict[tuple[str, str], str]:
        """Every person's measures with what they divide; gives the cell of each value."""
        self.head(sheet, say("What each measure divides, {period}", period=self.over.title))
        pairs = [(each, mark) for each in self.people for mark in each.marks]
        metrics = [mark.metric for _, mark in pairs]
        tops = [part(each, each.numerator, self.currency) for each in metrics]
        bottoms = [part(each, each.denominator, self.currency) for each in metrics]

        def quotient(place: int, row: int) -> str | None:
            scale = _scale(metrics[place])
            return None if scale is None else f'=IF(D{row}>0,C{row}/D{row}*{scale},"{NONE}")'

        placed = self.table(sheet, [
            SheetColumn("owner", self.said(say("Owner")), "text", [each.owner for each, _ in pairs]),
            SheetColumn("measure", self.said(say("Measure")), "text", [self.title(mark) for _, mark in pairs]),
            SheetColumn("numerator", self.said(say("Numerator")), "number", tops),
            SheetColumn("denominator", self.said(say("Denominator")), "number", bottoms),
            SheetColumn("value", self.said(say("Value")), "number", [_in_unit(mark, mark.metric.value) for _, mark in pairs], quotient),
            SheetColumn("unit", self.said(say("Counted in")), "label", [self.unit(mark) for _, mark in pairs]),
            SheetColumn("label", self.said(say("How it is computed")), "text", [self.said(each.label) for each in metrics], most=80),
            SheetColumn("reason", self.said(say("Why there is none")), "text",
                        [self.said(each.reason) if each.reason else None for each in metrics]),
        ])  # fmt: skip
        return {(each.owner, mark.measure): placed.cell("value", row) for row, (each, mark) in enumerate(pairs, placed.first)}

    def ranking(self, sheet: BulkSheet, figures: dict[tuple[str, str], str], rules: _Rules) -> None:
        """Values, points, score, rank and coefficient of everyone, the best first."""
        self.head(sheet, say("Appraisal, {period}", period=self.over.title))
        count, people = len(self.lines), self.people
        first, last = HEADER + 2, HEADER + 1 + len(people)
        values = [_letter(1 + place) for place in range(count)]
        reached = [_letter(1 + count + place) for place in range(count)]
        score, rank = _letter(1 + 2 * count), _letter(2 + 2 * count)

        def value(measure: str) -> Callable[[int, int], str]:
            return lambda place, row: f"={figures[people[place].owner, measure]}"

        def points(place: int) -> str:
            _, full, zero = rules.marks[self.lines[place].measure]
            cell = f"{values[place]}{{row}}"
            return f'=IF(ISNUMBER({cell}),ROUND(MAX(0,MIN(1,({cell}-{zero})/({full}-{zero})))*100,1),"{NONE}")'

        weights = [rules.marks[mark.measure][0] for mark in self.lines]
        weighted = "+".join(f"N({letter}{{row}})*{weight}" for letter, weight in zip(reached, weights, strict=True))
        known = "+".join(f"ISNUMBER({letter}{{row}})*{weight}" for letter, weight in zip(reached, weights, strict=True))
        columns = [SheetColumn("owner", self.said(say("Owner")), "text", [each.owner for each in people])]
        columns += [
            SheetColumn(mark.measure, f"{self.title(mark)} ({self.unit(mark)})", "number",
                        [_in_unit(each.marks[place], each.marks[place].metric.value) for each in people], value(mark.measure))
            for place, mark in enumerate(self.lines)
        ]  # fmt: skip
        columns += [
            SheetColumn(f"{mark.measure}.points", self.said(say("Points: {measure}", measure=self.title(mark))), "number",
                        [_number(each.marks[place].points) for each in people], points(place))
            for place, mark in enumerate(self.lines)
        ]  # fmt: skip
        columns += [
            SheetColumn("score", self.said(say("Appraisal score")), "number", [_number(each.score) for each in people],
                        f'=IF(({known})>0,ROUND(({weighted})/({known}),1),"{NONE}")'),
            SheetColumn("rank", self.said(say("Rank")), "integer", [NONE if each.rank is None else each.rank for each in people],
                        f'=IF(ISNUMBER({score}{{row}}),RANK({score}{{row}},${score}${first}:${score}${last}),"{NONE}")'),
            SheetColumn("coefficient", self.said(say("Bonus coefficient")), "number", [_number(each.coefficient) for each in people],
                        f'=IF(ISNUMBER({rank}{{row}}),LOOKUP({score}{{row}},{rules.bonus[0]},{rules.bonus[1]}),"{NONE}")'),
        ]  # fmt: skip
        self.table(sheet, columns)
        sheet.freeze_panes(HEADER + 1, 1)

    def months(self, sheet: BulkSheet, history: pd.DataFrame) -> None:
        """The scores of the last months, each as of its own end."""
        self.head(sheet, say("Scores month by month, each as of its own end, by the weights of today"))
        self.table(sheet, [
            SheetColumn("month_end", self.said(say("Month end")), "date", [day.date() for day in history["month_end"]]),
            SheetColumn("owner", self.said(say("Owner")), "text", [str(owner) for owner in history["owner"]]),
            SheetColumn("score", self.said(say("Appraisal score")), "number", [float(score) for score in history["score"]]),
            SheetColumn("rank", self.said(say("Rank")), "integer", [int(rank) for rank in history["rank"]]),
        ])  # fmt: skip

    def firmness(self, sheet: BulkSheet, sentences: Sequence[Message]) -> None:
        """What other weights would change, a sentence a row."""
        self.head(sheet, say("How firmly the ranking stands"))
        self.table(sheet, [
            SheetColumn("sentence", self.said(say("What would change")), "text", [self.said(each) for each in sentences], most=110)
        ])  # fmt: skip


def _letter(position: int) -> str:
    return str(xl_col_to_name(position))


def _in_unit(mark: Mark, value: Fraction | None) -> Value:
    """A value as its cell counts it: days, or percentages."""
    return in_unit(mark.metric.definition.shape, value)


def _scale(metric: Metric) -> int | None:
    """What numerator ÷ denominator is multiplied with to give the value in the cell's unit; None where there is no value."""
    if metric.value is None:
        return None
    return (SALES_DAYS if metric.name == "dso" else 1) * factor(metric.definition.shape)


def _number(value: Fraction | None) -> Value:
    return NONE if value is None else float(value)
