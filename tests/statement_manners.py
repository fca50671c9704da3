"""Statements as single formats have them: camt batches, MT940 texts broken within numbers, OFX texts cut off, BAI2 continuations."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from tests import field_statements
from tests.field_statements import OPENING, OWN, Movement, balances, text

CUT_MEMO = 48
RECORD = 80
SUBFIELD = 27


def write(folder: Path, layout: str, lines: list[Movement]) -> Path:
    """The statement in `layout`: `camt:batch`, `mt940:bytes`, `mt940:soft`, `ofx:cut`, `bai2`, or one of `field_statements`."""
    own = {"camt:batch": _batches, "mt940:bytes": _bytes, "mt940:soft": _soft, "ofx:cut": _cut, "bai2": _bai2}.get(layout)
    return own(folder, lines) if own else field_statements.write(folder, layout, lines)


def _batches(folder: Path, lines: list[Movement]) -> Path:
    """Receipts of one day in entries of up to four, each with its own payer and remittance text inside."""
    entries, number = [], 0
    for (day, incoming), some in groupby(lines, key=lambda m: (m.day, m.amount > 0)):
        members = list(some)
        for start in range(0, len(members), 4 if incoming else 1):
            batch = members[start : start + (4 if incoming else 1)]
            details = ""
            for line in batch:
                number += 1
                role = "Dbtr" if incoming else "Cdtr"
                who = f"<{role}><Pty><Nm>{escape(line.payer)}</Nm></Pty></{role}>" if line.payer else ""
                who += f"<{role}Acct><Id><Othr><Id>{line.account}</Id></Othr></Id></{role}Acct>" if line.account else ""
                details += (
                    f"<TxDtls><Refs><AcctSvcrRef>B{number:07d}</AcctSvcrRef></Refs><Amt Ccy='CNY'>{text(abs(line.amount))}</Amt>"
                    f"<CdtDbtInd>{'CRDT' if incoming else 'DBIT'}</CdtDbtInd><RltdPties>{who}</RltdPties>"
                    f"<RmtInf><Ustrd>{escape(line.memo)}</Ustrd></RmtInf></TxDtls>"
                )
            total, side = sum(abs(line.amount) for line in batch), "CRDT" if incoming else "DBIT"
            entries.append(
                f"<Ntry><NtryRef>{number}</NtryRef><Amt Ccy='CNY'>{text(total)}</Amt><CdtDbtInd>{side}</CdtDbtInd>"
                f"<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt><NtryDtls><Btch><NbOfTxs>{len(batch)}</NbOfTxs></Btch>"
                f"{details}</NtryDtls></Ntry>"
            )
    path = folder / "statement.xml"
    path.write_text(
        "<?xml version='1.0' encoding='UTF-8'?><Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'>"
        f"<BkToCstmrStmt><Stmt><Id>S</Id><Acct><Id><Othr><Id>{OWN}</Id></Othr></Id><Ccy>CNY</Ccy></Acct>{''.join(entries)}</Stmt></BkToCstmrStmt></Document>",
        "utf-8",
    )
    return path


def _pieces(letters: str, width: int) -> list[str]:
    """Cut after so many bytes of GBK, never within a character."""
    pieces, piece = [], ""
    for letter in letters:
        if len((piece + letter).encode("gb18030")) > width:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]


def _mt940(folder: Path, lines: list[Movement], bodies: list[str]) -> Path:
    out = [":20:STMT", f":25:{OWN}", ":28C:6/1", f":60F:C{lines[0].day:%y%m%d}CNY{text(OPENING).replace('.', ',')}"]
    for number, (line, body) in enumerate(zip(lines, bodies, strict=True), 1):
        side = "C" if line.amount > 0 else "D"
        out.append(f":61:{line.day:%y%m%d%m%d}{side}{text(abs(line.amount)).replace('.', ',')}NTRFNONREF//Q{number:07d}")
        out.append(":86:" + body)
    out.append(f":62F:C{lines[-1].day:%y%m%d}CNY{text(balances(lines)[-1]).replace('.', ',')}")
    path = folder / "statement.sta"
    path.write_bytes(("\r\n".join(out) + "\r\n-\r\n").encode("gb18030"))
    return path


def _bytes(folder: Path, lines: list[Movement]) -> Path:
    """?20 to ?29 of 27 bytes in GBK, broken in mid-number, the whole in lines of 65 bytes."""
    bodies = []
    for line in lines:
        body = "166?00TRANSFER" + "".join(f"?{20 + i}{piece}" for i, piece in enumerate(_pieces(line.memo, SUBFIELD)[:10]))
        body += f"?31{line.account}" if line.account else ""
        body += "".join(f"?{32 + i}{piece}" for i, piece in enumerate(_pieces(line.payer, SUBFIELD)[:2]) if piece)
        bodies.append("\r\n".join(_pieces(body, 65)))
    return _mt940(folder, lines, bodies)


def _soft(folder: Path, lines: list[Movement]) -> Path:
    """Free text broken between words, at most 65 characters a line."""
    bodies = []
    for line in lines:
        rows = [""]
        for word in f"{line.payer} {line.memo}".split():
            if len(rows[-1]) + len(word) >= 60 and rows[-1]:
                rows.append("")
            rows[-1] += (" " if rows[-1] else "") + word
        bodies.append("\r\n".join(rows))
    return _mt940(folder, lines, bodies)


def _cut(folder: Path, lines: list[Movement]) -> Path:
    """The memo ends after so many characters."""
    cut = [Movement(m.day, m.amount, m.payer, m.account, m.memo[:CUT_MEMO].rstrip()) for m in lines]
    return field_statements.write(folder, "ofx:sgml", cut)


def _bai2(folder: Path, lines: list[Movement]) -> Path:
    """One group a day, texts of 80 characters a record continued in 88."""
    out = ["01,BANK,US,260501,0800,1,80,,2/"]
    now = OPENING
    for day, some in groupby(lines, key=lambda m: m.day):
        members = list(some)
        closing = now + sum(m.amount for m in members)
        out += [f"02,US,BANK,1,{day:%y%m%d},,CNY,2/", f"03,{OWN},CNY,010,{now},,,015,{closing},,/"]
        now = closing
        for number, line in enumerate(members, 1):
            record = (
                f"16,{'195' if line.amount > 0 else '495'},{abs(line.amount)},0,R{day:%m%d}{number:03d},,{line.payer} {line.memo}".rstrip()
            )
            out.append(record[:RECORD])
            rest = record[RECORD:]
            while rest:
                out.append(f"88,{rest[: RECORD - 3]}")
                rest = rest[RECORD - 3 :]
        out += [f"49,{closing},{len(members) + 2}/", "98,0,1,0/"]
    out.append("99,0,1,0/")
    path = folder / "statement.bai"
    path.write_text("\n".join(out) + "\n", "utf-8")
    return path
