"""Write the sample company's files: `python -m sample_data.generate [FOLDER]`, from the project's root.

The same story gives the same cells on every machine: seeded, no clock, no rows in the order of a hash.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from arcore.registers import REGISTERS, Register, Subject
from arcore.registers.subjects import SUBJECT_COLUMNS
from arcore.schema import CUSTOMERS, DOCUMENTS, RECEIPTS, Column, Kind, TableSchema
from sample_data import registers, story
from sample_data.bank_month import OPENING_BALANCE, SITUATION_HEADINGS, Line, account, bank_month
from sample_data.business import Business, Invoice, business
from sample_data.payables import PAYABLE_COLUMNS, SUPPLIER_COLUMNS, payable_rows, supplier_rows

FOLDER = Path(__file__).parent
NOT_AVAILABLE = "#N/A"
WRITTEN = dt.datetime(2026, 7, 1, 9, 0)

CUSTOMER_COLUMNS = (
    "customer_id",
    "customer_name",
    "short_name",
    "former_name",
    "tax_no",
    "group_name",
    "category",
    "size",
    "region",
    "salesperson",
    "contact",
    "phone",
    "legal_representative",
    "bank_account",
    "payers",
    "credit_limit",
    "temporary_limit",
    "temporary_from",
    "temporary_to",
    "term_text",
    "unbilled_amount",
    "order_amount",
    "bill_amount",
    "currency",
    "grade",
    "status",
    "remark",
)
DOCUMENT_COLUMNS = (
    "document_no",
    "document_type",
    "customer_id",
    "customer_name",
    "document_date",
    "delivery_date",
    "invoice_received_date",
    "due_date",
    "amount",
    "net_amount",
    "tax_amount",
    "currency",
    "salesperson",
    "contract_no",
    "order_no",
    "reversed_document_no",
    "status",
    "remark",
)
RECEIPT_COLUMNS = (
    "receipt_no",
    "customer_id",
    "customer_name",
    "receipt_date",
    "amount",
    "currency",
    "payer_name",
    "payer_account",
    "method",
    "document_no",
    "discount",
    "fee",
    "write_off",
    "memo",
)

Row = dict[str, object]


def customer_rows(told: Business) -> Iterable[Row]:
    """One row a customer; limits in the currency's unit."""
    for customer in told.customers:
        unit = 1_000 if customer.currency != "CNY" else 10_000
        seed = int(account(customer.id)[-9:])
        temporary = customer.temporary or (None, None, None)
        yield {
            "customer_id": customer.id,
            "customer_name": customer.name,
            "short_name": customer.short,
            "former_name": customer.former,
            "tax_no": f"91{310000 + seed % 90000}MAEX{seed % 100000:05d}X" if customer.currency == "CNY" else "",
            "group_name": customer.group,
            "category": customer.category,
            "size": customer.size,
            "region": customer.region,
            "salesperson": customer.salesperson,
            "contact": story.SURNAMES[seed % len(story.SURNAMES)] + ("经理", "会计", "女士", "先生")[seed % 4]
            if customer.currency == "CNY"
            else "Accounts Payable",
            "phone": f"000-{seed % 10**8:08d}",
            "legal_representative": customer.representative,
            "bank_account": account(customer.id),
            "payers": customer.payers,
            "credit_limit": thousand(customer.limit, unit),
            "temporary_limit": thousand(temporary[0], unit),
            "temporary_from": temporary[1],
            "temporary_to": temporary[2],
            "term_text": customer.term,
            "unbilled_amount": thousand(customer.unbilled, unit),
            "order_amount": thousand(customer.orders, unit),
            "bill_amount": thousand(customer.bills, unit),
            "currency": customer.currency,
            "grade": customer.grade,
            "status": "停供" if customer.habit == "stopped" else "正常",
            "remark": customer.remark,
        }


def thousand(value: int | None, unit: int) -> Decimal | None:
    """A limit as the workbook shows it; None stays blank, zero stays zero."""
    return None if value is None else Decimal(value * unit)


