"""The tables and columns the desk understands, as data.

One line per column: its name in every frame, what kind of value it holds, its heading in our own
workbooks, and the headings other systems give it. The headings of other systems are in `aliases`. Header recognition, templates, the data
dictionary and messages follow from here. Headings are compared after `intake.headers.normalize`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from arcore import aliases
from arcore.aliases import headings
from arcore.i18n import Language
from arcore.messages import Message, both


class Kind(Enum):
    """What a cell of a column must hold."""

    TEXT = "text"
    ID = "id"  # text that identifies; leading zeros count, Excel's 15 digits may have damaged it
    NAME = "name"  # a company's or person's name; shown as given, compared when cleaned
    MONEY = "money"  # int64 minor units in every frame
    DATE = "date"
    INTEGER = "integer"
    NUMBER = "number"  # a rate or factor, kept as text of an exact decimal
    CURRENCY = "currency"  # ISO 4217
    TERMS = "terms"  # a payment-term phrase for `terms.parse`
    FLAG = "flag"
    FILE = "file"  # a file kept with the books, or the path where it lies


class TableKind(Enum):
    """What a table of a workbook lists."""

    CUSTOMERS = "customers"
    DOCUMENTS = "documents"
    RECEIPTS = "receipts"
    STATEMENT = "statement"


class Side(Enum):
    """Whose debt it is: `RECEIVABLE` customers owe us; `PAYABLE` we owe suppliers.

    Suppliers, their invoices and our payments use the same tables and column names as customers,
    documents and receipts; `customer_id` is then the supplier's.
    """

    RECEIVABLE = "receivable"
    PAYABLE = "payable"


class DocumentKind(Enum):
    """What a document is. Credit notes are negative; the others usually positive."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    OPENING = "opening"
    ADJUSTMENT = "adjustment"


@dataclass(frozen=True)
class Column:
    """One column: `name` in frames, `kind`, headings `zh` and `en` in our workbooks, foreign `aliases`.

    Aliases stand in order of preference. `weak` ones are headings that other columns use too ('日期', 'Account'): they count only
    where no stronger heading is there. `supplier_aliases` say that the table lists what we owe.
    """

    name: str
    kind: Kind
    zh: str
    en: str
    aliases: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    supplier_aliases: tuple[str, ...] = ()

    def heading(self, lang: Language) -> str:
        """Its heading in our own workbooks."""
        return self.zh if lang == "zh" else self.en

    @property
    def title(self) -> Message:
        """Its heading as a part of a sentence."""
        return both(self.zh, self.en)


