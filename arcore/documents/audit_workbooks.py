"""The workbooks of the auditor's pack: the index with sample, answers, later receipts and aging; exceptions and findings; the journal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from arcore.audit.audit_file import AuditFile, Sampled
from arcore.audit.findings import exception_rows, judged
from arcore.audit.model import AuditException
from arcore.audit.pbc import STATES, Asked
from arcore.audit.sampling import METHODS, REASONS
from arcore.books import called
from arcore.buckets import bucket_labels, unknown_label
from arcore.documents.columns import SheetColumn, Style, Value, frame_value, write_table
from arcore.documents.workbook_style import Paper, Stamp, amount
from arcore.ledger import JournalEntry
from arcore.ledger.verify import Report
from arcore.messages import Message, say
from arcore.money import half_up, shown
from arcore.registers import REGISTERS
from arcore.registers.words import in_words
from arcore.schema import CUSTOMERS
from arcore.wording import percent

HEADER = 3
Described = Sequence[tuple[str, Message, Style]]


def index(file: AuditFile, asked: Sequence[Asked], stamp: Stamp) -> bytes:
    """Contents and what is missing; the population with what was chosen; the balances apart; answers; later receipts; aging twice."""
    paper, sample = Paper(stamp, say("Auditor's pack")), file.sample
    rows = pd.DataFrame(
        [(place, paper.said(each.what), paper.said(STATES[each.state]), paper.said(each.note)) for place, each in enumerate(asked, 1)],
        columns=["place", "what", "state", "note"],
    )
    _sheet(paper, say("Provided by client"), say("What the auditor asks for, and what of it is here"), rows, _ASKED)
    _sheet(paper, say("Sample drawn"), say("How the sample was drawn"), _plan(paper, sample), _PLAN)
    told = sample.selection.rows.assign(why=[paper.said(REASONS[each]) if each else "" for each in sample.selection.rows["reason"]])
    _sheet(
        paper,
        say("Population"),
        say("Positive balances of {date} in order, and which were chosen", date=sample.balance_date),
        told,
        _POPULATION,
        sample.currency,
    )
    apart = sample.selection.apart
    apart = apart.assign(why=[paper.said(say("Chosen")) if each else "" for each in apart["chosen"]])
    _sheet(
        paper,
        say("Credit and zero balances"),
        say("Credit and zero balances of {date}, tested separately", date=sample.balance_date),
        apart,
        _APART,
        sample.currency,
    )
    _sheet(paper, say("Answers received"), say("What the customers answered"), _answers(paper, sample), _ANSWERS, sample.currency)
    later = say("Receipts from the day after {first} to {last}", first=sample.balance_date, last=sample.as_of)
    _sheet(paper, say("Receipts after the date"), later, sample.later, _LATER, sample.currency)
    _aging(paper, file)
    return paper.bytes()


def controls(exceptions: Sequence[AuditException], findings: pd.DataFrame, customers: pd.DataFrame, stamp: Stamp, currency: str) -> bytes:
    """Every exception with what was made of it, and the findings (`findings_at`); amounts without a currency are in `currency`."""
    paper = Paper(stamp, say("Exceptions and findings"))
    register, lang = REGISTERS["findings"], stamp.lang
    states = register.field("state").labels(lang)
    rows, dealt = exception_rows(exceptions, lang), judged(exceptions, findings).dealt
    done = [states[str(dealt[ref]["state"])] if ref in dealt else "" for ref in rows["ref"]]
    _sheet(paper, say("Exceptions"), say("Exceptions found by the tests"), _in_units(rows).assign(judged=done), _EXCEPTIONS)
    names = called(customers)
    found = in_words(findings, register, lang)
    whose = ["" if pd.isna(key) else names.get(int(key), ("", ""))[1] for key in found["customer_key"]]
    found = _in_units(found.assign(customer=whose, currency=found["currency"].fillna(currency)))
    heads = [(field.name, field.column.title, _STYLES.get(field.name, "text")) for field in register.fields]
    _sheet(paper, register.title, register.title, found, [("customer", say("Customer"), "text"), *heads])
    return paper.bytes()


_STYLES: Mapping[str, Style] = {"amount": "number", "found_on": "date", "due_on": "date", "closed_on": "date"}


def journal(entries: Sequence[JournalEntry], report: Report, stamp: Stamp) -> bytes:
    """Every entry, oldest first, with its place in the chain; and what verifying found."""
    paper = Paper(stamp, say("Journal"))
    findings = [paper.said(finding) for finding in report.findings]
    sound = say("Sound: {entries} journal entries, all figures agree.", entries=report.entries)
    _sheet(paper, say("Verification"), say("Verification of the chain"), pd.DataFrame({"said": findings or [paper.said(sound)]}), _VERIFIED)
    rows = pd.DataFrame(
        [
            (
                each.seq,
                f"{each.at:%Y-%m-%d %H:%M:%S}",
                each.who,
                paper.said(each.summary),
                each.why,
                each.undone_by,
                each.prev_hash,
                each.hash,
            )
            for each in sorted(entries, key=lambda entry: entry.seq)
        ],
        columns=["seq", "at", "who", "what", "why", "undone_by", "prev_hash", "hash"],
    )
    _sheet(paper, say("Journal"), say("Journal, each entry chained to the one before"), rows, _JOURNAL)
    return paper.bytes()


def _plan(paper: Paper, sample: Sampled) -> pd.DataFrame:
    """How the sample was drawn and what it says, label by label; amounts in full."""
    selection, code, found = sample.selection, sample.currency, sample.projection
    plan = selection.plan

    def digits(minor: int) -> str:
        return f"{shown(minor, code, lang=paper.stamp.lang)} {code}"

    rows: list[tuple[Message, str]] = [
        (say("Balance date"), sample.balance_date.isoformat()),
        (say("Sampling method"), paper.said(METHODS[plan.method])),
        (say("Population"), f"{digits(selection.total)} · {len(selection.rows):,}"),
        (say("Seed"), str(plan.seed)),
        (say("Chosen"), f"{len(sample.told):,}"),
        (say("Proof"), paper.said(sample.proof[0])),
    ]
    if selection.interval is not None and selection.start is not None and found is not None:
        rows += [
            (say("Confidence"), f"{plan.confidence} %"),
            *([(say("Sample size asked for"), f"{plan.size:,}")] if plan.size is not None else []),
            *([] if plan.size is not None else [
                (say("Tolerable misstatement"), digits(plan.tolerable)), (say("Expected misstatement"), digits(plan.expected))]),
            (say("Sampling interval"), digits(selection.interval)),
            (say("Start"), digits(selection.start)),
            (say("Answered"), f"{sample.answered:,} / {len(sample.told):,}"),
            (say("Projected overstatement"), digits(found.overstated)),
            (say("Projected understatement"), digits(found.understated)),
            (say("Basic precision"), digits(found.basic)),
            (say("Incremental allowance"), digits(found.incremental)),
            (say("Upper limit of overstatement"), digits(found.upper_limit) if sample.complete else "–"),
        ]  # fmt: skip
    return pd.DataFrame([(paper.said(label), value) for label, value in rows], columns=["label", "value"])


def _answers(paper: Paper, sample: Sampled) -> pd.DataFrame:
    """Each chosen balance with its answer; taint and projection where the sample is of monetary units."""
    states = REGISTERS["statements"].field("state").labels(paper.stamp.lang)
    misstated = {each.answer.row_id: each for each in sample.projection.misstated} if sample.projection else {}
    told = sample.told
    taints = [misstated[key].taint if key in misstated else None for key in told["row_id"]]
    return told.assign(
        state=[states.get(state, paper.said(say("No letter noted"))) for state in told["state"]],
        difference=(told["balance"] - told["audited"]).astype("Int64"),
        taint=["" if taint is None else percent(taint) for taint in taints],
        projected=pd.array([half_up(misstated[key].projected) if key in misstated else None for key in told["row_id"]], dtype="Int64"),
    )


def _aging(paper: Paper, file: AuditFile) -> None:
    """Totals by bucket of both computations, then each difference."""
    labels = dict(enumerate(bucket_labels(file.at.policy.aging.scheme, paper.stamp.lang, file.at.policy.aging.basis)))
    totals = file.again.totals
    totals = totals.assign(bucket_difference=totals["app"] - totals["recalculated"])
    totals = totals.assign(
        bucket=[labels.get(int(bucket), paper.said(unknown_label())) for bucket in totals["bucket"]],
        **{name: [amount(int(minor), str(code)) for minor, code in zip(totals[name], totals["currency"], strict=True)]
           for name in ("app", "recalculated", "bucket_difference")},
    )  # fmt: skip
    title = say("Aging of {date}, computed twice", date=file.sample.balance_date)
    _sheet(paper, say("Aging recalculated"), title, totals, _AGING)
    if file.again.differences:
        rows = pd.DataFrame(
            [(each.number, paper.said(each.what), each.app, each.recalculated) for each in file.again.differences],
            columns=["number", "what", "app", "recalculated"],
        )
        _sheet(paper, say("Listed differences"), say("Where the two computations differ (amounts in minor units)"), rows, _DIFFERENCES)


def _in_units(rows: pd.DataFrame) -> pd.DataFrame:
    """Amounts of several currencies as plain numbers, each in its own currency beside it."""
    units = [
        None if pd.isna(minor) else amount(int(minor), str(code)) for minor, code in zip(rows["amount"], rows["currency"], strict=True)
    ]
    return rows.assign(amount=pd.Series(units, index=rows.index, dtype="object"))


_FORMULAS: Mapping[str, str] = {"cumulative": "=SUM(C$5:C{row})", "left": "=C{row}-D{row}-E{row}", "bucket_difference": "=C{row}-D{row}"}
"""What Excel computes itself, by column; the first row below the headings is the fifth."""


def _sheet(paper: Paper, name: Message, title: Message, rows: pd.DataFrame, described: Described, currency: str = "") -> None:
    sheet = paper.sheet(paper.said(name)[:31])
    paper.title(sheet, title.text(paper.stamp.lang), [(say("As of"), paper.stamp.as_of), *paper.facts(currency)])
    columns = [
        SheetColumn(column, paper.said(heading), style, _values(rows[column], style), _FORMULAS.get(column), most=60)
        for column, heading, style in described
    ]
    write_table(paper, sheet, HEADER, columns, currency or "CNY")
    sheet.freeze_panes(HEADER + 1, 0)


def _values(column: pd.Series, style: Style) -> list[Value]:
    values: list[Any] = column.tolist()
    if style == "number":
        return [None if value is None or pd.isna(value) else float(value) for value in values]
    return [frame_value(value) for value in values]


_NUMBER: tuple[str, Message, Style] = ("customer_id", CUSTOMERS.column("customer_id").title, "text")
_NAME: tuple[str, Message, Style] = ("customer_name", say("Customer"), "text")
_ASKED: Described = (
    ("place", say("No."), "integer"),
    ("what", say("What"), "text"),
    ("state", say("State"), "label"),
    ("note", say("Note"), "text"),
)
_PLAN: Described = (("label", say("What"), "text"), ("value", say("Value"), "text"))
_POPULATION: Described = (
    _NUMBER, _NAME, ("balance", say("Balance"), "money"), ("cumulative", say("Cumulative"), "money"),
    ("hits", say("Units hit"), "integer"), ("why", say("Chosen because"), "text"),
)  # fmt: skip
_APART: Described = (_NUMBER, _NAME, ("balance", say("Balance"), "money"), ("why", say("Chosen"), "label"))
_ANSWERS: Described = (
    ("number", say("Letter No."), "text"), _NUMBER, _NAME, ("state", say("State"), "label"), ("balance", say("Book balance"), "money"),
    ("audited", say("Confirmed"), "money"), ("difference", say("Misstatement"), "money"), ("taint", say("Taint"), "label"),
    ("projected", say("Projected"), "money"),
)  # fmt: skip
_LATER: Described = (
    _NUMBER, _NAME, ("open", say("Open on the balance date"), "money"), ("received", say("Received since"), "money"),
    ("other", say("Settled otherwise"), "money"), ("left", say("Still open"), "money"), ("unapplied", say("Unapplied"), "money"),
    ("last_on", say("Last receipt"), "date"),
)  # fmt: skip
_AGING: Described = (
    ("currency", say("Currency"), "label"), ("bucket", say("Bucket"), "text"), ("app", say("As the app shows"), "number"),
    ("recalculated", say("Recalculated"), "number"), ("bucket_difference", say("Difference"), "number"),
)  # fmt: skip
_DIFFERENCES: Described = (
    ("number", say("Number"), "text"), ("what", say("What"), "text"), ("app", say("As the app shows"), "integer"),
    ("recalculated", say("Recalculated"), "integer"),
)  # fmt: skip
_EXCEPTIONS: Described = (
    ("severity", say("Severity"), "label"), ("test", say("Test"), "text"), ("number", say("Number"), "text"),
    ("customer", say("Customer"), "text"), ("on", say("Date"), "date"), ("amount", say("Amount"), "number"),
    ("currency", say("Currency"), "label"), ("evidence", say("Why it was found"), "text"), ("look_at", say("What to look at"), "text"),
    ("judged", say("Judged"), "label"), ("ref", say("Exception No."), "text"),
)  # fmt: skip
_VERIFIED: Described = (("said", say("Result"), "text"),)
_JOURNAL: Described = (
    ("seq", say("No."), "integer"), ("at", say("When (UTC)"), "label"), ("who", say("Who"), "text"), ("what", say("What"), "text"),
    ("why", say("Why"), "text"), ("undone_by", say("Undone by"), "integer"), ("prev_hash", say("Hash of the entry before"), "text"),
    ("hash", say("Hash"), "text"),
)  # fmt: skip
