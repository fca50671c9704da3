"""The list of evidence (证据清单) of a claim as a workbook: index, completeness, and the amounts table for the lawyer (§3.4)."""

from __future__ import annotations

from collections.abc import Mapping

from arcore.documents.columns import SheetColumn, Style, Value, formats, write_cell, write_table
from arcore.documents.workbook_style import Paper, Stamp
from arcore.legal.claims import GROUPS, NEEDED, Claim, Proof
from arcore.messages import Message, say
from arcore.registers.legal import PROOFS

HEADER = 3
TITLE = say("List of evidence")
AMOUNTS: tuple[tuple[str, Message, Style], ...] = (
    ("document_no", say("Document No."), "text"),
    ("document_date", say("Date"), "date"),
    ("due_date", say("Due date"), "date"),
    ("days_late", say("Days past due"), "integer"),
    ("amount", say("Amount"), "money"),
    ("open", say("Open balance"), "money"),
    ("interest", say("Late interest"), "money"),
    ("expires", say("Lapses on"), "date"),
)


def build(claim: Claim, stamp: Stamp, packed: Mapping[str, str]) -> bytes:
    """The workbook's bytes; `packed`: which file of the zip each reference is."""
    paper = Paper(stamp, TITLE)
    _index(paper, claim, packed)
    _completeness(paper, claim)
    _amounts(paper, claim)
    return paper.bytes()


def heading(claim: Claim, title: Message) -> Message:
    """What a sheet or paper is headed with."""
    return say("{title}: {customer} as of {date}", title=title, customer=claim.customer_name, date=claim.as_of.isoformat())


def _index(paper: Paper, claim: Claim, packed: Mapping[str, str]) -> None:
    sheet = paper.sheet(paper.said(TITLE))
    paper.title(sheet, paper.said(heading(claim, TITLE)), paper.facts(claim.currency))
    field = PROOFS.field("original")

    def original(proof: Proof) -> str:
        chosen = field.choice(proof.original)
        return chosen.label(paper.stamp.lang) if chosen else ""

    columns: list[tuple[str, Message, Style, list[Value]]] = [
        ("number", say("No."), "integer", list(range(1, len(claim.proofs) + 1))),
        ("group", say("Evidence group"), "text", [paper.said(GROUPS[proof.group]) for proof in claim.proofs]),
        ("title", say("Evidence"), "text", [proof.title for proof in claim.proofs]),
        ("origin", say("Origin"), "text", [_said(paper, proof.origin) for proof in claim.proofs]),
        ("pages", say("Pages"), "integer", [proof.pages for proof in claim.proofs]),
        ("original", say("Original or copy"), "label", [original(proof) for proof in claim.proofs]),
        ("purpose", say("What it proves"), "text", [proof.purpose for proof in claim.proofs]),
        ("dated", say("Dated"), "date", [proof.dated for proof in claim.proofs]),
        ("file", say("File"), "text", [packed.get(proof.reference or "", proof.file_name) for proof in claim.proofs]),
    ]
    written = [SheetColumn(name, paper.said(words), style, values) for name, words, style, values in columns]
    write_table(paper, sheet, HEADER, written, claim.currency)
    sheet.freeze_panes(HEADER + 1, 0)


def _completeness(paper: Paper, claim: Claim) -> None:
    """The twelve groups with how much there is of each, then what a lawyer would ask about first."""
    title = say("Completeness")
    sheet = paper.sheet(paper.said(title), landscape=False)
    paper.title(sheet, paper.said(heading(claim, title)), [(say("Needed evidence on record:"), f"{claim.completeness} %")])
    counts = {group: sum(proof.group == group for proof in claim.proofs) for group in GROUPS}
    needed, wanted = paper.said(say("Indispensable")), paper.said(say("Helpful"))
    state = [paper.said(say("There") if counts[group] else say("Missing")) for group in GROUPS]
    columns = [
        SheetColumn("group", paper.said(say("Evidence group")), "text", [paper.said(words) for words in GROUPS.values()]),
        SheetColumn("needed", paper.said(say("Needed?")), "label", [needed if group in NEEDED else wanted for group in GROUPS]),
        SheetColumn("count", paper.said(say("Pieces")), "integer", list(counts.values())),
        SheetColumn("state", paper.said(say("State")), "label", list(state)),
    ]
    placed = write_table(paper, sheet, HEADER, columns, claim.currency)
    row = placed.last + 2
    sheet.write_string(row, 0, paper.said(say("To be cleared up first")), paper.format(bold=True))
    for place, flag in enumerate(claim.flags, start=row + 1):
        sheet.write_string(place, 0, paper.said(flag), paper.format())


def _amounts(paper: Paper, claim: Claim) -> None:
    """The documents claimed, with live sums."""
    title = say("Amounts claimed")
    sheet = paper.sheet(paper.said(title))
    paper.title(sheet, paper.said(heading(claim, title)), paper.facts(claim.currency))
    columns = [SheetColumn(name, paper.said(words), style, claim.lines[name].tolist()) for name, words, style in AMOUNTS]
    placed = write_table(paper, sheet, HEADER, columns, claim.currency)
    sheet.freeze_panes(HEADER + 1, 1)
    total = placed.last + 1
    styles = formats(paper, claim.currency, bold=True, top=1)
    write_cell(sheet, total, 0, paper.said(say("Total")), "text", styles["text"], claim.currency)
    for name in ("open", "interest"):
        column = placed.letter(name)
        formula = f"=SUM({column}{placed.first + 1}:{column}{placed.last + 1})" if len(claim.lines) else None
        value = int(claim.lines[name].sum())
        write_cell(sheet, total, placed.at(name), value, "money", styles["money"], claim.currency, formula)


def _said(paper: Paper, text: str | Message) -> str:
    return paper.said(text) if isinstance(text, Message) else text