@dataclass(frozen=True)
class TableSchema:
    """The columns of one kind of table; `required` lists alternatives, one column of each must be there."""

    kind: TableKind
    columns: tuple[Column, ...]
    required: tuple[tuple[str, ...], ...]

    def column(self, name: str) -> Column:
        """The column called `name`; KeyError when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


def _columns(known: dict[str, aliases.Known], *columns: Column) -> tuple[Column, ...]:
    """The columns with the headings other systems give them."""
    blank = aliases.Known()
    return tuple(
        replace(
            column,
            aliases=headings((found := known.get(column.name, blank)).aliases),
            weak=headings(found.weak),
            supplier_aliases=headings(found.supplier),
        )
        for column in columns
    )


CUSTOMERS = TableSchema(
    TableKind.CUSTOMERS,
    _columns(
        aliases.CUSTOMERS,
        Column("customer_id", Kind.ID, "客户编码", "Customer No."),
        Column("customer_name", Kind.NAME, "客户名称", "Customer Name"),
        Column("short_name", Kind.NAME, "客户简称", "Short Name"),
        Column("former_name", Kind.NAME, "曾用名", "Former Name"),
        Column("tax_no", Kind.ID, "统一社会信用代码", "Tax No."),
        Column("group_name", Kind.NAME, "所属集团", "Group"),
        Column("category", Kind.TEXT, "客户分类", "Category"),
        Column("size", Kind.TEXT, "企业规模", "Company Size"),
        Column("region", Kind.TEXT, "地区", "Region"),
        Column("salesperson", Kind.TEXT, "业务员", "Salesperson"),
        Column("department", Kind.TEXT, "部门", "Department"),
        Column("entity", Kind.TEXT, "核算主体", "Entity"),
        Column("contact", Kind.TEXT, "联系人", "Contact"),
        Column("phone", Kind.TEXT, "电话", "Phone"),
        Column("email", Kind.TEXT, "电子邮箱", "E-mail"),
        Column("address", Kind.TEXT, "地址", "Address"),
        Column("legal_representative", Kind.NAME, "法定代表人", "Legal Representative"),
        Column("bank_name", Kind.TEXT, "开户行", "Bank"),
        Column("bank_account", Kind.ID, "银行账号", "Bank Account"),
        Column("payers", Kind.TEXT, "代付单位", "Third-party Payers"),
        Column("credit_limit", Kind.MONEY, "信用额度", "Credit Limit"),
        Column("temporary_limit", Kind.MONEY, "临时额度", "Temporary Limit"),
        Column("temporary_from", Kind.DATE, "临时额度起", "Temporary From"),
        Column("temporary_to", Kind.DATE, "临时额度止", "Temporary To"),
        Column("term_text", Kind.TERMS, "账期", "Payment Terms"),
        Column("unbilled_amount", Kind.MONEY, "已发货未开票", "Delivered Unbilled"),
        Column("order_amount", Kind.MONEY, "未发货订单", "Open Orders"),
        Column("bill_amount", Kind.MONEY, "未到期票据", "Unmatured Bills"),
        Column("opening_balance", Kind.MONEY, "期初应收", "Opening Balance"),
        Column("opening_date", Kind.DATE, "期初日期", "Opening Date"),
        Column("currency", Kind.CURRENCY, "币种", "Currency"),
        Column("grade", Kind.TEXT, "信用等级", "Grade"),
        Column("status", Kind.TEXT, "状态", "Status"),
        Column("remark", Kind.TEXT, "备注", "Remark"),
    ),
    required=(("customer_id", "customer_name"),),
)

DOCUMENTS = TableSchema(
    TableKind.DOCUMENTS,
    _columns(
        aliases.DOCUMENTS,
        Column("document_no", Kind.ID, "单据号", "Document No."),
        Column("invoice_no", Kind.ID, "发票号", "Invoice No."),
        Column("invoice_code", Kind.ID, "发票代码", "Invoice Code"),
        Column("document_type", Kind.TEXT, "单据类型", "Document Type"),
        Column("customer_id", Kind.ID, "客户编码", "Customer No."),
        Column("customer_name", Kind.NAME, "客户名称", "Customer Name"),
        Column("tax_no", Kind.ID, "购方税号", "Tax No."),
        Column("document_date", Kind.DATE, "单据日期", "Document Date"),
        Column("delivery_date", Kind.DATE, "签收日期", "Delivery Date"),
        Column("acceptance_date", Kind.DATE, "验收日期", "Acceptance Date"),
        Column("invoice_received_date", Kind.DATE, "收票日期", "Invoice Received"),
        Column("due_date", Kind.DATE, "到期日", "Due Date"),
        Column("term_text", Kind.TERMS, "账期", "Payment Terms"),
        Column("amount", Kind.MONEY, "价税合计", "Amount"),
        Column("net_amount", Kind.MONEY, "不含税金额", "Net Amount"),
        Column("tax_amount", Kind.MONEY, "税额", "Tax"),
        Column("tax_rate", Kind.NUMBER, "税率", "Tax Rate"),
        Column("paid_amount", Kind.MONEY, "已收金额", "Paid"),
        Column("open_amount", Kind.MONEY, "未收金额", "Open Balance"),
        Column("settled_date", Kind.DATE, "结清日期", "Settled Date"),
        Column("currency", Kind.CURRENCY, "币种", "Currency"),
        Column("exchange_rate", Kind.NUMBER, "汇率", "Exchange Rate"),
        Column("salesperson", Kind.TEXT, "业务员", "Salesperson"),
        Column("department", Kind.TEXT, "部门", "Department"),
        Column("region", Kind.TEXT, "地区", "Region"),
        Column("entity", Kind.TEXT, "核算主体", "Entity"),
        Column("contract_no", Kind.ID, "合同号", "Contract No."),
        Column("order_no", Kind.ID, "订单号", "Order No."),
        Column("project", Kind.TEXT, "项目", "Project"),
        Column("reversed_document_no", Kind.ID, "红冲原发票", "Reversed Document"),
        Column("positive_flag", Kind.FLAG, "是否正数发票", "Positive Invoice"),
        Column("status", Kind.TEXT, "单据状态", "Status"),
        Column("remark", Kind.TEXT, "备注", "Remark"),
    ),
    required=(("document_no",), ("amount", "open_amount"), ("document_date", "due_date"), ("customer_id", "customer_name", "tax_no")),
)

RECEIPTS = TableSchema(
    TableKind.RECEIPTS,
    _columns(
        aliases.RECEIPTS,
        Column("receipt_no", Kind.ID, "收款单号", "Receipt No."),
        Column("customer_id", Kind.ID, "客户编码", "Customer No."),
        Column("customer_name", Kind.NAME, "客户名称", "Customer Name"),
        Column("receipt_date", Kind.DATE, "收款日期", "Receipt Date"),
        Column("amount", Kind.MONEY, "收款金额", "Amount"),
        Column("currency", Kind.CURRENCY, "币种", "Currency"),
        Column("payer_name", Kind.NAME, "付款单位", "Payer"),
        Column("payer_account", Kind.ID, "付款账号", "Payer Account"),
        Column("method", Kind.TEXT, "收款方式", "Method"),
        Column("document_no", Kind.ID, "核销单号", "Applied To"),
        Column("applied_amount", Kind.MONEY, "本次核销金额", "Applied to Document"),
        Column("discount", Kind.MONEY, "现金折扣", "Discount"),
        Column("fee", Kind.MONEY, "手续费", "Bank Fee"),
        Column("write_off", Kind.MONEY, "核销坏账", "Write-off"),
        Column("salesperson", Kind.TEXT, "业务员", "Salesperson"),
        Column("entity", Kind.TEXT, "核算主体", "Entity"),
        Column("memo", Kind.TEXT, "摘要", "Memo"),
    ),
    required=(("receipt_date",), ("amount",), ("customer_id", "customer_name", "payer_name", "document_no")),
)

SCHEMAS: dict[TableKind, TableSchema] = {schema.kind: schema for schema in (CUSTOMERS, DOCUMENTS, RECEIPTS)}
