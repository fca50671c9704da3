"""What the import templates say: which columns they offer, what belongs there, an example, and the lists to choose from."""

from __future__ import annotations

from arcore.i18n import Language
from arcore.messages import Message, say
from arcore.schema import TableKind

SHEETS: dict[TableKind, Message] = {
    TableKind.CUSTOMERS: say("Customer list"),
    TableKind.DOCUMENTS: say("Receivable documents"),
    TableKind.RECEIPTS: say("Receipts"),
}

COLUMNS: dict[TableKind, tuple[str, ...]] = {
    TableKind.CUSTOMERS: (
        "customer_id", "customer_name", "short_name", "group_name", "region", "salesperson", "contact", "phone", "bank_account", "payers",
        "credit_limit", "temporary_limit", "temporary_from", "temporary_to", "term_text", "currency", "grade", "remark",
    ),
    TableKind.DOCUMENTS: (
        "document_no", "document_type", "customer_id", "customer_name", "document_date", "due_date", "term_text", "amount", "tax_amount",
        "paid_amount", "currency", "salesperson", "contract_no", "reversed_document_no", "remark",
    ),
    TableKind.RECEIPTS: (
        "receipt_no", "customer_id", "customer_name", "receipt_date", "amount", "currency", "payer_name", "payer_account", "method",
        "document_no", "discount", "fee", "memo",
    ),
}  # fmt: skip

_NUMBER = say("The number by which your books know the customer")
_NAME = say("The full registered name; it must be the same in all sheets where there is no number")
_CURRENCY = say("ISO code such as CNY, USD, EUR; blank means the company's own")
_TERMS = say("As agreed, in words: 月结30天, 货到30天, Net 30, 2/10 n/30…")

MEANINGS: dict[tuple[TableKind, str], Message] = {
    **{(TableKind.CUSTOMERS, name): meaning for name, meaning in {
        "customer_id": _NUMBER,
        "customer_name": _NAME,
        "short_name": say("How colleagues and banks call the customer; helps to recognize payers"),
        "group_name": say("The group the customer belongs to, if any"),
        "region": say("For sums by region"),
        "salesperson": say("Who looks after the customer"),
        "contact": say("Whom to ask about payment"),
        "phone": say("The contact's telephone"),
        "bank_account": say("The account the customer pays from; the surest way to recognize it"),
        "payers": say("Others who pay for this customer, separated by commas"),
        "credit_limit": say("The most the customer may owe. Blank: no limit set. 0: nothing on credit"),
        "temporary_limit": say("Granted on top of the limit for a time"),
        "temporary_from": say("First day of the temporary limit"),
        "temporary_to": say("Last day of the temporary limit"),
        "term_text": _TERMS,
        "currency": _CURRENCY,
        "grade": say("A, B, C or D"),
        "remark": say("Anything worth knowing"),
    }.items()},
    **{(TableKind.DOCUMENTS, name): meaning for name, meaning in {
        "document_no": say("Number of the invoice, credit note or delivery note; one row each"),
        "document_type": say("Blank means invoice; credit notes are recognized by a negative amount too"),
        "customer_id": _NUMBER,
        "customer_name": _NAME,
        "document_date": say("The day the document was issued"),
        "due_date": say("The last day to pay without being late. Blank: counted from the terms"),
        "term_text": say("Only where this document has terms of its own"),
        "amount": say("What the customer owes, tax included; credit notes negative"),
        "tax_amount": say("The tax within the amount, if you need it"),
        "paid_amount": say("Already paid, only if you keep no list of receipts"),
        "currency": _CURRENCY,
        "salesperson": say("Only if another than the customer's"),
        "contract_no": say("The contract; helps to recognize payments"),
        "reversed_document_no": say("For a credit note: the document it takes back"),
        "remark": say("Anything worth knowing"),
    }.items()},
    **{(TableKind.RECEIPTS, name): meaning for name, meaning in {
        "receipt_no": say("Number of the receipt or of the bank's movement"),
        "customer_id": _NUMBER,
        "customer_name": _NAME,
        "receipt_date": say("The day the money arrived"),
        "amount": say("What arrived"),
        "currency": _CURRENCY,
        "payer_name": say("Who paid, as the bank writes it"),
        "payer_account": say("The payer's account"),
        "method": say("Bank transfer, bill, cash…"),
        "document_no": say("The document it pays; one row a document. Blank: not applied yet"),
        "discount": say("Early-payment discount taken off, counted as paid"),
        "fee": say("Bank fee taken off, counted as paid"),
        "memo": say("What the payer wrote"),
    }.items()},
}  # fmt: skip