def units(minor: int) -> Decimal:
    """Minor units as the cell's number."""
    return Decimal(minor) / 100


def document_row(invoice: Invoice) -> Row:
    """One document, its tax split out of the gross amount."""
    rate = Decimal(story.TAX_RATE) if invoice.customer.currency == "CNY" else Decimal(0)
    net = round(Decimal(invoice.amount) / (1 + rate))
    return {
        "document_no": invoice.number,
        "document_type": invoice.kind,
        "customer_id": invoice.customer.id,
        "customer_name": invoice.customer.name,
        "document_date": invoice.date,
        "delivery_date": invoice.delivered,
        "invoice_received_date": invoice.received,
        "due_date": invoice.due if invoice.stated else None,
        "amount": units(invoice.amount),
        "net_amount": units(net),
        "tax_amount": units(invoice.amount - net),
        "currency": invoice.customer.currency,
        "salesperson": invoice.customer.salesperson,
        "contract_no": invoice.contract,
        "order_no": invoice.order,
        "reversed_document_no": invoice.reverses.number if invoice.reverses else "",
        "status": invoice.status,
        "remark": invoice.remark,
    }


def without_due_dates(told: Business) -> None:
    """Six recent invoices whose clerk left the due date blank; the customer's terms supply it."""
    blank = [
        i
        for i in told.invoices
        if i.kind == "销售发票" and i.date >= dt.date(2026, 6, 15) and i.customer.term in ("30天", "60天", "见合同")
    ]
    for invoice in blank[:6]:
        invoice.stated = False


def document_rows(told: Business) -> list[Row]:
    """Every document, with the seven rows that cannot be used and the five that are merely written oddly."""
    without_due_dates(told)
    rows = [document_row(invoice) for invoice in told.invoices]
    for position, text in ((300, "￥{:,.2f}"), (900, "{:,.2f}元"), (1500, "{:,.2f}")):
        rows[position]["amount"] = text.format(rows[position]["amount"])
    for position, pattern in ((1200, "{0.year}年{0.month}月{0.day}日"), (1700, "{0.year}.{0.month:02d}.{0.day:02d}")):
        rows[position]["document_date"] = pattern.format(rows[position]["document_date"])
    for position, row in faulty_rows(rows):
        rows.insert(position, row)
    return rows


def faulty_rows(rows: Sequence[Row]) -> list[tuple[int, Row]]:
    """What goes wrong in every real workbook, once each; all of it in rows the story does not need."""

    def like(position: int, **changes: object) -> Row:
        return {**rows[position], "order_no": "", "reversed_document_no": "", **changes}

    return [
        (420, like(420, document_no="XS24129001", customer_id="", customer_name="", remark="漏填客户")),
        (1010, rows[1009]),
        (1640, like(1640, document_no="XS26029001", document_date="2026-02-30")),
        (1760, like(1760, document_no="XS26039001", amount=NOT_AVAILABLE)),
        (1820, like(1820, document_no="XS26049001", amount="待定", net_amount=None, tax_amount=None)),
        (
            1880,
            like(1880, document_no="XS26059001", amount=Decimal("58600.00"), net_amount=Decimal("51858.41"), tax_amount=Decimal("6741.59")),
        ),
        (
            1894,
            like(1880, document_no="XS26059001", amount=Decimal("56800.00"), net_amount=Decimal("50265.49"), tax_amount=Decimal("6534.51")),
        ),
    ]


def receipt_rows(told: Business) -> Iterable[Row]:
    """One row a receipt and document paid."""
    for receipt in told.receipts:
        customer = receipt.customer
        payer = receipt.payer or customer.name
        yield {
            "receipt_no": receipt.number,
            "customer_id": customer.id,
            "customer_name": customer.name,
            "receipt_date": receipt.date,
            "amount": units(receipt.amount),
            "currency": customer.currency,
            "payer_name": payer,
            "payer_account": account(customer.id if payer == customer.name else payer),
            "method": receipt.method,
            "document_no": receipt.invoice.number if receipt.invoice else "",
            "discount": units(receipt.discount) if receipt.discount else None,
            "fee": units(receipt.fee) if receipt.fee else None,
            "write_off": units(receipt.write_off) if receipt.write_off else None,
            "memo": receipt.memo,
        }


