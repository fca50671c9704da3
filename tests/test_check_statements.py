"""`check --kind statement` says of every layout how many movements it read, their sums, whose account and which period."""

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from arcore.commands.main import main
from tests import test_statements_tabular as known
from tests.real_files import REAL, needs_real_files, truth
from tests.test_statements_tabular import ACCOUNT, NAME, Rows, words

IN, OUT = "1234.56", "500.00"
MORE: dict[str, Rows] = {
    "icbc in and out": [
        ["工商银行历史明细"],
        words("交易时间,本方账号,对方单位,对方账号,摘要,附言,用途,转出金额,转入金额,余额"),
        ["2026-06-02 11:00:00", "1001222309006744", "某供应商", "998", "付款", "", "", OUT, "", "9500.00"],
        ["2026-06-01 10:01:00", "1001222309006744", NAME, ACCOUNT, "转账", "货款", "", "", IN, "10000.00"],
    ],
    "abc personal": [
        ["账户：6228480012345678901", "户名：张三"],
        words("交易日期,交易时间,交易摘要,交易金额,本次余额,对手信息,日 志 号,交易渠道,交易附言"),
        ["20260601", "10:01:00", "转存", "+1234.56", "10000.00", NAME, "12345", "网银", "货款"],
        ["20260602", "11:00:00", "转支", "-500.00", "9500.00", "某供应商", "12346", "网银", ""],
    ],
    "boc personal": [
        words("记账日期,记账时间,币别,金额,余额,交易名称,渠道,网点名称,附言,对方账户名,对方卡号/账号,对方开户行,借记卡号"),
        ["2026-06-01", "10:01:00", "人民币", "1,234.56", "10,000.00", "转账", "网银", "", "货款", NAME, ACCOUNT, "", "6216600012345678901"],
        ["2026-06-02", "11:00:00", "人民币", "-500.00", "9,500.00", "转账", "网银", "", "", "某供应商", "998", "", "6216600012345678901"],
    ],
    "ccb personal": [
        ["中国建设银行", "China Construction Bank"],
        ["开户机构：某支行"],
        ["币　　种：人民币"],
        ["账　　号：6217000012345678901"],
        words("记账日,交易日期,交易时间,支出,收入,账户余额,币种,摘要,对方账号,对方户名,交易地点"),
        ["20260601", "20260601", "10:01:00", "0.00", IN, "10000.00", "人民币", "货款", ACCOUNT, NAME, ""],
        ["20260602", "20260602", "11:00:00", OUT, "0.00", "9500.00", "人民币", "付款", "998", "某供应商", ""],
        ["以上数据仅供参考", "具体内容请以柜台为准"],
    ],
    "cmb personal": [
        words("记账日期,货币,交易金额,联机余额,交易摘要,对手信息,客户摘要"),
        ["2026-06-01", "CNY", "1,234.56", "10,000.00", "汇入", f"{NAME} {ACCOUNT}", "货款"],
        ["2026-06-02", "CNY", "-500.00", "9,500.00", "汇出", "某供应商 998", ""],
    ],
    "bocom personal": [
        ["卡号/账号：6222600012345678901"],
        words("交易日期,交易时间,交易类型,借贷,交易金额,余额,对方账号,对方户名,摘要"),
        ["2026-06-01", "10:01:00", "转账", "贷 Cr", IN, "10000.00", ACCOUNT, NAME, "货款"],
        ["2026-06-02", "11:00:00", "转账", "借 Dr", OUT, "9500.00", "998", "某供应商", ""],
    ],
    "spdb personal": [
        words("顺序号,交易日期,交易类型,存入金额,取出金额,余额,交易对手名称,交易对手账号,附言"),
        ["1", "2026/06/01  10:01:00", "转账", IN, "", "10000.00", NAME, ACCOUNT, "货款"],
        ["2", "2026/06/02  11:00:00", "转账", "", OUT, "9500.00", "某供应商", "998", ""],
    ],
    "cmbc older": [
        words("交易日期,主机交易流水号,借方发生额,贷方发生额,账户余额,凭证号,摘要,对方账号,对方账号名称,对方开户行,交易时间"),
        ["2026-06-01", "M1", "", IN, "10000.00", "", "货款", ACCOUNT, NAME, "", "10:01:00"],
        ["2026-06-02", "M2", OUT, "", "9500.00", "", "付款", "998", "某供应商", "", "11:00:00"],
    ],
    "treasury": [
        words(",交易时间,本方户名,本方账号,收入,支出,账户余额,对方户名,对方账号,币种,交易备注,交易类型"),
        ["", "2026-06-01 10:01:00", "示例", "31050001234567", IN, "", "10000.00", NAME, ACCOUNT, "人民币", "货款", "转账"],
        ["", "2026-06-02 11:00:00", "示例", "31050001234567", "", OUT, "9500.00", "某供应商", "998", "人民币", "", "转账"],
    ],
    "mybank": [
        words("交易时间,交易流水号,交易类型,对方户名,对方账号,对方银行,收入金额,支出金额,账户余额,备注/附言,商户订单号"),
        ["2026-06-01 10:01:00", "N1", "转账", NAME, ACCOUNT, "", IN, "", "10000.00", "货款", ""],
        ["2026-06-02 11:00:00", "N2", "转账", "某供应商", "998", "", "", OUT, "9500.00", "", ""],
    ],
    "alipay personal": [
        ["支付宝交易记录明细查询"],
        ["账号:[zhang@example.com]"],
        ["起始日期:[2026-06-01 00:00:00]    终止日期:[2026-07-01 00:00:00]"],
        words("交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注"),
        ["2026-06-01 10:01:00", "转账", NAME, "a@b.c", "货款", "收入", IN, "", "交易成功", "1", "", ""],
        ["2026-06-02 11:00:00", "购物", "某供应商", "c@d.e", "材料", "支出", OUT, "", "交易成功", "2", "", ""],
        ["2026-06-02 12:00:00", "理财", "余额宝", "", "转入", "不计收支", "99.00", "", "交易成功", "3", "", ""],
    ],
    "alipay trades": [
        words(
            "交易号,商家订单号,交易创建时间,付款时间,最近修改时间,交易来源地,类型,交易对方,商品名称,金额（元）,收/支,交易状态,服务费（元）,备注,资金状态"
        ),
        [
            "1\t",
            "\t",
            "2026-06-01 10:01:00",
            "2026-06-01 10:02:00",
            "",
            "",
            "即时到账",
            NAME,
            "货款",
            IN,
            "收入",
            "交易成功",
            "0.00",
            "",
            "已收入",
        ],
        [
            "2\t",
            "\t",
            "2026-06-02 11:00:00",
            "2026-06-02 11:00:00",
            "",
            "",
            "即时到账",
            "某供应商",
            "料",
            OUT,
            "支出",
            "交易成功",
            "0.00",
            "",
            "已支出",
        ],
    ],
    "wechat funds": [
        words(
            "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号"
        ),
        ["`2026-06-01 10:01:00", "`42", "`F1", "`交易", "`交易", "`收入", f"`{IN}", "`10000.00", "`system", f"`{NAME} 货款", "`V1"],
        ["`2026-06-02 11:00:00", "`43", "`F2", "`提现", "`提现", "`支出", f"`{OUT}", "`9500.00", "`admin", "`提现至银行卡", "`V2"],
        words("资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额"),
        ["`2", "`1", f"`{IN}", "`1", f"`{OUT}"],
    ],
    "wechat personal": [
        ["微信支付账单明细"],
        ["微信昵称：[张三]"],
        ["起始时间：[2026-06-01 00:00:00] 终止时间：[2026-06-30 23:59:59]"],
        words("交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注"),
        ["2026-06-01 10:01:00", "转账", NAME, "货款", "收入", f"¥{IN}", "/", "已存入零钱", "1", "/", "/"],
        ["2026-06-02 11:00:00", "商户消费", "某供应商", "料", "支出", f"¥{OUT}", "零钱", "支付成功", "2", "/", "/"],
        ["2026-06-02 11:30:00", "零钱提现", "某银行", "/", "/", "¥9.00", "某银行", "提现已到账", "3", "/", "/"],
    ],
}
KNOWN = (
    "ICBC",
    "ABC",
    "BOC",
    "CCB",
    "CMB",
    "BOCOM",
    "CITIC",
    "SPDB",
    "CMBC",
    "CIB",
    "PAB",
    "PSBC",
    "HXB",
    "FINANCE_COMPANY",
    "ALIPAY",
    "HSBC",
)
LAYOUTS: dict[str, Rows] = {**{name.lower(): getattr(known, name) for name in KNOWN}, **MORE}
ACCOUNTS = {
    "icbc": "1001222309006744",
    "abc": "0345670040012345",
    "boc": "455959200111",
    "ccb": "3105",
    "cmb": "121909888810601",
    "bocom": "310066661018012345678",
    "spdb": "97160078801200001234",
    "cmbc": "0201014170012345",
    "cib": "216",
    "pab": "110",
    "psbc": "913001010012345678",
    "hxb": "10267000000123456",
    "alipay": "20881234567890120156",
    "icbc in and out": "1001222309006744",
    "abc personal": "6228480012345678901",
    "boc personal": "6216600012345678901",
    "ccb personal": "6217000012345678901",
    "bocom personal": "6222600012345678901",
    "treasury": "31050001234567",
}
PERIODS = {
    **dict.fromkeys(("boc", "cmb", "wechat personal"), ("2026-06-01", "2026-06-30")),
    **dict.fromkeys(("alipay", "alipay personal"), ("2026-06-01", "2026-07-01")),
    "hsbc": ("2026-06-13", "2026-06-14"),
}


