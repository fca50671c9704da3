# ruff: noqa: E501  (sheets: a row of cells a line)
# fmt: off
"""Awkward workbooks as finance teams really keep them, each with its truth; written without looking at how the reader works.

Deterministic: no clock, no chance. A case names the file, its bytes, what must be read from it, and what must be refused or reported.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter

Cell = Any
Rows = Sequence[Sequence[Cell]]
D = dt.date


@dataclass(frozen=True)
class Book:
    """The sheets of a workbook by name, with what xlsx says about them besides cells (0-based, as xlsxwriter takes it)."""

    sheets: Mapping[str, Rows]
    merged: Mapping[str, Sequence[tuple[int, int, int, int]]] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    hidden_rows: Mapping[str, Sequence[int]] = field(default_factory=dict)
    formats: Mapping[tuple[str, int, int], str] = field(default_factory=dict)
    epoch_1904: bool = False


@dataclass(frozen=True)
class Case:
    """A file and its truth. `tables`: (kind, side, usable rows, totals by currency); `issues`: (row, code) of unusable rows.

    `open`: what is open by currency at 2026-06-30. `says`: a part of the sentence, where the file is refused or a finding must be made.
    `book`: the same as sheets, where the case may be perturbed.
    """

    name: str
    file: str
    content: bytes
    tables: tuple[tuple[str, str, int, dict[str, str]], ...] = ()
    issues: frozenset[tuple[int | None, str]] = frozenset()
    open: dict[str, str] | None = None
    refused: bool = False
    says: str = ""
    book: Book | None = None


def xlsx(book: Book) -> bytes:
    """The workbook as Excel stores it."""
    memory = io.BytesIO()
    written = xlsxwriter.Workbook(memory, {"date_1904": book.epoch_1904, "strings_to_formulas": False})
    day, moment = written.add_format({"num_format": "yyyy-mm-dd"}), written.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    for name, rows in book.sheets.items():
        sheet = written.add_worksheet(name)
        if name in book.hidden:
            sheet.hide()
        for r in book.hidden_rows.get(name, ()):
            sheet.set_row(r, None, None, {"hidden": True})
        for top, left, bottom, right in book.merged.get(name, ()):
            sheet.merge_range(top, left, bottom, right, "")
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                chosen = book.formats.get((name, r, c))
                style = written.add_format({"num_format": chosen}) if chosen else None
                if isinstance(cell, dt.datetime):
                    sheet.write_datetime(r, c, cell, moment)
                elif isinstance(cell, dt.date):
                    sheet.write_datetime(r, c, dt.datetime(cell.year, cell.month, cell.day), day)
                elif isinstance(cell, str) and cell.startswith("=F:"):
                    formula, _, value = cell[3:].partition("|")
                    sheet.write_formula(r, c, formula, style, value or 0)
                elif isinstance(cell, str):
                    sheet.write_string(r, c, cell, style)
                elif cell is not None:
                    sheet.write_number(r, c, cell, style)
    written.close()
    return memory.getvalue()


def shown(cell: Cell) -> str:
    """A cell as a CSV has it."""
    return "" if cell is None else cell.isoformat(sep=" ") if isinstance(cell, dt.datetime) else str(cell)


def text(rows: Rows, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """The rows as delimited text."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows([[shown(cell) for cell in row] for row in rows])
    return out.getvalue().encode(encoding)


