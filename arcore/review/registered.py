"""T7, T9, T10, T11, T13: what people keep in registers about reconciliation, bills, disputes, court cases and deadlines."""

from __future__ import annotations

import pandas as pd

from arcore.confirming import due, progress
from arcore.customers_at import customers_at
from arcore.legal.cases import case_rows
from arcore.legal.clocks import clocks_at
from arcore.messages import Message, say
from arcore.registers import REGISTERS
from arcore.registers.bills import HELD
from arcore.registers.frames import expiring, frame
from arcore.review.balances import CUSTOMER
from arcore.review.model import Column, Table, made, records
from arcore.review.scene import Scene

INSURANCE_DAYS = 90


def _words(register: str, name: str) -> dict[str, Message]:
    return REGISTERS[register].field(name).words()


def reconciliation(at: Scene) -> Table:
    """T7: accounts due a statement at the end of the month, and how far each is."""
    found = list(due.current_accounts(at.books, at.as_of, at.policy))
    listed = progress.rounds(found, at.books, at.as_of, at.policy)
    rows = at.in_order(listed[listed["due"] | (listed["differences"] > 0)], ["balance"], ascending=[False])
    rows = rows.assign(name=rows["customer_name"], sent_on=pd.to_datetime(rows["sent_on"]).astype("datetime64[us]"))
    columns = [
        *CUSTOMER,
        Column("currency", say("Currency")),
        Column("balance", say("Balance"), "money"),
        Column("status", say("Status"), "choice", {str(name): words for name, words in progress.STATUSES.items()}),
        Column("sent_on", say("Sent on"), "date"),
        Column("agreed_balance", say("Agreed balance"), "money"),
        Column("differences", say("Open differences"), "count"),
        Column("difference", say("Difference"), "money"),
    ]
    note = None if len(rows) else say("No account is due a statement at this date.")
    return made("T7", columns, rows[["customer_key", *(column.name for column in columns)]], note=note)


def bills(at: Scene) -> Table:
    """T9: the bills of exchange we held at the date, by maturity; where the register knows none of a customer, the customer list's sum."""
    kept, day = at.register("bills"), pd.Timestamp(at.as_of)
    held = kept[kept["state"].isin(HELD) | (kept["settled_on"] > day)]
    state = held["state"].where(held["state"].isin(HELD), HELD[0])
    held = held.assign(state=state, days_left=(held["matures_on"] - day).dt.days.astype("Int64"))
    names = ["customer_key", "bill_no", "bill_kind", "acceptor", "currency", "amount", "received_on", "matures_on", "days_left", "state"]
    summed = _summed_bills(at, held["customer_key"]).reindex(columns=names).astype(held[names].dtypes)
    rows = pd.concat([held[names], summed], ignore_index=True)
    rows = at.in_order(at.named(rows), ["matures_on", "amount"], ascending=[True, False])
    columns = [
        *CUSTOMER,
        Column("bill_no", say("Bill No.")),
        Column("bill_kind", say("Kind"), "choice", _words("bills", "bill_kind")),
        Column("acceptor", say("Acceptor")),
        Column("currency", say("Currency")),
        Column("amount", say("Face amount"), "money"),
        Column("received_on", say("Received on"), "date"),
        Column("matures_on", say("Matures on"), "date"),
        Column("days_left", say("Days left"), "days"),
        Column("state", say("State"), "choice", _words("bills", "state")),
    ]
    return made("T9", columns, rows[["customer_key", *(column.name for column in columns)]], note=_bills_note(rows))


def _summed_bills(at: Scene, registered: pd.Series) -> pd.DataFrame:
    """One row for each customer whose bills only the customer list knows, as one amount."""
    known = customers_at(at.books, at.as_of)
    mine = known[(known["bill_amount"].fillna(0) > 0) & ~known["customer_key"].isin(registered.dropna())]
    own = at.policy.company.currency
    return mine[["customer_key"]].assign(amount=mine["bill_amount"], currency=mine["currency"].fillna(own))


def _bills_note(rows: pd.DataFrame) -> Message | None:
    if not len(rows):
        return say("Nothing is recorded: neither the register of bills nor the customer list names a bill that is still to be paid.")
    if rows["matures_on"].isna().any():
        return say("Rows without a bill No. are the customer list's sums; when those bills mature is known once they are in the register.")
    return None


def disputes(at: Scene) -> Table:
    """T10: disputes raised by the date and not settled by then, those late first."""
    day = pd.Timestamp(at.as_of)
    kept = at.register("disputes")
    open_ = kept[kept["closed_on"].isna() | (kept["closed_on"] > day)]
    still = dict(zip(at.now.aged["document_key"].tolist(), at.now.aged["open"].tolist(), strict=True))
    parts = at.agreed.disputes
    claimed: dict[int, int] = {}
    for row in records(parts):
        owed = max(0, int(still.get(row["document_key"], 0)))
        claimed[row["row_key"]] = claimed.get(row["row_key"], 0) + (owed if pd.isna(row["amount"]) else min(owed, int(row["amount"])))
    late = (day - open_["due_on"]).dt.days.clip(lower=0)
    rows = at.named(open_).assign(
        disputed=[claimed.get(int(key), 0) for key in open_["row_key"].tolist()],
        late=late.astype("Int64"),
        state=open_["state"].where(open_["state"] != "closed", "doing"),
    )
    rows = at.in_order(rows, ["late", "disputed"], ascending=[False, False])
    columns = [
        *CUSTOMER,
        Column("dispute_type", say("Type"), "choice", _words("disputes", "dispute_type")),
        Column("document_nos", say("Documents")),
        Column("currency", say("Currency")),
        Column("disputed", say("Disputed and still open"), "money"),
        Column("opened_on", say("Raised on"), "date"),
        Column("owner", say("Owner")),
        Column("due_on", say("To be settled by"), "date"),
        Column("late", say("Late, days"), "days"),
        Column("state", say("State"), "choice", _words("disputes", "state")),
    ]
    return made("T10", columns, rows[["customer_key", *(column.name for column in columns)]])


