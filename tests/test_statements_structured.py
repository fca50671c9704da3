"""The banks' own formats: batches, reversals, structured texts, several accounts, and what is refused."""

import datetime as dt

import pytest

from arcore.intake.statements import bai2, camt, mt940, ofx, qif
from arcore.intake.statements.model import Movement, StatementFile, tables
from arcore.messages import Unusable


def movements(file: StatementFile) -> list[Movement]:
    return [m for s in file.statements for m in s.movements]


def camt_file(entries: str, version: str = "053.001.02", report: str = "Stmt") -> bytes:
    return (
        f'<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.{version}"><X><{report}>'
        f"<Acct><Id><Othr><Id>31000666</Id></Othr></Id><Ccy>CNY</Ccy></Acct>{entries}</{report}></X></Document>"
    ).encode()


def entry(amount: str, mark: str = "CRDT", extra: str = "", details: str = "") -> str:
    return (
        f'<Ntry><Amt Ccy="CNY">{amount}</Amt><CdtDbtInd>{mark}</CdtDbtInd>{extra}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-06-01</Dt></BookgDt>'
        f"<NtryDtls>{details}</NtryDtls></Ntry>"
    )


def detail(amount: str, name: str) -> str:
    return (
        f'<TxDtls><AmtDtls><TxAmt><Amt Ccy="CNY">{amount}</Amt></TxAmt></AmtDtls>'
        f"<RltdPties><Dbtr><Pty><Nm>{name}</Nm></Pty></Dbtr></RltdPties></TxDtls>"
    )


def test_a_batch_that_adds_up_becomes_one_movement_per_payer() -> None:
    batch = entry("300.00", details=detail("100.00", "甲公司") + detail("200.00", "乙公司"))
    read = movements(camt.read(camt_file(batch, "053.001.08"), "s.xml"))
    assert [(m.amount, m.counterparty_name, m.order) for m in read] == [(10000, "甲公司", 1), (20000, "乙公司", 2)]


def test_a_batch_that_does_not_add_up_stays_one_movement() -> None:
    batch = entry("300.00", details=detail("100.00", "甲公司") + detail("150.00", "乙公司"))
    assert [m.amount for m in movements(camt.read(camt_file(batch), "s.xml"))] == [30000]


def test_a_reversal_of_a_payment_returns_and_names_who_returned_it() -> None:
    returned = entry("50.00", "CRDT", "<RvslInd>true</RvslInd>", "<TxDtls><RltdPties><Cdtr><Nm>某供应商</Nm></Cdtr></RltdPties></TxDtls>")
    (movement,) = movements(camt.read(camt_file(returned), "s.xml"))
    assert (movement.amount, movement.reversal, movement.counterparty_name) == (5000, True, "某供应商")


@pytest.mark.parametrize(("version", "report"), [("052.001.06", "Rpt"), ("054.001.04", "Ntfctn"), ("053.001.08", "Stmt")])
def test_reports_and_notifications_read_like_statements(version: str, report: str) -> None:
    assert [m.amount for m in movements(camt.read(camt_file(entry("1.00"), version, report), "s.xml"))] == [100]


def test_pending_entries_are_not_movements_and_are_said_with_their_money() -> None:
    pending = (entry("1.00") + entry("3.50", "DBIT")).replace("BOOK", "PDNG")
    file = camt.read(camt_file(pending + entry("2.00")), "s.xml")
    assert movements(file)[0].amount == 200
    assert [(i.code, i.message.values["count"], i.message.values["money_in"], i.message.values["money_out"]) for i in file.issues] == [
        ("pending_entries", 2, "1.00", "3.50")
    ]
    assert file.non_blank_rows == 3


def test_an_external_entity_is_not_followed() -> None:
    content = (
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        + camt_file(entry("1.00", details="<TxDtls><AddtlTxInf>&e;</AddtlTxInf></TxDtls>"))[21:]
    )
    read = movements(camt.read(content, "s.xml"))
    assert "root" not in read[0].memo