EXAMPLES: dict[TableKind, dict[Language, dict[str, str]]] = {
    TableKind.CUSTOMERS: {
        "zh": {
            "customer_id": "000123", "customer_name": "示例机械有限公司", "short_name": "示例机械", "group_name": "示例集团",
            "region": "华东", "salesperson": "王芳", "contact": "李会计", "phone": "000-12345678",
            "bank_account": "9900000000000000001", "payers": "张三，示例集团财务公司", "credit_limit": "500000.00",
            "temporary_limit": "200000.00", "temporary_from": "2026-06-01", "temporary_to": "2026-08-31",
            "term_text": "月结30天", "currency": "CNY", "grade": "B", "remark": "每月 25 日对账",
        },
        "en": {
            "customer_id": "000123", "customer_name": "Sample Machines Ltd", "short_name": "Sample", "group_name": "Sample Group",
            "region": "North", "salesperson": "Grace Lin", "contact": "Accounts Payable", "phone": "000-12345678",
            "bank_account": "9900000000000000001", "payers": "Sample Holding, J. Doe", "credit_limit": "500000.00",
            "temporary_limit": "200000.00", "temporary_from": "2026-06-01", "temporary_to": "2026-08-31", "term_text": "Net 30",
            "currency": "USD", "grade": "B", "remark": "Statement on the 25th",
        },
    },
    TableKind.DOCUMENTS: {
        "zh": {
            "document_no": "XS26060001", "document_type": "销售发票", "customer_id": "000123", "customer_name": "示例机械有限公司",
            "document_date": "2026-06-05", "due_date": "2026-07-30", "term_text": "月结30天", "amount": "113000.00",
            "tax_amount": "13000.00", "paid_amount": "0.00", "currency": "CNY", "salesperson": "王芳", "contract_no": "HT2026-018",
            "remark": "",
        },
        "en": {
            "document_no": "INV-000461", "document_type": "Invoice", "customer_id": "000123", "customer_name": "Sample Machines Ltd",
            "document_date": "2026-06-05", "due_date": "2026-07-05", "term_text": "Net 30", "amount": "113000.00", "tax_amount": "0.00",
            "paid_amount": "0.00", "currency": "USD", "salesperson": "Grace Lin", "contract_no": "C-2026-018", "remark": "",
        },
    },
    TableKind.RECEIPTS: {
        "zh": {
            "receipt_no": "SK2606001", "customer_id": "000123", "customer_name": "示例机械有限公司", "receipt_date": "2026-06-30",
            "amount": "110740.00", "currency": "CNY", "payer_name": "示例机械有限公司", "payer_account": "9900000000000000001",
            "method": "银行转账", "document_no": "XS26060001", "discount": "2260.00", "fee": "0.00", "memo": "6月货款",
        },
        "en": {
            "receipt_no": "R-0091", "customer_id": "000123", "customer_name": "Sample Machines Ltd", "receipt_date": "2026-06-30",
            "amount": "110740.00", "currency": "USD", "payer_name": "Sample Holding", "payer_account": "9900000000000000001",
            "method": "Wire", "document_no": "INV-000461", "discount": "2260.00", "fee": "0.00", "memo": "Invoice 461",
        },
    },
}  # fmt: skip

CHOICES: dict[str, dict[Language, list[str]]] = {
    "document_type": {
        "zh": ["销售发票", "红字发票", "期初余额", "应收调整"],
        "en": ["Invoice", "Credit note", "Opening balance", "Adjustment"],
    },
    "currency": {lang: ["CNY", "USD", "EUR", "HKD", "JPY", "GBP"] for lang in ("zh", "en")},
    "grade": {lang: ["A", "B", "C", "D"] for lang in ("zh", "en")},
    "method": {
        "zh": ["银行转账", "银行承兑汇票", "商业承兑汇票", "现金", "其他"],
        "en": ["Bank transfer", "Bill", "Check", "Cash", "Other"],
    },
}
"""Words to choose from; a word of one's own is accepted after a warning."""
