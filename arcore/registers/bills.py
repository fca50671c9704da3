"""The register of bills of exchange received (票据备查簿): from whom, for how much, when they mature, what became of them."""

from __future__ import annotations

from arcore.messages import say
from arcore.registers.declare import currency, day, file, money, number_text, one_of, party, remark
from arcore.registers.model import Condition, Group, Register, Subject

HELD = ("held", "pledged", "presented")
"""States in which a bill is still ours to be paid."""

BILLS = Register(
    name="bills",
    group=Group.COLLECTION,
    subject=Subject.CUSTOMER,
    title=say("Bills of exchange"),
    question=say("Which bills do we hold, when do they mature, and what became of the others?"),
    fields=(
        number_text("bill_no", "票据号码", "Bill No.", required=True),
        one_of(
            "bill_kind",
            "票据种类",
            "Kind",
            (
                ("bank", "银行承兑汇票", "Bank acceptance"),
                ("commercial", "商业承兑汇票", "Commercial acceptance"),
                ("finance", "财务公司承兑汇票", "Finance company acceptance"),
            ),
            required=True,
            default="bank",
        ),
        money("amount", "票面金额", "Face amount", required=True),
        currency(),
        party("acceptor", "承兑人", "Acceptor"),
        day("received_on", "收票日期", "Received on", required=True),
        day("matures_on", "到期日", "Matures on", required=True),
        one_of(
            "state",
            "票据状态",
            "State",
            (
                ("held", "持有", "Held"),
                ("pledged", "已质押", "Pledged"),
                ("presented", "已提示付款", "Presented for payment"),
                ("collected", "已兑付", "Paid"),
                ("endorsed", "已背书转让", "Endorsed away"),
                ("discounted", "已贴现", "Discounted"),
                ("dishonored", "拒付", "Dishonored"),
            ),
            required=True,
            default="held",
        ),
        day("settled_on", "处理日期", "Settled on", note=say("The day it was paid, endorsed, discounted or dishonored")),
        number_text("receipt_no", "收款单号", "Receipt No."),
        file(),
        remark(),
    ),
    dated="received_on",
    label=("bill_no", "acceptor"),
    ordered=(("received_on", "matures_on"), ("received_on", "settled_on")),
    conditions=(Condition("settled_on", "state", ("collected", "endorsed", "discounted", "dishonored")),),
    open_states=("state", HELD),
    once=("bill_no",),
)

REGISTERS = (BILLS,)
