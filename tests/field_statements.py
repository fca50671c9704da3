"""Writes one month's movements as a bank would give them: camt.053, MT940, OFX, a GBK csv with flags, a workbook with two columns."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl

OPENING = 88_000_000_00
OWN = "1102234509001234567"


@dataclass
class Movement:
    """One line of the bank: minor units, in is positive."""

    day: date
    amount: int
    payer: str
    account: str
    memo: str


def text(minor: int, comma: bool = False) -> str:
    shown = f"{abs(minor) // 100:,}.{abs(minor) % 100:02d}" if comma else f"{abs(minor) // 100}.{abs(minor) % 100:02d}"
    return ("-" if minor < 0 else "") + shown


def balances(lines: list[Movement]) -> list[int]:
    found, now = [], OPENING
    for line in lines:
        now += line.amount
        found.append(now)
    return found


def write(folder: Path, layout: str, lines: list[Movement]) -> Path:
    """The statement in `layout`, e.g. `camt`, `mt940:tags`, `ofx:xml`, `csv:bocom`, `xlsx:icbc`."""
    kind, _, variant = layout.partition(":")
    return {"camt": _camt, "mt940": _mt940, "ofx": _ofx, "csv": _csv, "xlsx": _xlsx}[kind](folder, variant, lines)


def _camt(folder: Path, variant: str, lines: list[Movement]) -> Path:
    version = variant or "02"
    status = "<Sts>BOOK</Sts>" if version < "08" else "<Sts><Cd>BOOK</Cd></Sts>"
    party = "<Nm>{}</Nm>" if version < "08" else "<Pty><Nm>{}</Nm></Pty>"
    parts = []
    for number, line in enumerate(lines, 1):
        side, role = ("CRDT", "Dbtr") if line.amount > 0 else ("DBIT", "Cdtr")
        who = f"<{role}>{party.format(escape(line.payer))}</{role}>" if line.payer else ""
        who += f"<{role}Acct><Id><Othr><Id>{line.account}</Id></Othr></Id></{role}Acct>" if line.account else ""
        memo = "".join(f"<Ustrd>{escape(p)}</Ustrd>" for p in line.memo.split("\n") if p)
        parts.append(
            f"<Ntry><NtryRef>{number}</NtryRef><Amt Ccy='CNY'>{text(abs(line.amount))}</Amt><CdtDbtInd>{side}</CdtDbtInd>{status}"
            f"<BookgDt><Dt>{line.day}</Dt></BookgDt><ValDt><Dt>{line.day}</Dt></ValDt><AcctSvcrRef>Q{number:08d}</AcctSvcrRef>"
            f"<NtryDtls><TxDtls><RltdPties>{who}</RltdPties><RmtInf>{memo}</RmtInf></TxDtls></NtryDtls></Ntry>"
        )
    stand = "".join(
        f"<Bal><Tp><CdOrPrtry><Cd>{c}</Cd></CdOrPrtry></Tp>"
        f"<Amt Ccy='CNY'>{text(b)}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{d}</Dt></Dt></Bal>"
        for c, b, d in (("OPBD", OPENING, lines[0].day), ("CLBD", balances(lines)[-1], lines[-1].day))
    )
    path = folder / "statement.xml"
    path.write_text(
        f"<?xml version='1.0' encoding='UTF-8'?><Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}'><BkToCstmrStmt>"
        f"<Stmt><Id>S</Id><Acct><Id><Othr><Id>{OWN}</Id></Othr></Id><Ccy>CNY</Ccy></Acct>{stand}{''.join(parts)}</Stmt></BkToCstmrStmt></Document>",
        "utf-8",
    )
    return path


def _fields(letters: str, width: int) -> list[str]:
    return [letters[i : i + width] for i in range(0, len(letters), width)] or [""]


def _mt940(folder: Path, variant: str, lines: list[Movement]) -> Path:
    out = [":20:STMT", f":25:{OWN}", ":28C:6/1", f":60F:C{lines[0].day:%y%m%d}CNY{text(OPENING).replace('.', ',')}"]
    for number, line in enumerate(lines, 1):
        out.append(
            f":61:{line.day:%y%m%d%m%d}{'C' if line.amount > 0 else 'D'}{text(abs(line.amount)).replace('.', ',')}NTRFNONREF//Q{number:07d}"
        )
        memo = line.memo.replace("\n", " ")
        if variant == "sepa":
            body = "?00TRANSFER" + "".join(f"?{20 + i}{p}" for i, p in enumerate(_fields(memo, 27)[:10]))
            body += f"?31{line.account}" if line.account else ""
            body += "".join(f"?{32 + i}{p}" for i, p in enumerate(_fields(line.payer, 27)[:2]) if p)
            body = "166" + body
        elif variant == "tags":
            body = (f"/ORDP//NAME/{line.payer}" if line.payer else "") + f"/REMI/{memo}"
            body = (f"/ACCT/{line.account}" if line.account else "") + body
        elif variant == "labels":
            body = f"对方户名:{line.payer} 对方账号:{line.account} 附言:{memo}"
        else:
            body = " ".join(p for p in (line.payer, memo) if p)
        out.append(":86:" + "\n".join(_fields(body, 65)[:6]))
    out.append(f":62F:C{lines[-1].day:%y%m%d}CNY{text(balances(lines)[-1]).replace('.', ',')}")
    path = folder / "statement.sta"
    path.write_text("\n".join(out) + "\n-\n", "utf-8")
    return path


def _ofx(folder: Path, variant: str, lines: list[Movement]) -> Path:
    closed = variant == "xml"

    def tag(name: str, value: str) -> str:
        return f"<{name}>{escape(value)}" + (f"</{name}>" if closed else "") + "\n" if value else ""

    body = ""
    for number, line in enumerate(lines, 1):
        memo = line.memo.replace("\n", " ")
        body += "<STMTTRN>\n" + tag("TRNTYPE", "CREDIT" if line.amount > 0 else "DEBIT") + tag("DTPOSTED", f"{line.day:%Y%m%d}")
        body += (
            tag("TRNAMT", text(line.amount))
            + tag("FITID", f"F{number:06d}")
            + tag("NAME", line.payer[:32])
            + tag("MEMO", memo)
            + "</STMTTRN>\n"
        )
    head = (
        "<?xml version='1.0' encoding='UTF-8'?><?OFX OFXHEADER='200' VERSION='211' SECURITY='NONE' OLDFILEUID='NONE' NEWFILEUID='NONE'?>\n"
    )
    if not closed:
        words = "DATA:OFXSGML VERSION:102 SECURITY:NONE ENCODING:UTF-8 CHARSET:NONE COMPRESSION:NONE OLDFILEUID:NONE NEWFILEUID:NONE"
        head = "OFXHEADER:100\n" + words.replace(" ", "\n") + "\n\n"
    account = "<BANKACCTFROM>" + tag("BANKID", "102") + tag("ACCTID", OWN) + tag("ACCTTYPE", "CHECKING") + "</BANKACCTFROM>"
    ledger = "<LEDGERBAL>" + tag("BALAMT", text(balances(lines)[-1])) + tag("DTASOF", f"{lines[-1].day:%Y%m%d}") + "</LEDGERBAL>"
    period = tag("DTSTART", f"{lines[0].day:%Y%m%d}") + tag("DTEND", f"{lines[-1].day:%Y%m%d}")
    status = "<STATUS>" + tag("CODE", "0") + tag("SEVERITY", "INFO") + "</STATUS>"
    path = folder / "statement.ofx"
    path.write_text(
        head
        + "<OFX><SIGNONMSGSRSV1><SONRS>"
        + status
        + tag("DTSERVER", f"{lines[-1].day:%Y%m%d}")
        + tag("LANGUAGE", "ENG")
        + "</SONRS></SIGNONMSGSRSV1><BANKMSGSRSV1><STMTTRNRS>"
        + tag("TRNUID", "1")
        + status
        + "<STMTRS>"
        + tag("CURDEF", "CNY")
        + account
        + "<BANKTRANLIST>"
        + period
        + body
        + "</BANKTRANLIST>"
        + ledger
        + "</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n",
        "utf-8",
    )
    return path


def _csv(folder: Path, variant: str, lines: list[Movement]) -> Path:
    """交行 manner (发生额 and 借贷标志), or `plain` with 收/付 first."""
    out = io.StringIO()
    writer = csv.writer(out)
    stand = balances(lines)
    if variant == "bocom":
        writer.writerows([[f"查询账号:{OWN}"], ["户  名:本地样本制造有限公司"]])
        writer.writerow(["交易时间", "摘要", "凭证号", "发生额", "余额", "对方户名", "对方账号", "借贷标志"])
        for number, (line, left) in enumerate(zip(lines, stand, strict=True), 1):
            flag = "贷" if line.amount > 0 else "借"
            writer.writerow(
                [
                    f"{line.day} 09:{number % 60:02d}:00",
                    line.memo,
                    f"{number:08d}",
                    text(abs(line.amount), True),
                    text(left, True),
                    line.payer,
                    line.account + "\t" if line.account else "",
                    flag,
                ]
            )
    else:
        writer.writerow(["收/付", "记账日期", "金额(元)", "账户余额", "对手户名", "对手账户", "用途", "附言", "流水号"])
        for number, (line, left) in enumerate(zip(lines, stand, strict=True), 1):
            flag = "收" if line.amount > 0 else "付"
            writer.writerow(
                [
                    flag,
                    f"{line.day:%Y/%m/%d}",
                    text(abs(line.amount)),
                    text(left),
                    line.payer,
                    line.account,
                    "汇兑",
                    line.memo,
                    f"{number:010d}",
                ]
            )
    path = folder / "statement.csv"
    path.write_bytes(out.getvalue().encode("gb18030"))
    return path


def _xlsx(folder: Path, variant: str, lines: list[Movement]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    stand = list(zip(lines, balances(lines), range(1, len(lines) + 1), strict=True))

    def two(line: Movement) -> tuple[str, str]:
        return (text(-line.amount) if line.amount < 0 else "", text(line.amount) if line.amount > 0 else "")

    if variant == "icbc":  # newest first
        sheet.append(["历史明细"])
        sheet.append(
            [
                "凭证号",
                "本方账号",
                "对方账号",
                "交易时间",
                "借/贷",
                "借方发生额",
                "贷方发生额",
                "对方行号",
                "摘要",
                "用途",
                "对方单位名称",
                "余额",
                "个性化信息",
            ]
        )
        for line, left, number in reversed(stand):
            out, into = two(line)
            side = "贷" if into else "借"
            sheet.append(
                [str(number), OWN, line.account, f"{line.day} 10:00:00", side, out, into, "", "汇入", line.memo, line.payer, text(left), ""]
            )
    elif variant == "ccb":
        sheet.append(
            [
                "账号",
                "账户名称",
                "交易时间",
                "借方发生额（支取）",
                "贷方发生额（收入）",
                "余额",
                "币种",
                "对方户名",
                "对方账号",
                "对方开户机构",
                "记账日期",
                "摘要",
                "备注",
                "账户明细编号-交易流水号",
            ]
        )
        for line, left, number in stand:
            out, into = two(line)
            sheet.append(
                [
                    OWN,
                    "本地样本制造有限公司",
                    f"{line.day:%Y%m%d} 08:00:24",
                    out or "0.00",
                    into or "0.00",
                    text(left),
                    "人民币",
                    line.payer,
                    line.account,
                    "",
                    f"{line.day:%Y%m%d}",
                    "电汇",
                    line.memo,
                    f"{number}-{number}",
                ]
            )
    elif variant == "pab":
        sheet.append(["交易日期", "账号", "借", "贷", "账户余额", "对方账户", "对方账户名称", "交易流水号", "摘要", "用途"])
        for line, left, number in stand:
            sheet.append([f"{line.day:%Y-%m-%d}", OWN, *two(line), text(left), line.account, line.payer, str(number), "", line.memo])
    else:  # 农行
        sheet.append([f"账户名称：本地样本制造有限公司　账户号：{OWN}"])
        sheet.append([])
        sheet.append(["交易时间", "收入金额", "支出金额", "账户余额", "交易行名", "对方账号", "对方户名", "交易用途"])
        for line, left, _ in stand:
            out, into = two(line)
            sheet.append([f"{line.day} 00:00:00", into, out, text(left), "", line.account, line.payer, line.memo])
        sheet.append(["收入合计", text(sum(x.amount for x in lines if x.amount > 0))])
    path = folder / "statement.xlsx"
    book.save(path)
    return path
