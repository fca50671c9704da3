"""ISO 20022 camt.052, .053 and .054, any version: the tags are matched by name, whatever the namespace.

A batch entry whose details carry their own amounts becomes one movement per detail, provided they add
up to the entry; otherwise the entry stays whole. An entry marked as a reversal keeps the direction its
credit/debit mark states, as the standard asks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from lxml import etree

from arcore.intake.model import Issue
from arcore.intake.statements.chain import check
from arcore.intake.statements.model import Movement, Statement, StatementFile
from arcore.intake.statements.text import full_width, unwrapped
from arcore.messages import Unusable, say
from arcore.money import shown, to_minor

REPORTS = ("Stmt", "Rpt", "Ntfctn")
OPENING = ("OPBD", "PRCD")
CLOSING = ("CLBD",)
WIDTHS = (35, 140)
"""Of a line of remittance text in the forms that banks fill from SWIFT, and in ISO 20022."""
PENDING = ("PDNG", "FUTR", "INFO")


def read(content: bytes, name: str) -> StatementFile:
    """Every statement of a camt file; raises Unusable when it is not XML or holds no statement."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, recover=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as fault:
        raise Unusable(
            say("{file} is damaged XML (line {line}). Download it again from the bank.", file=name, line=fault.lineno)
        ) from fault
    reports = [element for element in root.iter() if _tag(element) in REPORTS]
    if not reports:
        raise Unusable(say("{file} holds no bank statement: there is no Stmt, Rpt or Ntfctn in it.", file=name))
    statements, order = [], 0
    for report in reports:
        statement = _statement(report, order)
        order += len(statement.movements)
        statements.append(statement)
    pending = [(report, entry) for report in reports for entry in _all(report, "Ntry") if _is_pending(entry)]
    issues = (*_announced(pending), *(issue for statement in statements for issue in check(statement)))
    return StatementFile(tuple(statements), issues, non_blank_rows=order + len(pending))


def _is_pending(entry: Any) -> bool:
    return _text(entry, "Sts/Cd", "Sts", "Sts/Prtry") in PENDING


def _announced(pending: list[tuple[Any, Any]]) -> Iterator[Issue]:
    """One finding per currency: what is only announced is left out, and said with its money."""
    moved: dict[str, list[int]] = {}
    for report, entry in pending:
        amount = _amount(entry, _text(report, "Acct/Ccy") or "CNY")
        if amount is not None:
            moved.setdefault(amount[1], []).append(_signed(entry, amount[0]))
    for currency, amounts in moved.items():
        told = say(
            "{count} entries are only announced by the bank, not booked yet, and are left out: {money_in} in, {money_out} out.",
            count=len(amounts),
            money_in=shown(sum(a for a in amounts if a > 0), currency),
            money_out=shown(-sum(a for a in amounts if a < 0), currency),
        )
        yield Issue("pending_entries", told, say("They come with the statement of the day on which the bank books them."), blocking=False)