MT940 = """:20:X
:25:31000666018012345678
:28C:1/1
:60F:C260601CNY1000,00
:61:2606010601C1234,56NTRFNONREF//R000000001
:86:?20货款 发票号26310846?30102?319474012298619415?32佛山东方包装?33有限公司
:61:2606010601D500,00NTRFNONREF//R000000002
:86:/NAME/某供应商/REMI/付款/IBAN/998
:61:2512310101C10,NTRFREF1
:86:free text
second line
:62F:C260630CNY1744,56
-"""


def test_structured_and_free_texts_of_mt940_are_told_apart() -> None:
    receipt, payment, interest = movements(mt940.read(MT940.encode(), "s.sta"))
    assert (receipt.amount, receipt.counterparty_name, receipt.counterparty_account) == (123456, "佛山东方包装有限公司", "9474012298619415")
    assert (receipt.memo, receipt.serial) == ("货款 发票号26310846", "R000000001")
    assert (payment.amount, payment.counterparty_name, payment.counterparty_account, payment.memo) == (-50000, "某供应商", "998", "付款")
    assert (interest.memo, interest.serial) == ("free text second line", "REF1")
    assert interest.date == dt.date(2026, 1, 1)  # booked in January, value date in December


def test_mt940_in_the_encoding_of_chinese_banks() -> None:
    assert movements(mt940.read(MT940.encode("gb18030"), "s.sta"))[0].counterparty_name == "佛山东方包装有限公司"


@pytest.mark.parametrize(("mark", "amount"), [("C", 100), ("D", -100), ("RC", -100), ("RD", 100)])
def test_reversals_have_the_sign_of_what_they_do(mark: str, amount: int) -> None:
    text = f":20:X\n:25:1\n:60F:C260601CNY0,00\n:61:260601{mark}1,00NTRFNONREF\n:62F:C260601CNY0,00\n"
    assert [m.amount for m in movements(mt940.read(text.encode(), "s.sta"))] == [amount]


def test_a_movement_that_cannot_be_read_is_named_and_the_rest_is_kept() -> None:
    file = mt940.read(MT940.replace(":61:2606010601D500,00", ":61:26XX010601D500,00").encode(), "s.sta")
    assert [issue.code for issue in file.issues] == ["bad_movement", "balance_does_not_chain"]
    assert len(movements(file)) == 2


def test_ofx_as_xml_reads_like_ofx_as_sgml() -> None:
    xml = (
        "<?xml version='1.0'?><OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>CNY</CURDEF><BANKACCTFROM><ACCTID>88</ACCTID></BANKACCTFROM><BANKTRANLIST>"
        "<STMTTRN><TRNTYPE>CREDIT</TRNTYPE><DTPOSTED>20260601</DTPOSTED><TRNAMT>1234.56</TRNAMT><FITID>7</FITID><NAME>甲 &amp; 乙</NAME>"
        "<MEMO>货款 26310846</MEMO></STMTTRN></BANKTRANLIST><LEDGERBAL><BALAMT>9.00</BALAMT></LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
    )
    sgml = xml
    for tag in ("CURDEF", "ACCTID", "TRNTYPE", "DTPOSTED", "TRNAMT", "FITID", "NAME", "MEMO", "BALAMT"):
        sgml = sgml.replace(f"</{tag}>", "\n")
    for content in (xml, sgml):
        (movement,) = movements(ofx.read(content.encode(), "s.ofx"))
        assert (movement.amount, movement.counterparty_name, movement.memo, movement.serial, movement.account) == (
            123456, "甲 & 乙", "货款 26310846", "7", "88",
        )  # fmt: skip


def test_qif_tells_month_and_day_apart_over_the_whole_file() -> None:
    text = "!Type:Bank\nD13/06'26\nT1,234.56\nP甲公司\nM货款\n^\nD05/06'26\nT-5.00\n^\n"
    assert [(m.date, m.amount) for m in movements(qif.read(text.encode(), "s.qif"))] == [
        (dt.date(2026, 6, 13), 123456),
        (dt.date(2026, 6, 5), -500),
    ]


