"""What the columns of a tabular statement are called by the banks, wallets and treasuries we know of.

Money in and out is from the account holder's view of a bank statement: 贷 is in. Headings are compared
after normalisation, exactly; the first heading of a row that names a target takes it, texts are all kept.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

Target: TypeAlias = Literal[
    "date", "time", "value_date", "money_in", "money_out", "debit", "credit", "amount", "flag", "balance", "name", "account_no", "bank",
    "payer_name", "payer_account", "payee_name", "payee_account", "memo", "serial", "own_account", "holder", "currency", "type", "status",
    "reversal", "fee", "refund", "settled", "order",
]  # fmt: skip

HEADINGS: dict[Target, tuple[str, ...]] = {
    "date": (
        "交易日期", "交易日", "记账日期", "记账日", "入账日期", "到账日期", "日期", "业务日期", "发生日期", "交易时间", "记账时间", "发生时间",
        "交易创建时间", "付款时间", "入账时间", "完成时间", "Date", "Transaction Date", "Booking Date", "Posting Date", "Post Date", "Trans Date",
        "Completed Date", "Buchungstag", "交易日期时间", "交易时间日期", "凭证日期", "制单日期", "Txn Date", "Tran Date", "Trn Date", "Entry Date", "Booked", "Booked On", "入帐日期", "Datum",
    ),
    "time": ("交易时间", "时间", "Time", "Transaction Time", "交易时刻"),
    "value_date": ("起息日", "起息日期", "Value Date", "Valuta"),
    "money_in": (
        "收入", "收入金额", "转入金额", "收款金额", "存入金额", "存入", "转入", "入账金额", "收入金额(+元)", "收入(元)", "记账金额(收入)",
        "交易金额(收入)", "来账金额", "进账", "进账金额", "Deposit", "Deposits", "Paid In", "Money In", "Credit Amount(In)", "收方金额", "收款", "汇入金额", "Receipts", "Received", "Inflow", "Amount In", "Haben", "流入金额", "收款额", "收入额",
    ),
    "money_out": (
        "支出", "支出金额", "转出金额", "付款金额", "取出金额", "支取金额", "支取", "转出", "支出金额(-元)", "支出(元)", "记账金额(支出)",
        "交易金额(支出)", "往账金额", "出账金额", "Withdrawal", "Withdrawals", "Paid Out", "Money Out", "付方金额", "付款", "汇出金额", "Payments", "Outflow", "Amount Out", "Soll", "流出金额", "付款额", "支出额",
    ),
    "credit": (
        "贷方金额", "贷方发生额", "贷方发生额(收入)", "贷方金额(收入)", "贷方发生额(存入)", "贷方(收入)", "贷", "贷方", "Credit", "Credits", "Credit Amount",
        "贷方交易金额", "贷方发生金额", "贷方收入", "CR", "Cr Amount", "本期发生额/贷方", "发生额/贷方",
    ),
    "debit": (
        "借方金额", "借方发生额", "借方发生额(支取)", "借方发生额(支出)", "借方金额(支出)", "借方(支出)", "借", "借方", "Debit", "Debits", "Debit Amount",
        "借方交易金额", "借方发生金额", "借方支出", "DR", "Dr Amount", "本期发生额/借方", "发生额/借方",
    ),
    "amount": (
        "交易金额", "发生额", "金额", "收支金额", "交易额", "发生金额", "金额(元)", "收支金额(元)", "金额(人民币)", "Amount", "Billing Amount", "Trade Amount",
        "Transaction Amount", "Betrag", "净额", "交易金额(元)", "记账金额", "订单金额", "Value", "Amt", "Net Amount", "Local Amount", "收付金额",
    ),
    "flag": (
        "借贷标志", "借/贷", "借贷", "收/支", "收支类型", "收支", "借贷方向", "收付标志", "收付", "方向", "交易方向", "借贷标识", "借贷类型", "收支标志",
        "收支方向", "Dr/Cr", "Cr/Dr", "D/C", "C/D", "Debit/Credit", "Credit/Debit", "Debit/Credit Ind", "DC Indicator", "Direction", "来往账标志", "资金流向", "存取标志",
        "Credit Debit Indicator", "Indicator",
    ),
    "balance": (
        "余额", "账户余额", "帐户余额", "交易后余额", "本次余额", "联机余额", "账户结余", "账户结余(元)", "账户余额(元)", "结余", "可用余额", "当前余额",
        "Balance", "Running Balance", "Closing Balance", "After-transaction balance", "Account Balance", "卡余额", "Ledger Balance", "Available Balance", "Kontostand", "Saldo", "账面余额", "交易后账户余额",
    ),
    "name": (
        "对方户名", "对方单位名称", "对方单位", "对方账户名称", "对方账户名", "对方账号名称", "对方帐户名称", "对方名称", "收/付方名称", "收付方名称", "收(付)方名称",
        "交易对方", "对手信息", "交易对手名称", "交易对手", "对方账户户名", "对方", "往来单位", "收/付款人", "收付款人", "收付款方", "对手户名", "对手名称", "对方户名称",
        "对方公司", "Counterparty", "Counterparty Name", "Payer/Payee", "Payee/Payer", "Payer", "Payee", "Beneficiary/Remitter", "对方姓名", "Name", "Partner",
        "交易对手户名", "对方客户名称", "来款单位", "付款单位", "Remitter", "Sender", "Originator", "Ordering Customer", "Third Party", "From/To", "Auftraggeber/Empfänger", "Begünstigter/Zahlungspflichtiger", "Name Zahlungsbeteiligter", "对手方", "对手方名称", "对方单位户名", "汇款人", "汇款人名称", "交易对象",
    ),
    "account_no": (
        "对方账号", "对方帐号", "对方账户", "对方卡号/账号", "对方卡号", "收/付方帐号", "收/付方账号", "收付方账号", "收付方帐号", "收(付)方账号", "收(付)方帐号",
        "交易对手账号", "交易对手帐号", "对方账户号", "对方账号/卡号", "对手账号", "对方银行账号", "Counterparty Account", "Counterparty Account No.",
        "Account Number of Counterparty", "Payer Account", "对方卡号/帐号",
    ),
    "bank": (
        "对方开户行", "对方银行", "对方行名", "收/付方开户行名", "收付方开户行名", "对方开户机构", "对方开户行名", "对方开户银行", "对方账户开户行", "对手开户行",
        "收付方开户行", "Counterparty Bank",
    ),
    "payer_name": ("付款人名称", "付款人户名", "付款方户名", "付款方名称", "付款人", "付款户名", "Payer's Name"),
    "payer_account": ("付款人账号", "付款人帐号", "付款方账号", "付款账号", "付款方帐号", "Debit Account No."),
    "payee_name": ("收款人名称", "收款人户名", "收款方户名", "收款方名称", "收款人", "收款户名", "Payee's Name"),
    "payee_account": ("收款人账号", "收款人帐号", "收款方账号", "收款账号", "收款方帐号", "Payee's Account Number"),
    "memo": (
        "摘要", "用途", "附言", "备注", "交易附言", "客户附言", "摘要/客户附言", "业务摘要", "其它摘要", "其他摘要", "扩展摘要", "交易用途", "交易摘要", "交易描述",
        "商品", "商品说明", "商品名称", "个性化信息", "客户摘要", "交易备注", "业务描述", "备注/附言", "附言/用途", "用途/附言", "说明", "业务备注", "留言", "转账附言", "汇款附言",
        "Description", "Memo", "Details", "Narrative", "Remark", "Remarks", "Purpose", "Reference", "Message", "Payment Details", "Transaction Details",
        "Transaction Description", "Additional Information", "Verwendungszweck", "Memo/Description", "票据号", "商户订单号", "商户数据包", "Particulars", "Narration", "Comment", "Notes", "Remittance Information", "Remittance Info", "Buchungstext", "Transaction Remarks", "汇款用途", "资金用途", "交易说明", "交易内容", "交易详情",
    ),
    "serial": (
        "交易流水号", "流水号", "银行流水号", "主机交易流水号", "核心流水号", "账户明细编号-交易流水号", "日志号", "柜员交易号", "交易单号", "账务流水号", "资金流水单号",
        "交易编号", "交易订单号", "交易号", "支付宝交易号", "微信订单号", "流水编号", "银行交易流水号", "交易序号", "Transaction reference number", "Transaction ID", "Serial No.",
        "Bank Reference", "Reference No.", "Ref No.", "Transaction Reference", "FITID", "凭证号", "凭证号码", "企业流水号", "回单编号",
    ),
    "own_account": ("账号", "帐号", "本方账号", "本方帐号", "查询账号", "账户", "账户编号", "本方账户", "Account", "Account No.", "Account Number", "卡号", "我方账号", "借记卡号", "卡号/账号", "账号/卡号", "交易账号", "交易账户", "本方卡号", "IBAN", "商户号"),
    "holder": ("户名", "本方户名", "账户名称", "帐户名称", "本方账户名称", "Account Name", "我方户名", "本方名称"),
    "currency": ("币种", "币别", "货币", "交易货币", "货币种类", "记账币种", "交易币种", "Currency", "Billing currency", "CCY", "Curr"),
    "type": ("交易类型", "业务类型", "业务名称", "交易分类", "交易名称", "业务种类", "Transaction Type", "Business type", "Type", "交易类别"),
    "status": ("交易状态", "当前状态", "资金状态", "状态", "Status", "Transaction Status", "退款状态"),
    "reversal": ("冲帐标志", "冲账标志", "冲正标志", "冲销标志", "红蓝字标志", "Reversal"),
    "fee": ("手续费", "服务费", "手续费(元)", "服务费(元)", "Fee"),
    "refund": ("退款金额", "退款金额(元)"),
    "settled": ("应结订单金额", "应结订单金额(元)", "商家实收", "商家实收(元)"),
    "order": ("微信支付业务单号", "业务流水号"),
}  # fmt: skip

TEXTS: frozenset[Target] = frozenset({"memo"})
"""Targets that may be served by several columns; their texts are joined."""

MONEY: tuple[Target, ...] = ("money_in", "money_out", "credit", "debit", "amount", "settled")

IN_FLAGS = ("贷", "收", "入", "来账", "存", "credit", "cr", "c", "+", "in", "h", "转入", "deposit", "r", "receipt")
OUT_FLAGS = ("借", "支", "出", "付", "往账", "取", "debit", "dr", "d", "-", "out", "s", "转出", "withdrawal", "p", "payment")
NEUTRAL_FLAGS = ("不计收支", "不计收入支出", "中性交易", "其他", "其它", "/", "非收支", "资金转移")
NEUTRAL_STATUS = (
    "交易关闭",
    "已关闭",
    "失败",
    "已撤销",
    "已取消",
    "作废",
    "待付款",
    "等待付款",
    "failed",
    "cancelled",
    "canceled",
    "pending",
    "declined",
    "reverted",
)

BOOK_WORDS = ("凭证字号", "对方科目", "科目", "科目名称", "科目编码", "凭证种类及号数", "记账凭证")
"""Headings of a company's own bank journal (银行存款日记账), where 借 is money in."""