class Sheet:
    """One sheet being written, with the few formats that such workbooks have."""

    def __init__(self, workbook: xlsxwriter.Workbook, name: str) -> None:
        self.worksheet: Worksheet = workbook.add_worksheet(name)
        self.title = workbook.add_format({"bold": True, "font_size": 14})
        self.heading = workbook.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EDF2"})
        self.text = workbook.add_format({"num_format": "@"})
        self.money = workbook.add_format({"num_format": "#,##0.00"})
        self.date = workbook.add_format({"num_format": "yyyy-mm-dd"})

    def table(self, schema: TableSchema, columns: Sequence[str], rows: Iterable[Row], first: int, renamed: dict[str, str]) -> int:
        """Headings in row `first` (0-based) and the rows below; the row after the last."""
        described = [schema.column(name) for name in columns]
        for position, column in enumerate(described):
            self.worksheet.write_string(first, position, renamed.get(column.name, column.zh), self.heading)
            self.worksheet.set_column(
                position, position, 34 if column.name in ("customer_name", "remark") else 22 if column.kind is Kind.ID else 14
            )
        self.worksheet.freeze_panes(first + 1, 2)
        at = first + 1
        for row in rows:
            for position, column in enumerate(described):
                self.cell(at, position, column, row[column.name])
            at += 1
        return at

    def cell(self, row: int, position: int, column: Column, value: object) -> None:
        """One value: dates as dates, money as numbers, ids as text, blanks not at all."""
        if value is None or value == "":
            return
        if value == NOT_AVAILABLE:
            self.worksheet.write_formula(row, position, "=NA()", self.money, NOT_AVAILABLE)
        elif isinstance(value, dt.date):
            self.worksheet.write_datetime(row, position, dt.datetime.combine(value, dt.time()), self.date)
        elif isinstance(value, Decimal):
            self.worksheet.write_number(row, position, float(value), self.money)
        else:
            self.worksheet.write_string(row, position, str(value), self.text if column.kind is Kind.ID else None)


def workbook_bytes(sheets: Iterable[tuple[str, TableSchema, Sequence[str], Iterable[Row], bool, dict[str, str]]]) -> bytes:
    """A workbook of plain tables; a `titled` one has the title rows and the total row of an ERP's export."""
    memory = io.BytesIO()
    workbook = xlsxwriter.Workbook(memory, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"title": story.COMPANY, "created": WRITTEN})
    for name, schema, columns, rows, titled, renamed in sheets:
        sheet = Sheet(workbook, name)
        if titled:
            sheet.worksheet.write_string(0, 0, f"{story.COMPANY} {name}", sheet.title)
            sheet.worksheet.write_string(1, 0, f"截至 {story.AS_OF}    单位：元")
        kept = list(rows)
        end = sheet.table(schema, columns, kept, 3 if titled else 0, renamed)
        if titled:
            total = sum((row["amount"] for row in kept if isinstance(row["amount"], Decimal)), Decimal(0))
            sheet.worksheet.write_string(end, 0, "合计", sheet.heading)
            sheet.worksheet.write_number(end, columns.index("amount"), float(total), sheet.money)
    workbook.close()
    return memory.getvalue()


def register_bytes(told: Business) -> bytes:
    """Every register that has rows, a sheet each, with the headings of the app's own register workbooks."""
    sheets: list[tuple[str, TableSchema, Sequence[str], Iterable[Row], bool, dict[str, str]]] = []
    for name, rows in registers.TOLD.items():
        table = register_table(REGISTERS[name])
        columns = tuple(column.name for column in table.columns)
        filled = [{**dict.fromkeys(columns), **row} for row in rows(told)]
        sheets.append((REGISTERS[name].title.text("zh"), table, columns, filled, False, {}))
    return workbook_bytes(sheets)