def test_bai2_credits_and_debits_with_continued_text() -> None:
    text = (
        "01,A,B,260601,1200,1,80,1,2/\n02,B,A,1,260601,1200,USD,2/\n03,0123,USD,010,10000,,,015,10500,,/\n"
        "16,165,1000,Z,REF1,CUST1,ACME PAYMENT\n88,INVOICE 4711/\n16,455,500,0,REF2,,OUT/\n49,21000,4/\n98,1,1,6/\n99,1,1,8/\n"
    )
    file = bai2.read(text.encode(), "s.bai")
    assert [(m.amount, m.serial) for m in movements(file)] == [(1000, "REF1"), (-500, "REF2")]
    assert movements(file)[0].memo == "CUST1 ACME PAYMENT INVOICE 4711"
    assert file.issues == ()


@pytest.mark.parametrize("width", [65, 50])
def test_a_text_of_mt940_that_is_broken_anywhere_is_whole_again(width: int) -> None:
    text = "佛山东方包装有限公司 付发票INV/2026/0312 INV/2026/0317 INV/2026/0313 INV/2025/0309 INV/2026/0400 INV/2026/0401 INV/2026/0402"
    text = text + " " + "x" * (3 * width + 5 - len(text))
    broken = "\n".join(text[i : i + width] for i in range(0, len(text), width))
    file = MT940.replace("free text\nsecond line", broken)
    assert movements(mt940.read(file.encode(), "s.sta"))[2].memo == text


def test_fields_of_mt940_join_within_a_word_only_where_they_are_full() -> None:
    full, short = "?20发票26310846、26310847、2631084?218、26310849", "?20付货款 发票26310846?2126310847"
    for body, memo in ((full, "发票26310846、26310847、26310848、26310849"), (short, "付货款 发票26310846 26310847")):
        file = MT940.replace("?20货款 发票号26310846", body)
        assert movements(mt940.read(file.encode(), "s.sta"))[0].memo == memo


def test_a_bai2_text_that_is_broken_at_the_records_width_is_whole_again() -> None:
    record = "16,165,1000,Z,REF1,CUST1,ACME TRADING PAYMENT OF INVOICES "
    record += "X" * (76 - len(record)) + "2631"
    text = (
        f"01,A,B,260601,1200,1,80,1,2/\n02,B,A,1,260601,1200,USD,2/\n03,0123,USD,010,10000,,,015,11000,,/\n{record}\n88,0117 AND 26310118/\n"
        "49,21000,4/\n98,1,1,6/\n99,1,1,8/\n"
    )
    assert movements(bai2.read(text.encode(), "s.bai"))[0].memo.endswith("26310117 AND 26310118")


def test_a_slash_at_the_end_of_a_full_bai2_record_belongs_to_the_number() -> None:
    record = "16,165,1000,Z,REF1,,ACME TRADING PAYMENT OF INVOICES "
    record += "X" * (71 - len(record)) + " INV/202/"
    text = f"01,A,B,260601,1200,1,80,1,2/\n02,B,A,1,260601,1200,USD,2/\n03,0123,USD,010,10000,,,015,11000,,/\n{record}\n88,0065/\n49,1,4/\n"
    assert movements(bai2.read(text.encode(), "s.bai"))[0].memo.endswith("INV/202/0065")


def test_money_of_two_currencies_is_two_tables() -> None:
    two = camt_file(entry("1.00") + entry("2.00").replace("CNY", "USD"))
    assert [(t.facts["currency"], t.facts["money_in"]) for t in tables(camt.read(two, "s.xml"))] == [("CNY", 100), ("USD", 200)]


@pytest.mark.parametrize(
    ("reader", "content"),
    [(camt, b"<Document><A></Document>"), (mt940, b"hello"), (ofx, b"<OFX></OFX>"), (qif, b"hello"), (bai2, b"01,A,B/")],
)
def test_what_is_no_statement_is_refused_in_a_sentence(reader: object, content: bytes) -> None:
    with pytest.raises(Unusable) as refused:
        reader.read(content, "s.x")
    assert refused.value.message.text("zh") != refused.value.message.text("en")
