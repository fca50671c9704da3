"""Reads the shared labelled cases into the frames that matching takes, without the intake.

Only as much of the formats as those cases use; the real readers have their own tests.
"""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
from lxml import etree

from tests.matching_frames import customers_frame, lines_frame, open_items_frame

CUSTOMER_COLUMNS = {
    "客户编码": "customer_id",
    "客户名称": "customer_name",
    "简称": "short_name",
    "账期(天)": "term_text",
    "法人代表": "legal_representative",
    "银行账号": "bank_account",
    "代付单位": "payers",
}
DOCUMENT_COLUMNS = {
    "发票号码": "document_no",
    "客户编码": "customer_id",
    "开票日期": "document_date",
    "到期日": "due_date",
    "价税合计": "amount",
    "币种": "currency",
    "订单号": "order_no",
    "合同号": "contract_no",
    "红冲原发票": "reversed_document_no",
}


def minor(text: object) -> int:
    """A cell's amount in minor units."""
    return int((Decimal(str(text).replace(",", "").strip() or "0") * 100).to_integral_value())


def records(path: Path, columns: dict[str, str]) -> list[dict[str, Any]]:
    """The first sheet's rows with our own column names."""
    rows = openpyxl.load_workbook(path, read_only=True, data_only=True).worksheets[0].iter_rows(values_only=True)
    head = [columns.get(str(cell)) for cell in next(rows)]
    return [{name: cell for name, cell in zip(head, row, strict=False) if name and cell is not None} for row in rows]


def load(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, date]:
    """Lines, open items and customers of one case, and its as-of date."""
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    documents = records(folder / "invoices.xlsx", DOCUMENT_COLUMNS)
    for row in documents:
        row["amount"] = minor(row["amount"])
    statement = folder / truth["statement"]
    reader = {".xlsx": read_xlsx, ".csv": read_csv, ".xml": read_camt}[statement.suffix]
    lines = reader(statement)
    return (
        lines_frame(lines),
        open_items_frame(documents),
        customers_frame(records(folder / "customers.xlsx", CUSTOMER_COLUMNS)),
        date.fromisoformat(truth["as_of"]),
    )


def read_xlsx(path: Path) -> list[dict[str, Any]]:
    """Two amount columns under a preamble."""
    sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    rows = [[("" if c is None else str(c)) for c in row] for row in sheet.iter_rows(values_only=True)]
    start = next(i for i, row in enumerate(rows) if row[0] == "交易日期")
    found = []
    for row in rows[start + 1 :]:
        if row[0].isdigit():
            amount = minor(row[2]) if row[2] else -minor(row[1])
            found.append(
                {
                    "date": row[0],
                    "amount": amount,
                    "counterparty_name": row[4],
                    "counterparty_account": row[5],
                    "memo": f"{row[6]} {row[7]}",
                    "serial": row[8],
                }
            )
    return found


def read_csv(path: Path) -> list[dict[str, Any]]:
    """One amount column with 借/贷 beside it, in GB18030."""
    rows = list(csv.reader(io.StringIO(path.read_text("gb18030"))))
    start = next(i for i, row in enumerate(rows) if row and row[0] == "交易时间")
    found = []
    for row in rows[start + 1 :]:
        if len(row) > 7 and row[1] in ("借", "贷"):
            amount = minor(row[2]) * (1 if row[1] == "贷" else -1)
            found.append(
                {
                    "date": row[0][:10],
                    "amount": amount,
                    "counterparty_name": row[4],
                    "counterparty_account": row[5].strip(),
                    "memo": f"{row[6]} {row[7]}",
                    "serial": row[8],
                }
            )
    return found


def read_camt(path: Path) -> list[dict[str, Any]]:
    """camt.053.001.02, one transaction an entry."""
    found = []
    for entry in etree.parse(str(path)).iterfind(".//{*}Ntry"):
        sign = 1 if entry.findtext("{*}CdtDbtInd") == "CRDT" else -1
        found.append(
            {
                "date": entry.findtext("{*}BookgDt/{*}Dt"),
                "amount": sign * minor(entry.findtext("{*}Amt")),
                "counterparty_name": entry.findtext(".//{*}RltdPties//{*}Nm") or "",
                "counterparty_account": entry.findtext(".//{*}DbtrAcct//{*}Othr/{*}Id") or "",
                "memo": " ".join(t.text or "" for t in entry.iterfind(".//{*}Ustrd")),
                "serial": entry.findtext("{*}AcctSvcrRef") or "",
            }
        )
    return found