def register_table(register: Register) -> TableSchema:
    """A register's columns as a table: whom or what a row is about, then its own."""
    about = DOCUMENTS if register.subject is Subject.DOCUMENT else CUSTOMERS
    subject = tuple(about.column(name) for name in SUBJECT_COLUMNS[register.subject])
    return TableSchema(about.kind, (*subject, *(field.column for field in register.fields)), ())


STATEMENT_HEADINGS = (
    "交易日",
    "交易时间",
    "起息日",
    "交易类型",
    "借方金额",
    "贷方金额",
    "余额",
    "摘要",
    "流水号",
    "收/付方名称",
    "收/付方帐号",
    "收/付方开户行名",
)


def statement_csv(lines: Sequence[Line]) -> bytes:
    """The bank's own export: a preamble, the movements oldest first with the balance after each, a footer."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerows(
        [
            ["公司名称", story.COMPANY],
            ["银行帐号", f"{story.COMPANY_ACCOUNT}\t"],
            ["币种", "人民币"],
            ["查询开始日期", "20260701", "查询结束日期", "20260731"],
            [],
            STATEMENT_HEADINGS,
        ]
    )
    balance = OPENING_BALANCE
    for line in lines:
        balance += line.amount
        day = f"{line.moment:%Y%m%d}"
        out, into = (f"{units(-line.amount):.2f}", "") if line.amount < 0 else ("", f"{units(line.amount):.2f}")
        bank = f"示例银行{('上海', '苏州', '深圳', '北京')[int(line.account[-2:]) % 4]}分行"
        writer.writerow(
            [
                day,
                f"{line.moment:%H%M%S}",
                day,
                "网银转账" if line.memo != "结息" else "结息",
                out,
                into,
                f"{units(balance):.2f}",
                line.memo,
                line.serial,
                line.payer,
                f"{line.account}\t",
                bank,
            ]
        )
    writer.writerow(["总笔数", len(lines)])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def answers_csv(lines: Sequence[Line]) -> bytes:
    """What each line really is: one row a document paid, or one without document."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(SITUATION_HEADINGS)
    for line in lines:
        customer = line.customer.id if line.customer else ""
        for position, (invoice, amount) in enumerate(line.parts or [(None, 0)]):
            last = position == len(line.parts) - 1
            paid = amount - (line.difference if last else 0)
            writer.writerow(
                [
                    line.serial,
                    line.situation,
                    customer,
                    invoice.number if invoice else "",
                    f"{units(paid):.2f}" if invoice else "",
                    f"{units(line.difference):.2f}" if line.difference and last else "",
                    line.reason if last else "",
                ]
            )
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def files() -> dict[str, bytes]:
    """Every file of the folder by its name."""
    told = business()
    documents, lines = document_rows(told), bank_month(told)
    supplier = {"customer_id": "供应商编码", "customer_name": "供应商名称"}
    return {
        "customers.xlsx": workbook_bytes([("客户档案", CUSTOMERS, CUSTOMER_COLUMNS, customer_rows(told), False, {})]),
        "invoices.xlsx": workbook_bytes([("应收单据明细", DOCUMENTS, DOCUMENT_COLUMNS, documents, True, {})]),
        "receipts.xlsx": workbook_bytes([("收款明细", RECEIPTS, RECEIPT_COLUMNS, receipt_rows(told), False, {})]),
        "payables.xlsx": workbook_bytes(
            [
                ("供应商档案", CUSTOMERS, SUPPLIER_COLUMNS, supplier_rows(), False, supplier),
                ("应付单据明细", DOCUMENTS, PAYABLE_COLUMNS, payable_rows(), True, supplier),
            ]
        ),
        "registers.xlsx": register_bytes(told),
        "bank_2026-07.csv": statement_csv(lines),
        "bank_2026-07_answers.csv": answers_csv(lines),
    }


def main() -> None:
    """Write the files into the folder given, or beside this script."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files().items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main()