def checked(path: Path, kind: str) -> dict[str, Any]:
    answer = CliRunner().invoke(main, ["check", str(path), "--kind", kind, "--json", "-"])
    return dict(json.loads(answer.stdout)["files"][0])


@pytest.mark.parametrize("kind", ["statement", "auto"])
@pytest.mark.parametrize("name", LAYOUTS)
def test_check_tells_of_every_layout_what_it_holds(tmp_path: Path, name: str, kind: str) -> None:
    book = openpyxl.Workbook()
    for row in LAYOUTS[name]:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    path = tmp_path / "statement.xlsx"
    path.write_bytes(content.getvalue())
    found = checked(path, kind)
    assert (found["outcome"], found["error"]) == ("loads", None), found
    (table,) = found["tables"]
    assert (table["kind"], table["rows"], table["money_in"], table["money_out"]) == ("statement", 2, IN, OUT)
    (own,) = table["statements"]
    assert (own["movements"], own["money_in"], own["money_out"]) == (2, IN, OUT)
    assert own["account"] == ACCOUNTS.get(name, "")
    assert (own["period_from"], own["period_to"]) == PERIODS.get(name, ("2026-06-01", "2026-06-02"))


@needs_real_files
@pytest.mark.parametrize("name", sorted(truth()) or ["none"])
def test_check_tells_of_every_real_statement_its_truth(name: str) -> None:
    expected, found = truth()[name], checked(REAL / "statements" / name, "statement")
    assert found["outcome"] == expected.get("outcome", found["outcome"])
    if found["outcome"] == "rejects":
        return
    (table,) = found["tables"]
    assert sum(own["movements"] for own in table["statements"]) == table["rows"] == expected["n"] - (11 if name == "wechat.csv" else 0)
    assert [float(table["money_in"]), float(table["money_out"])] == [float(expected["money_in"]), float(expected["money_out"])]
    if "ledger" in expected:
        assert table["statements"][0]["closing"] == expected["ledger"]
    if "open" in expected:
        assert float(table["statements"][0]["opening"]) == float(expected["open"])
    assert all(own["period_from"] <= own["period_to"] for own in table["statements"])


def test_the_terminal_shows_account_period_and_sums() -> None:
    statement = Path(__file__).parents[1] / "sample_data" / "bank_2026-07.csv"
    text = CliRunner().invoke(main, ["check", str(statement), "--kind", "statement"]).output
    assert "CNY +" in text
    assert "–2026-" in text