def court(at: Scene) -> Table:
    """T11: open cases, and the demand letters of the month."""
    own = at.policy.company.currency
    kept = at.register("cases")
    cases = case_rows(kept, at.books.customers, at.as_of, own)
    cases = cases[cases["open"].astype("bool")].assign(kind="case")
    cases = cases.assign(number=cases["title"], amount=cases["claim"], state=cases["stage"], day=cases["deadline"].map(lambda _: None))
    cases = cases.assign(deadline=pd.to_datetime(cases["deadline"]).astype("datetime64[us]"))
    letters = at.register("letters")
    sent = letters[letters["written_on"] > pd.Timestamp(at.start)]
    written = sent.assign(kind="letter", number=sent["letter_no"], day=sent["written_on"], state=sent["tone"], next_step="", owner="")
    names = ["customer_key", "kind", "number", "state", "currency", "amount", "day", "deadline", "next_step", "owner"]
    parts = [part[names].astype({"day": "datetime64[us]"}) for part in (cases, written) if len(part)]
    rows = pd.concat(parts, ignore_index=True) if parts else cases[names]
    rows = at.in_order(at.named(rows), ["kind", "amount"], ascending=[True, False])
    columns = [
        Column("kind", say("Kind"), "choice", {"case": say("Court case"), "letter": say("Demand letter")}),
        *CUSTOMER,
        Column("number", say("Case or letter")),
        Column("state", say("Stage"), "choice", {**_words("cases", "stage"), **_words("letters", "tone")}),
        Column("currency", say("Currency")),
        Column("amount", say("Amount"), "money"),
        Column("day", say("Written on"), "date"),
        Column("deadline", say("Deadline"), "date"),
        Column("next_step", say("Next step")),
        Column("owner", say("Owner")),
    ]
    return made("T11", columns, rows[["customer_key", *(column.name for column in columns)]])


def deadlines(at: Scene) -> Table:
    """T13: debts about to lapse or lapsed, guarantees that end, insurance that expires, soonest first."""
    registers = at.registers
    clocks = clocks_at(at.now.aged, at.books.allocations, at.books.customers, registers, at.as_of)
    own = at.policy.company.currency
    debts = clocks.debts[clocks.debts["alert"].notna()]
    debts = debts.assign(kind="limitation", subject=debts["document_no"], ends=debts["expires"], amount=debts["open"])
    secured = clocks.guarantees[clocks.guarantees["alert"].notna()]
    secured = secured.assign(
        kind="guarantee", subject=secured["guarantor"], currency=own, amount=pd.array([pd.NA] * len(secured), dtype="Int64")
    )
    parts = [debts, secured, _insurance(at, own)]
    names = ["kind", "customer_key", "subject", "currency", "amount", "ends", "days_left"]
    rows = pd.concat([part[names].astype({"amount": "Int64"}) for part in parts if len(part)] or [debts[names]], ignore_index=True)
    rows = rows.assign(ends=pd.to_datetime(rows["ends"]).astype("datetime64[us]"), days_left=rows["days_left"].astype("int64"))
    rows = at.named(rows.sort_values(["days_left", "subject"]).reset_index(drop=True))
    words = {"limitation": say("Limitation"), "guarantee": say("Guarantee period"), "insurance": say("Insurance or letter of credit")}
    columns = [
        Column("kind", say("Kind"), "choice", words),
        *CUSTOMER,
        Column("subject", say("Document or guarantor")),
        Column("currency", say("Currency")),
        Column("amount", say("Amount"), "money"),
        Column("ends", say("Ends on"), "date"),
        Column("days_left", say("Days left"), "days"),
    ]
    note = None if len(rows) else say("No deadline is near.")
    return made("T13", columns, rows[["customer_key", *(column.name for column in columns)]], note=note)


def _insurance(at: Scene, own: str) -> pd.DataFrame:
    """Insurance policies and letters of credit about to expire."""
    register = REGISTERS["guarantees"]
    kept = at.registers.get("guarantees", frame(register, []))
    soon = expiring(kept[kept["guarantee_kind"].isin(["insurance", "letter_of_credit"])], register, at.as_of, INSURANCE_DAYS)
    named = soon.assign(kind="insurance", subject=soon["guarantor"], ends=soon["valid_to"].dt.date, amount=soon["cap"])
    return named.assign(currency=named["currency"].fillna(own))
