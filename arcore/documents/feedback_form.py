"""The form that customers fill in to tell us what they think: their columns of the register of feedback, and nobody else's rows."""

from __future__ import annotations

from arcore.documents.workbook_style import INPUT_FILL, RULE, Paper, Stamp, cell_text
from arcore.messages import say
from arcore.registers import REGISTERS
from arcore.registers.subjects import subject_headings
from arcore.schema import Kind

TITLE = say("Feedback form")
FIELDS = ("received_on", "category", "rating", "person", "what")
WIDTHS = (30, 14, 18, 12, 16, 60)
HEADER, ROWS = 4, 10


def build(stamp: Stamp, customer: str = "") -> bytes:
    """The workbook's bytes; the first row names the customer where the form is for one."""
    register, paper = REGISTERS["feedback"], Paper(stamp, TITLE)
    sheet = paper.sheet(paper.said(TITLE))
    paper.title(sheet, paper.said(TITLE), [(say("Company:"), stamp.company)])
    sheet.write_string(2, 0, paper.said(say("Please write one matter a line and send this workbook back to us. Thank you.")))
    fields = [register.field(name) for name in FIELDS]
    name_heading = dict(subject_headings(register))["customer_name"]
    for place, heading in enumerate((paper.said(name_heading), *(field.heading(stamp.lang) for field in fields))):
        sheet.write_string(HEADER, place, heading, paper.heading())
        sheet.set_column(place, place, WIDTHS[place])
    cell = {"bg_color": INPUT_FILL, "border": 1, "border_color": RULE, "text_wrap": True, "valign": "top"}
    plain, day = paper.format(**cell), paper.format(num_format="yyyy-mm-dd", **cell)
    last = HEADER + ROWS
    for row in range(HEADER + 1, last + 1):
        sheet.write_string(row, 0, cell_text(customer), plain) if customer and row == HEADER + 1 else sheet.write_blank(row, 0, None, plain)
        for place, field in enumerate(fields, 1):
            sheet.write_blank(row, place, None, day if field.kind is Kind.DATE else plain)
    for place, field in enumerate(fields, 1):
        offered = [choice.label(stamp.lang) for choice in field.choices] or (["1", "2", "3", "4", "5"] if field.name == "rating" else [])
        if offered:
            sheet.data_validation(HEADER + 1, place, last, place, {"validate": "list", "source": offered})
    return paper.bytes()