def html(rows: Rows) -> bytes:
    """The rows as the page that a web ERP calls .xls."""
    body = "".join("<tr>" + "".join(f"<td>{shown(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<html><head><meta charset="utf-8"></head><body><table border="1">{body}</table></body></html>'.encode()


CASES: list[Case] = []


def case(name: str, book: Book | bytes, *tables: tuple[Any, ...], file: str = "", issues: Sequence[tuple[int | None, str]] = (), **more: Any) -> None:
    """Add a case; a table is (kind, rows, total or totals[, side])."""
    full = tuple((t[0], t[3] if len(t) > 3 else "receivable", t[1], t[2] if isinstance(t[2], dict) else {"CNY": t[2]} if t[2] else {}) for t in tables)
    content = xlsx(book) if isinstance(book, Book) else book
    CASES.append(Case(name, file or f"{name}.xlsx", content, full, frozenset(issues), book=book if isinstance(book, Book) else None, **more))


def one(rows: Rows, name: str = "应收明细", **more: Any) -> Book:
    """A workbook of one sheet."""
    return Book({name: rows}, **more)


N = None
SU, HZ, GZ = "苏州精工机械有限公司", "杭州云图科技股份有限公司", "广州远航贸易有限公司"

# ---- products -------------------------------------------------------------------------------------------------------------
case(
    "kingdee_cloud_ar_bill",
    one([
        ["单据编号", "单据类型", "业务日期", "到期日", "客户", "币别", "价税合计", "税额", "不含税金额", "销售部门", "销售组", "销售员", "收款条件", "单据状态", "收款核销状态", "开票核销状态", "备注"],
        ["AR00000101", "标准应收单", D(2026, 3, 5), D(2026, 4, 4), SU, "人民币", 113000, 13000, 100000, "华东部", "一组", "王芳", "月结30天", "已审核", "未核销", "已核销", N],
        ["AR00000102", "标准应收单", D(2026, 4, 8), D(2026, 5, 8), HZ, "人民币", 56500.5, 6500.06, 50000.44, "华东部", "一组", "李强", "月结30天", "已审核", "部分核销", "已核销", N],
        ["AR00000103", "费用应收单", D(2026, 5, 9), D(2026, 6, 8), HZ, "美元", 2000, 0, 2000, "海外部", "二组", "李强", "30天", "已审核", "未核销", "未核销", "运费"],
    ], "应收单"),
    ("documents", 3, {"CNY": "169500.50", "USD": "2000.00"}), open={"CNY": "169500.50", "USD": "2000.00"},
)
case(
    "kingdee_jdy_ledger",
    one([
        ["应收账款明细表"], ["日期：2026-01-01至2026-06-30"],
        ["编号", "客户", "单据日期", "单据编号", "业务类型", "增加应收款", "增加预收款", "应收款余额", "备注"],
        ["C001", SU, N, N, "期初余额", N, N, 5000, N],
        ["C001", SU, D(2026, 2, 3), "XS20260203001", "普通销售", 12000, N, 17000, N],
        ["C001", SU, D(2026, 3, 1), "XS20260301002", "销售退货", -2000, N, 15000, "退货"],
        ["C001", SU, N, N, "小计", 10000, N, 15000, N],
        ["C002", HZ, D(2026, 4, 4), "XS20260404001", "普通销售", 800.8, N, 800.8, N],
        ["C002", HZ, N, N, "小计", 800.8, N, 800.8, N],
        ["合计", N, N, N, N, 10800.8, N, 15800.8, N],
    ]),
    ("documents", 4, "15800.80"),
)
case(
    "yonyou_u8_detail_two_row_header",
    Book({"应收明细账": [
        ["应收明细账"], ["客户：" + SU + "    期间：2026年1月-2026年6月"],
        ["年", "月", "日", "凭证号", "单据类型", "单据号", "摘要", "币种", "本期应收", N, "本期收回", N, "余额", N, "到期日"],
        [N, N, N, N, N, N, N, N, "原币", "本币", "原币", "本币", "原币", "本币", N],
        [2026, 1, 10, "转-0012", "销售发票", "FP0001", "销货", "人民币", 20000, 20000, N, N, 20000, 20000, D(2026, 2, 10)],
        [2026, 2, 20, "收-0003", "收款单", "SK0001", "收货款", "人民币", N, N, 15000, 15000, 5000, 5000, N],
        [2026, 3, 12, "转-0031", "销售发票", "FP0002", "销货", "人民币", 7000.7, 7000.7, N, N, 12000.7, 12000.7, D(2026, 4, 12)],
        [N, N, N, N, N, N, "合计", N, 27000.7, 27000.7, 15000, 15000, 12000.7, 12000.7, N],
    ]}, merged={"应收明细账": [(2, 8, 2, 9), (2, 10, 2, 11), (2, 12, 2, 13)]}),
    ("documents", 2, "27000.70"), ("receipts", 1, "15000.00"),
)
case(
    "yonyou_tplus",
    one([
        ["往来单位编码", "往来单位", "单据日期", "单据编号", "单据类型", "业务员", "部门", "应收金额", "已收金额", "未收金额", "到期日", "摘要"],
        ["0101", SU, D(2026, 1, 5), "SA-2026-01-0001", "销货单", "张三", "销售一部", 10000, 4000, 6000, D(2026, 2, 4), N],
        ["0102", GZ, D(2026, 2, 5), "SA-2026-02-0009", "销货单", "张三", "销售一部", 3000, 3000, 0, D(2026, 3, 7), N],
    ]),
    ("documents", 2, "13000.00"), open={"CNY": "6000.00"},
)
DIGITAL = [f"2632200000{n:010d}" for n in range(1, 6)]
HEADER_SHEET = ["序号", "发票代码", "发票号码", "数电发票号码", "销方识别号", "销方名称", "购方识别号", "购买方名称", "开票日期", "金额", "税额", "价税合计", "发票来源", "发票票种", "发票状态", "是否正数发票", "发票风险等级", "开票人", "备注"]


def einvoice(n: int, buyer: str, net: float, tax: float, total: float, kind: str = "数电发票（增值税专用发票）", state: str = "正常", positive: str = "是", note: str | None = None) -> list[Cell]:
    return [str(n), "", "", DIGITAL[n - 1], "91320500MA1SELLER0", "我司", "91330100MA27BUYER0", buyer, f"2026-0{n}-1{n} 10:2{n}:00", net, tax, total, "电子发票服务平台", kind, state, positive, "正常", "财务", note]


RED = einvoice(3, SU, -2000, -260, -2260, state="正常", positive="否", note=f"被红冲蓝字数电发票号码：{DIGITAL[0]}")
case(
    "einvoice_header_and_detail_with_red_twice",
    Book({
        "发票基础信息": [
            HEADER_SHEET,
            einvoice(1, SU, 10000, 1300, 11300, state="已红冲-部分"),
            einvoice(2, HZ, 5000, 650, 5650), RED,
            ["4", *RED[1:]],
            einvoice(5, HZ, 100, 13, 113, state="已作废"),
        ],
        "信息汇总表": [
            [*HEADER_SHEET[:9], "税收分类编码", "特定业务类型", "货物或应税劳务名称", "规格型号", "单位", "数量", "单价", *HEADER_SHEET[9:10], "税率", *HEADER_SHEET[10:]],
            *[[*r[:9], "109", "", "*机床*零件", "M1", "件", 1, a, a, "13%", t, a + t, *r[12:]] for r, a, t in (
                (einvoice(1, SU, 0, 0, 0, state="已红冲-部分"), 6000, 780), (einvoice(1, SU, 0, 0, 0, state="已红冲-部分"), 4000, 520), (einvoice(2, HZ, 0, 0, 0), 5000, 650), (RED, -2000, -260))],
        ],
    }),
    ("documents", 3, "14690.00"), issues=[(5, "duplicate_row")], open={"CNY": "14690.00"},
)
case(
    "sap_fbl5n",
    text([
        ["", "Account", "Customer", "Assignment", "Document Number", "Document Type", "Document Date", "Posting Date", "Net due date", "Arrears after net due date", "Amount in doc. curr.", "Document currency", "Amount in local currency", "Local Currency", "Terms of Payment", "Text"],
        ["", "100023", "Muller GmbH", "A1", "1800000001", "RV", "05.03.2026", "05.03.2026", "04.04.2026", "87", "12,345.60", "EUR", "96,000.00", "CNY", "ZB30", ""],
        ["", "100023", "Muller GmbH", "A2", "1800000002", "RV", "15.04.2026", "15.04.2026", "15.05.2026", "46", "1,000.00", "EUR", "7,800.00", "CNY", "ZB30", ""],
        ["", "100023", "Muller GmbH", "A3", "1600000009", "DG", "20.04.2026", "20.04.2026", "20.04.2026", "71", "345.60-", "EUR", "2,700.00-", "CNY", "ZB30", "credit"],
        ["", "*", "", "", "", "", "", "", "", "", "13,000.00", "EUR", "101,100.00", "CNY", "", ""],
        ["", "", "", "", "", "", "", "", "", "", "", "", "", "", "", ""],
        ["", "100077", "Acme Inc", "B1", "1800000011", "RV", "01.06.2026", "01.06.2026", "01.07.2026", "0", "500.00", "USD", "3,600.00", "CNY", "ZB30", ""],
        ["", "**", "", "", "", "", "", "", "", "", "13,000.00", "EUR", "", "", "", ""],
        ["", "**", "", "", "", "", "", "", "", "", "500.00", "USD", "", "", "", ""],
    ], "\t", "utf-16"),
    ("documents", 4, {"EUR": "13000.00", "USD": "500.00"}), file="FBL5N.xls",
)
case(
    "quickbooks_aging_detail",
    text([
        ["Sandbox Company", "", "", "", "", "", "", ""], ["A/R Aging Detail", "", "", "", "", "", "", ""], ["As of June 30, 2026", "", "", "", "", "", "", ""], [""],
        ["", "Date", "Transaction type", "Num", "Customer full name", "Due date", "Amount", "Open balance"],
        ["91 or more days past due", "", "", "", "", "", "", ""],
        ["", "01/25/2026", "Invoice", "1023", "Amy's Bird Sanctuary", "02/24/2026", "1,239.00", "239.00"],
        ["Total for 91 or more days past due", "", "", "", "", "", "$1,239.00", "$239.00"],
        ["CURRENT", "", "", "", "", "", "", ""],
        ["", "06/13/2026", "Invoice", "1024", "Cool Cars", "07/13/2026", "2,000.00", "2,000.00"],
        ["", "06/15/2026", "Credit Memo", "1026", "Cool Cars", "06/15/2026", "-100.00", "-100.00"],
        ["Total for CURRENT", "", "", "", "", "", "$1,900.00", "$1,900.00"],
        ["TOTAL", "", "", "", "", "", "$3,139.00", "$2,139.00"],
        ["Tuesday, June 30, 2026 09:03 AM GMT-07:00"],
    ]),
    ("documents", 3, {"CNY": "3139.00"}), file="A_R Aging Detail.csv", open={"CNY": "2139.00"},
)
case(
    "xero_lines_totals_repeated",
    text([
        ["*ContactName", "EmailAddress", "*InvoiceNumber", "Reference", "*InvoiceDate", "*DueDate", "PlannedDate", "Total", "TaxTotal", "InvoiceAmountPaid", "InvoiceAmountDue", "InventoryItemCode", "*Description", "*Quantity", "*UnitAmount", "LineAmount", "*AccountCode", "*TaxType", "Currency", "Type", "Status"],
        ["Bayside Club", "a@x.co", "INV-0027", "Ref", "25/05/2026", "04/06/2026", "", "234.00", "0", "100.00", "134.00", "", "Golf", "1", "134.00", "134.00", "200", "", "GBP", "Sales invoice", "AUTHORISED"],
        ["Bayside Club", "a@x.co", "INV-0027", "Ref", "25/05/2026", "04/06/2026", "", "234.00", "0", "100.00", "134.00", "", "Bag", "2", "50.00", "100.00", "200", "", "GBP", "Sales invoice", "AUTHORISED"],
        ["City Agency", "", "INV-0028", "", "02/06/2026", "12/06/2026", "", "541.25", "0", "0", "541.25", "", "Report", "1", "541.25", "541.25", "200", "", "GBP", "Sales invoice", "AUTHORISED"],
    ]),
    ("documents", 2, {"GBP": "775.25"}), file="SalesInvoices.csv", open={"GBP": "675.25"},
)
case(
    "zoho_lines_totals_repeated",
    text([
        ["Invoice Date", "Invoice ID", "Invoice Number", "Invoice Status", "Customer Name", "Customer ID", "Due Date", "PurchaseOrder", "Currency Code", "Exchange Rate", "Item Name", "Quantity", "Item Price", "Item Total", "SubTotal", "Total", "Balance", "Sales Person", "Notes"],
        ["2026-04-01", "982000000567001", "INV-000001", "Overdue", "Furniture Mart", "982000000567101", "2026-05-01", "", "INR", "1", "Chair", "2", "500", "1000", "1600", "1888", "888", "Zoe", ""],
        ["2026-04-01", "982000000567001", "INV-000001", "Overdue", "Furniture Mart", "982000000567101", "2026-05-01", "", "INR", "1", "Table", "1", "600", "600", "1600", "1888", "888", "Zoe", ""],
        ["2026-06-10", "982000000567002", "INV-000002", "Sent", "Mobel", "982000000567102", "2026-07-10", "", "INR", "1", "Desk", "1", "300", "300", "300", "354", "354", "", "thanks"],
    ]),
    ("documents", 2, {"INR": "2242.00"}), file="Invoice.csv", open={"INR": "1242.00"},
)
case(
    "salesforce_report_footer",
    text([
        ["Account Name", "Account Owner", "Invoice Number", "Invoice Date", "Due Date", "Amount", "Balance", "Status"],
        ["Acme Inc", "Ann", "SF-1", "2026-05-01", "2026-05-31", "1000.00", "1000.00", "Open"],
        ["Globex", "Bob", "SF-2", "2026-05-11", "2026-06-10", "250.50", "50.50", "Open"],
        ["Grand Totals (2 records)", "", "", "", "", "1250.50", "1050.50", ""],
        [""], ["Confidential Information - Do Not Distribute"], ["Copyright © 2000-2026 salesforce.com, inc. All rights reserved."],
    ]),
    ("documents", 2, "1250.50"), file="report.csv", open={"CNY": "1050.50"},
)
case(
    "fxiaoke_receipts",
    one([
        ["回款编号", "客户名称", "销售订单编号", "回款日期", "本次回款金额(元)", "回款方式", "负责人", "归属部门", "生命状态"],
        ["HK-001", SU, "SO-1", D(2026, 5, 3), 12000.5, "电汇", "王芳", "华东", "正常"],
        ["HK-002", HZ, "SO-2", D(2026, 5, 4), "3,000.00", "支票", "王芳", "华东", "正常"],
    ], "回款"),
    ("receipts", 2, "15000.50"),
)
case(
    "home_made_ledger",
    one([
        ["2026年应收账款台账", N, N, N, N, N, N, N, N, N], ["单位：元", N, N, N, N, N, N, N, "制表人：小陈", N], [N] * 10,
        ["客户名称", "合同编号", "开票日期", "应收金额", "已收金额", "未收金额", "账龄天数", "逾期状态", "业务员", "联系方式"],
        [SU, "HT-01", D(2026, 1, 5), 10000, 2000, 8000, 176, "逾期", "张三", "138"],
        [HZ, "HT-02", D(2026, 3, 5), 2500, 0, 2500, 117, "逾期", "李四", "139"],
        ["合计", N, N, 12500, 2000, 10500, N, N, N, N],
        ["制表：小陈", N, N, "审核：", N, N, N, N, N, N],
    ]),
    ("documents", 2, "12500.00"), open={"CNY": "10500.00"},
)
# ---- layout ---------------------------------------------------------------------------------------------------------------
HEAD = ["发票号", "客户名称", "开票日期", "到期日", "金额"]


def inv(n: int, who: str = SU, amount: Cell = 1000, month: int = 3) -> list[Cell]:
    return [f"INV-{n:04d}", who, D(2026, month, 10), D(2026, month + 1, 10), amount]


case("header_at_row_28", one([*[[f"说明{i}：本表由财务部维护" if i % 3 else N] for i in range(27)], HEAD, inv(1), inv(2, HZ, 500)]), ("documents", 2, "1500.00"))
case("blank_first_columns", one([[N, N, N, *r] for r in ([HEAD, inv(1), inv(2)])]), ("documents", 2, "2000.00"))
case("rows_and_columns_blank_between", one([[*HEAD[:2], N, *HEAD[2:]], *[[*inv(n)[:2], N, *inv(n)[2:]] if n % 2 else [N] * 6 for n in range(1, 8)]]), ("documents", 4, "4000.00"))
case("sheet_per_month_stacked", Book({f"{m}月": [HEAD, inv(m, amount=m * 100, month=m), ["合计", N, N, N, m * 100]] for m in range(1, 6)}), ("documents", 5, "1500.00"))
case("sheet_per_customer", Book({who: [["发票号", "开票日期", "到期日", "金额"], [f"N{i}1", D(2026, 4, 1), D(2026, 5, 1), 100 * i]] for i, who in enumerate((SU, HZ, GZ), 1)}), ("documents", 3, "600.00"))
case("three_tables_on_one_sheet", one([
    ["客户档案"], ["客户编码", "客户名称", "信用额度", "账期"], ["C1", SU, 50000, "月结30天"], ["C2", HZ, 80000, "60天"], [N],
    ["应收明细"], ["单据号", "客户编码", "单据日期", "金额"], ["A1", "C1", D(2026, 5, 1), 900], ["A2", "C2", D(2026, 5, 2), 100], [N],
    ["收款明细"], ["收款单号", "客户编码", "收款日期", "收款金额"], ["R1", "C1", D(2026, 6, 1), 300],
], "汇总"), ("customers", 2, ""), ("documents", 2, "1000.00"), ("receipts", 1, "300.00"))
case("tables_side_by_side", one([
    [*HEAD, N, "收款单号", "客户名称", "收款日期", "收款金额"], [*inv(1), N, "R1", SU, D(2026, 5, 5), 400], [*inv(2, HZ), N, "R2", HZ, D(2026, 5, 6), 100], [*inv(3, GZ), N, N, N, N, N],
]), ("documents", 3, "3000.00"), ("receipts", 2, "500.00"))
case("hidden_sheet_and_rows", Book({"应收": [HEAD, inv(1), inv(2), inv(3)], "旧数据": [HEAD, inv(9)]}, hidden=frozenset({"旧数据"}), hidden_rows={"应收": [2]}), ("documents", 3, "3000.00"))
case("subtotals_and_notes_inside", one([
    HEAD, inv(1), inv(2), ["小计", N, N, N, 2000], ["注：以上为一季度", N, N, N, N], inv(3, HZ), [HZ + " 小计", N, N, N, 1000], [N, "本页合计", N, N, 3000], HEAD, inv(4, HZ), ["总计", N, N, N, 4000], ["以上数据仅供参考"],
]), ("documents", 4, "4000.00"))
case("merged_customer_down", Book({"应收": [["客户名称", "发票号", "开票日期", "金额"], [SU, "A1", D(2026, 5, 1), 100], [N, "A2", D(2026, 5, 2), 200], [HZ, "A3", D(2026, 5, 3), 300]]}, merged={"应收": [(1, 0, 2, 0)]}), ("documents", 3, "600.00"))
case("two_row_header_merged", Book({"应收": [
    ["客户信息", N, "发票信息", N, N, "金额（元）", N, N], ["客户编码", "客户名称", "发票号码", "开票日期", "到期日", "价税合计", "已收金额", "未收金额"],
    ["C1", SU, "00012345", D(2026, 4, 1), D(2026, 5, 1), 1130, 130, 1000]]}, merged={"应收": [(0, 0, 0, 1), (0, 2, 0, 4), (0, 5, 0, 7)]}), ("documents", 1, "1130.00"), open={"CNY": "1000.00"})
case("group_rows_name_the_customer", one([
    ["单据号", "单据日期", "到期日", "金额"], ["客户：" + SU, N, N, N], ["A1", D(2026, 4, 1), D(2026, 5, 1), 100], ["小计", N, N, 100], ["客户：" + HZ, N, N, N], ["A2", D(2026, 4, 2), D(2026, 5, 2), 250], ["小计", N, N, 250], ["合计", N, N, 350],
]), ("documents", 2, "350.00"))
case("bilingual_headings", one([["发票号码\nInvoice No.", "客户名称\nCustomer Name", "开票日期\nInvoice Date", "到期日\nDue Date", "金额\nAmount", "币种\nCurrency"], [*inv(1), "RMB"], [*inv(2), "USD"]]), ("documents", 2, {"CNY": "1000.00", "USD": "1000.00"}))
case("bilingual_brackets", one([["发票号[Invoice No.]", "客户[Customer]", "开票日期[Date]", "到期日[Due]", "金额[Amount]"], inv(1)]), ("documents", 1, "1000.00"))
case("unit_row_below_header", one([HEAD, [N, N, N, N, "万元"], inv(1, amount=1.5)]), ("documents", 1, "15000.00"))
case("ten_thousands_above", one([["单位：万元"], HEAD, inv(1, amount=12.3456)]), ("documents", 1, "123456.00"))
case("ten_thousands_two_cells", one([[N, N, N, "单位", "万元"], HEAD, inv(1, amount=0.05)]), ("documents", 1, "500.00"))
case("cells_with_wan", one([HEAD, inv(1, amount="1.5万"), inv(2, amount="2,000元"), inv(3, amount="￥3,000.00元整")]), ("documents", 3, "20000.00"))
case("instalments", one([["合同编号", "客户名称", "期数", "计划收款日期", "应收金额"], ["HT-9", SU, "1", D(2026, 3, 1), 3000], ["HT-9", SU, "2", D(2026, 6, 1), 6000], ["HT-9", SU, "3", D(2026, 9, 1), 1000]], "分期"), ("documents", 3, "10000.00"), open={"CNY": "10000.00"})
case("payables", one([["供应商名称", "采购发票号", "收票日期", "到期日", "应付金额", "已付金额", "未付金额"], ["上海钢材有限公司", "P1", D(2026, 4, 1), D(2026, 5, 1), 5000, 1000, 4000]], "应付明细"), ("documents", 1, "5000.00", "payable"))
case("supplier_master", one([["供应商编码", "供应商名称", "联系人", "开户行", "银行账号"], ["V1", "上海钢材有限公司", "赵", "工行", "6222020000000000001"]], "供应商档案"), ("customers", 1, "", "payable"))
case("bucket_report_refused", one([["账龄分析表"], ["客户名称", "应收余额", "未到期", "1-30天", "31-60天", "61-90天", "90天以上"], [SU, 1000, 100, 200, 300, 400, 0], ["合计", 1000, 100, 200, 300, 400, 0]], "账龄"), refused=True, says="账龄")
case("customer_master_two_limits", one([["客户编码", "客户名称", "信用额度", "临时额度", "临时额度起", "临时额度止", "账期"], ["C1", SU, "50万", 100000, D(2026, 6, 1), D(2026, 7, 31), 30], ["C2", HZ, "不限", N, N, N, "月结60天"]], "客户档案"), ("customers", 2, ""))
# ---- cells ----------------------------------------------------------------------------------------------------------------
case("full_width_everything", one([["发票号", "客户名称", "开票日期", "到期日", "金额"], ["ＩＮＶ－１", SU, "２０２６－０３－１０", "２０２６年４月１０日", "￥１，２３４．５０"]]), ("documents", 1, "1234.50"))
case("invisible_characters", one([["发票号\u00a0", "\u200b客户名称", " 开票日期\n", "到期日\u3000", "金额\t"], ["INV-1\u200b", SU + "\u00a0", " 2026-03-10 ", "2026-04-10\u00a0", "\u00a01,000.00 "]]), ("documents", 1, "1000.00"))
case("negative_forms", one([HEAD, inv(1, amount="(100.00)"), inv(2, amount="200.00-"), inv(3, amount="-300"), inv(4, amount="（400.00）"), inv(5, amount="－500"), inv(6, amount=2000), inv(7, amount="−1.00"), inv(8, amount="¥-2.00")]), ("documents", 8, "497.00"))
case("european_decimals", text([["Invoice No", "Customer", "Invoice Date", "Due Date", "Amount"], ["E1", "Muller", "10.03.2026", "09.04.2026", "1.234,56"], ["E2", "Muller", "11.03.2026", "10.04.2026", "12,5"], ["E3", "Muller", "12.03.2026", "11.04.2026", "1.000"]], ";"), ("documents", 3, "2247.06"), file="rechnungen.csv")
case("dates_every_form", one([HEAD, *[[f"D{i}", SU, d, N, 1] for i, d in enumerate(["2026年3月5日", "2026/3/5", "2026.3.5", "20260305", 20260305, 46086, "46086", "5-Mar-26", "Mar 5, 2026", "2026-03-05T00:00:00", "2026-03-05 10:11", dt.datetime(2026, 3, 5, 12), D(2026, 3, 5)])]]), ("documents", 13, "13.00"))
case("mixed_day_month_proved_by_due", text([["Invoice No", "Customer", "Invoice Date", "Due Date", "Terms", "Amount"], ["M1", "A", "25/03/2026", "2026-04-24", "30 days", "1"], ["M2", "A", "03/25/2026", "2026-04-24", "30 days", "2"], ["M3", "A", "04/03/2026", "2026-04-03", "30 days", "4"], ["M4", "A", "05/06/2026", "", "30 days", "8"]]), ("documents", 3, "7.00"), issues=[(5, "mixed_day_month")], file="mixed.csv")
case("epoch_1904", one([HEAD, inv(1), inv(2)], epoch_1904=True), ("documents", 2, "2000.00"), open={"CNY": "2000.00"})
case("ids_in_scientific_notation", one([HEAD, ["2.63220E+19", SU, D(2026, 3, 1), N, 5], [26322000000000000001, SU, D(2026, 3, 1), N, 6], ["000123", SU, D(2026, 3, 1), N, 7]]), ("documents", 1, "7.00"), issues=[(2, "damaged_number"), (3, "damaged_number")])
case("error_cells", one([HEAD, inv(1, amount="#N/A"), inv(2, amount="#REF!"), inv(3), [*inv(4)[:3], "#VALUE!", 1]]), ("documents", 1, "1000.00"), issues=[(2, "error_cell"), (3, "error_cell"), (5, "error_cell")])
case("duplicates_and_contradictions", one([HEAD, inv(1), inv(2), inv(1), inv(3, amount=10), inv(3, amount=20), inv(4, HZ)]), ("documents", 3, "3000.00"), issues=[(4, "duplicate_row"), (5, "conflicting_amount"), (6, "conflicting_amount")])
case("missing_dues_and_years", one([HEAD, [*inv(1)[:3], N, 10], ["INV-0002", SU, D(2026, 3, 1), "2126-13-01", 5], ["INV-0003", SU, "1926-03-01", N, 5], ["INV-0004", SU, N, N, 7], ["INV-0005", SU, "2026-02-30", N, 7]]), ("documents", 1, "10.00"), issues=[(3, "bad_date"), (4, "year_out_of_range"), (5, "missing_document_date"), (6, "bad_date")])
case("two_amounts_that_differ", one([["发票号", "客户名称", "开票日期", "应收金额", "发票金额"], ["A1", SU, D(2026, 3, 1), 100, 90]]), refused=True, says="不一致")
case("two_amounts_that_agree", one([["发票号", "客户名称", "开票日期", "应收金额", "发票金额"], ["A1", SU, D(2026, 3, 1), 100, 100]]), ("documents", 1, "100.00"))
case("net_tax_gross", one([["发票号码", "购买方名称", "开票日期", "金额", "税额", "价税合计"], ["00000001", SU, D(2026, 3, 1), 100, 13, 113]]), ("documents", 1, "113.00"))
case("net_and_tax_only", one([["发票号码", "购买方名称", "开票日期", "金额", "税额"], ["00000001", SU, D(2026, 3, 1), 100, 13]]), ("documents", 1, "113.00"))
case("void_documents", one([[*HEAD, "单据状态"], [*inv(1), "正常"], [*inv(2), "已作废"], [*inv(3), "作废"]]), ("documents", 1, "1000.00"))
case("credit_notes_positive", one([[*HEAD, "单据类型"], [*inv(1), "销售发票"], [*inv(2, amount=200), "红字发票"], [*inv(3, amount=50), "退货单"]]), ("documents", 3, "750.00"))
case("formula_total_and_amount", one([HEAD, inv(1, amount="=F:=500+500|1000"), inv(2), ["合计", N, N, N, "=F:=SUM(E2:E3)|2000"]]), ("documents", 2, "2000.00"))
case("long_text_ids", one([HEAD, ["26322000000000000001", SU, D(2026, 3, 1), N, 5], ["26322000000000000002", SU, D(2026, 3, 1), N, 6]]), ("documents", 2, "11.00"))
case("paid_beyond_amount", one([[*HEAD, "已收金额"], [*inv(1), 1200], [*inv(2), 0]]), ("documents", 2, "2000.00"), open={"CNY": "1000.00"})
case("bare_dashes_for_nothing", one([[*HEAD, "已收金额"], [*inv(1), "-"], [*inv(2), "--"], [*inv(3), "—"]]), ("documents", 3, "3000.00"), open={"CNY": "3000.00"})
case("zero_amount_counts", one([HEAD, inv(1, amount=0), inv(2, amount="0.00")]), ("documents", 2, "0.00"))
case("number_formats_tell_currency", one([HEAD, inv(1), inv(2)], formats={("应收明细", 1, 4): "[$USD] #,##0.00", ("应收明细", 2, 4): '"€"#,##0.00'}), ("documents", 2, {"EUR": "1000.00", "USD": "1000.00"}))
# ---- files ----------------------------------------------------------------------------------------------------------------
PLAIN = [HEAD, *[[*r[:2], r[2].isoformat(), r[3].isoformat(), r[4]] for r in (inv(1), inv(2, HZ, 1234.56))]]
for _name, _bytes in {
    "gbk.csv": text(PLAIN, encoding="gb18030"), "utf16.csv": text(PLAIN, "\t", "utf-16"), "bom.csv": text(PLAIN, encoding="utf-8-sig"), "semicolon.csv": text(PLAIN, ";"),
    "tab.txt": text(PLAIN, "\t"), "csv_named.xlsx": text(PLAIN), "html_named.xls": html(PLAIN), "sep_line.csv": b"sep=;\r\n" + text(PLAIN, ";"), "bar.txt": text(PLAIN, "|"),
    "quoted.csv": text(PLAIN).replace("杭州云图科技股份有限公司".encode(), '"杭州云图科技,\n股份有限公司"'.encode()),
}.items():
    case(_name.split(".")[0], _bytes, ("documents", 2, "2234.56"), file=_name)
# ---- others ---------------------------------------------------------------------------------------------------------------
case("receipts_without_documents", one([["到账日期", "付款单位", "到账金额", "付款方式", "流水号", "备注"], [D(2026, 5, 1), SU, 1000, "网银", "L1", "货款"], [D(2026, 5, 2), HZ, "2,500.00", "承兑", "L2", N], ["合计", N, 3500, N, N, N]], "到账"), ("receipts", 2, "3500.00"))
case("receipts_naming_invoices", one([["收款单号", "客户名称", "收款日期", "收款金额", "核销发票"], ["R1", SU, D(2026, 5, 1), 1000, "INV-0001"], ["R2", SU, D(2026, 5, 2), 500, "INV-0002、INV-0003"]], "收款"), ("receipts", 2, "1500.00"))
case("prepayments_negative_documents", one([HEAD, inv(1), ["预收-1", SU, D(2026, 4, 1), N, -500]]), ("documents", 2, "500.00"))
case("empty_body", one([HEAD, ["合计", N, N, N, 0]]), refused=True, says="没有")
case("no_headings", one([["INV-1", SU, D(2026, 1, 1), 100], ["INV-2", HZ, D(2026, 1, 2), 200]]), refused=True, says="标题")
case("missing_amount_column", one([["发票号", "客户名称", "开票日期", "到期日"], ["A1", SU, D(2026, 1, 1), D(2026, 2, 1)]]), refused=True, says="价税合计")
case("opening_rows", one([HEAD, ["期初余额", SU, D(2025, 12, 31), N, 888], inv(1)]), ("documents", 2, "1888.00"))
case("total_does_not_agree", one([HEAD, inv(1), inv(2), ["合计", N, N, N, 2500]]), ("documents", 2, "2000.00"), issues=[(N, "total_differs")], says="相差 500.00")
case("english_home_made", one([["AR listing as at 30 June 2026"], ["Inv #", "Client", "Inv Date", "Due", "Amt", "Paid to date", "Outstanding"], ["1001", "Acme", D(2026, 4, 1), D(2026, 5, 1), 100, 40, 60], ["1002", "Globex", D(2026, 4, 2), D(2026, 5, 2), 50, 0, 50], ["Total", N, N, N, 150, 40, 110]], "Sheet1"), ("documents", 2, "150.00"), open={"CNY": "110.00"})
case("dollar_cells_in_text", one([HEAD, inv(1, amount="$1,000.00"), inv(2, amount="US$ 500"), inv(3, amount="€20")]), ("documents", 3, {"EUR": "20.00", "USD": "1500.00"}))
case("yen_has_no_cents", one([[*HEAD, "币种"], [*inv(1, amount=123456), "JPY"], [*inv(2, amount="1,000"), "日元"]]), ("documents", 2, {"JPY": "124456"}))

SYNONYMS = {
    "发票号": "发票号码",
    "发票号码": "票号",
    "单据编号": "单据号",
    "单据号": "应收单号",
    "客户名称": "购货单位",
    "客户": "客户全称",
    "开票日期": "发票日期",
    "单据日期": "业务日期",
    "到期日": "应收到期日",
    "金额": "含税金额",
    "价税合计": "价税合计（元）",
    "应收金额": "* 应收金额",
    "已收金额": "已回款",
    "未收金额": "未收款",
    "币种": "币别",
    "收款日期": "到账日期",
    "收款金额": "实收金额",
    "信用额度": "授信额度",
    "供应商名称": "供应商",
}


def padded(rows: Rows) -> list[list[Cell]]:
    """Rows of one length."""
    width = max(map(len, rows))
    return [[*row, *[None] * (width - len(row))] for row in rows]


def columns_turned(rows: Rows) -> list[list[Cell]]:
    """The columns in the opposite order."""
    return [row[::-1] for row in padded(rows)]


def columns_rotated(rows: Rows) -> list[list[Cell]]:
    """The last two columns first."""
    return [row[-2:] + row[:-2] for row in padded(rows)]


def headings_renamed(rows: Rows) -> list[list[Cell]]:
    """Known headings under another name of the trade."""
    return [[SYNONYMS.get(cell, cell) if isinstance(cell, str) else cell for cell in row] for row in rows]


def notes_around(rows: Rows) -> list[list[Cell]]:
    """A company's name, a blank row, and footers, with a blank column on the left."""
    width = max(map(len, rows)) + 1
    around = [[None] * width for _ in range(6)]
    around[0][1], around[3][1], around[4][1], around[5][2] = "示例实业有限公司", "制表人：陈晓", "以上数据仅供参考", "第 1 页"
    return [around[0], around[1], *[[None, *row] for row in rows], around[2], *around[3:]]


def rows_blank_between(rows: Rows) -> list[list[Cell]]:
    """A blank row after every row."""
    return [line for row in rows for line in (list(row), [None] * len(row))]