def _tag(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _all(element: Any, path: str) -> list[Any]:
    """Descendants by local names, e.g. 'NtryDtls/TxDtls'."""
    found = [element]
    for step in path.split("/"):
        found = [child for parent in found for child in parent if _tag(child) == step]
    return found


def _text(element: Any, *paths: str) -> str:
    """The first non-blank text under any of `paths`."""
    for path in paths:
        for found in _all(element, path):
            if found.text and found.text.strip():
                return str(found.text.strip())
    return ""


def _date(element: Any, path: str) -> dt.date | None:
    text = _text(element, f"{path}/Dt", f"{path}/DtTm", path)
    try:
        return dt.date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _amount(element: Any, currency: str) -> tuple[int, str] | None:
    for amount in _all(element, "Amt"):
        try:
            unit = amount.get("Ccy") or currency
            return to_minor(Decimal((amount.text or "").strip()), unit), unit
        except InvalidOperation:
            return None
    return None


def _signed(element: Any, minor: int) -> int:
    return -minor if _text(element, "CdtDbtInd") == "DBIT" else minor


def _statement(report: Any, order: int) -> Statement:
    account = _text(report, "Acct/Id/IBAN", "Acct/Id/Othr/Id", "Acct/Id/PrtryAcct/Id", "Acct/Id/BBAN")
    currency = _text(report, "Acct/Ccy") or next((a.get("Ccy") for a in report.iter() if _tag(a) == "Amt" and a.get("Ccy")), "") or "CNY"
    movements: list[Movement] = []
    for entry in _all(report, "Ntry"):
        movements.extend(_movements(entry, currency, account, order + len(movements)))
    return Statement(
        account=account,
        holder=_text(report, "Acct/Ownr/Nm", "Acct/Nm"),
        bank=_text(report, "Acct/Svcr/FinInstnId/Nm", "Acct/Svcr/FinInstnId/BICFI", "Acct/Svcr/FinInstnId/BIC"),
        currency=currency,
        period_from=_date(report, "FrToDt/FrDtTm"),
        period_to=_date(report, "FrToDt/ToDtTm"),
        opening=_balance(report, OPENING, currency),
        closing=_balance(report, CLOSING, currency),
        movements=tuple(movements),
    )


def _balance(report: Any, codes: tuple[str, ...], currency: str) -> int | None:
    for code in codes:
        for balance in _all(report, "Bal"):
            if _text(balance, "Tp/CdOrPrtry/Cd", "Tp/Cd") == code:
                amount = _amount(balance, currency)
                return _signed(balance, amount[0]) if amount else None
    return None


def _movements(entry: Any, currency: str, account: str, order: int) -> Iterator[Movement]:
    whole = _amount(entry, currency)
    if whole is None or _is_pending(entry):
        return
    total = _signed(entry, whole[0])
    details = _all(entry, "NtryDtls/TxDtls")
    shares = [_detail_amount(entry, detail, whole[1]) for detail in details]
    known = [share for share in shares if share is not None]
    if len(details) > 1 and len(known) == len(details) and sum(known) == total:
        for position, (detail, share) in enumerate(zip(details, known, strict=True)):
            yield _movement(entry, detail, share, whole[1], account, order + position + 1)
    else:
        yield _movement(entry, details[0] if len(details) == 1 else None, total, whole[1], account, order + 1)


def _detail_amount(entry: Any, detail: Any, currency: str) -> int | None:
    amount = _amount(detail, currency)
    if amount is None:
        for path in ("AmtDtls/TxAmt", "AmtDtls/InstdAmt"):
            for holder in _all(detail, path):
                amount = amount or _amount(holder, currency)
    if amount is None or amount[1] != currency:
        return None
    return _signed(detail if _text(detail, "CdtDbtInd") else entry, amount[0])


def _movement(entry: Any, detail: Any, amount: int, currency: str, account: str, order: int) -> Movement:
    booked = _date(entry, "BookgDt") or _date(entry, "ValDt") or dt.date.min
    source = detail if detail is not None else entry
    other = ("Dbtr", "UltmtDbtr") if amount > 0 else ("Cdtr", "UltmtCdtr")
    spare = ("Cdtr", "UltmtCdtr") if amount > 0 else ("Dbtr", "UltmtDbtr")
    reversal = _text(entry, "RvslInd").lower() in {"true", "1"}
    roles = spare + other if reversal else other + spare
    names = [f"RltdPties/{role}/{tail}" for role in roles for tail in ("Nm", "Pty/Nm")]
    own = account.replace(" ", "")
    accounts = [f"RltdPties/{role}Acct/Id/{tail}" for role in roles for tail in ("IBAN", "Othr/Id", "PrtryAcct/Id", "BBAN")]
    candidates = [text for path in accounts if (text := _text(source, path)) and text.replace(" ", "") != own]
    agents = [f"RltdAgts/{role}Agt/FinInstnId/{tail}" for role in ("Dbtr", "Cdtr") for tail in ("Nm", "BICFI", "BIC")]
    return Movement(
        order=order,
        date=booked,
        amount=amount,
        currency=currency,
        counterparty_name=_text(source, *names),
        counterparty_account=candidates[0] if candidates else "",
        counterparty_bank=_text(source, *agents),
        memo=_memo(entry, source),
        serial=_text(source, "Refs/AcctSvcrRef") or _text(entry, "AcctSvcrRef") or _text(source, "Refs/TxId") or _text(entry, "NtryRef"),
        value_date=_date(entry, "ValDt"),
        transaction_type=_text(entry, "BkTxCd/Prtry/Cd", "BkTxCd/Domn/Fmly/SubFmlyCd", "BkTxCd/Domn/Cd"),
        reversal=reversal,
        account=account,
    )


def _instructed(entry: Any, source: Any) -> str:
    """What the payer instructed in another currency, and the bank's rate: "USD 10000.00 rate 7.1234"."""
    booked = _amount(entry, "")
    for holder in (*_all(source, "AmtDtls/InstdAmt"), *_all(entry, "AmtDtls/InstdAmt")):
        for amount in _all(holder, "Amt"):
            unit = amount.get("Ccy") or ""
            if booked and unit and unit != booked[1]:
                rate = _text(
                    source, "AmtDtls/InstdAmt/CcyXchg/XchgRate", "AmtDtls/TxAmt/CcyXchg/XchgRate", "AmtDtls/CntrValAmt/CcyXchg/XchgRate"
                )
                return f"{unit} {(amount.text or '').strip()}" + (f" rate {rate}" if rate else "")
    return ""


def _memo(entry: Any, source: Any) -> str:
    """Unstructured remittance, structured references, end-to-end id and additional information, each once."""
    lines = [element.text or "" for element in _all(source, "RmtInf/Ustrd")]
    texts = lines if len(set(lines)) < len(lines) else [unwrapped(lines, full_width(lines[:-1], WIDTHS))]
    texts += [element.text for element in _all(source, "RmtInf/Strd/RfrdDocInf/Nb")]
    texts += [element.text for element in _all(source, "RmtInf/Strd/CdtrRefInf/Ref")]
    texts += [element.text for element in _all(source, "RmtInf/Strd/AddtlRmtInf")]
    texts += [_instructed(entry, source)]
    texts += [_text(source, "Refs/EndToEndId"), _text(source, "AddtlTxInf"), _text(entry, "AddtlNtryInf")]
    kept = dict.fromkeys(" ".join(text.split()) for text in texts if text and text.strip() not in {"", "NOTPROVIDED", "NONREF"})
    return " ".join(kept)
