"""Who has been sent which balance, and what came back: one row per customer and currency, and the measures of a round."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

import pandas as pd

from arcore import wording
from arcore.accounts import Account
from arcore.books import Books
from arcore.confirming import due
from arcore.messages import Message, say
from arcore.metrics.registered import confirmation
from arcore.metrics.value import Metric
from arcore.money import Unit
from arcore.policy import Policy
from arcore.registers.frames import DATES
from arcore.registers_at import registers_at

Status = Literal["none", "generated", "sent", "received", "silent", "differs", "agreed"]
STATUSES: dict[Status, Message] = {
    "none": say("Not generated"),
    "generated": say("Generated, not sent"),
    "sent": say("Sent"),
    "received": say("Received by the customer"),
    "silent": say("No reply"),
    "differs": say("Differs"),
    "agreed": say("Agreed"),
}
SENT: tuple[Status, ...] = ("sent", "received", "silent", "differs", "agreed")
Show = Literal["due", "late", "waiting", "differs", "all"]
SHOWS: dict[Show, Message] = {
    "due": say("Due in this round"),
    "late": say("Not sent in time"),
    "waiting": say("Waiting for an answer"),
    "differs": say("With differences"),
    "all": say("All customers"),
}


def rounds(found: Sequence[Account], books: Books, as_of: dt.date, policy: Policy) -> pd.DataFrame:
    """A row per account: row_id, customer_key, customer_id, customer_name, currency, size, balance, due and late (bool), status,
    row_key, entry, number, mode, sent_on, reply_by, agreed_balance (of the statement of the cycle), differences (open ones),
    difference (their sum; minor units).

    `due`: the customer's cycle ends with this period. `late`: the day to send, `send_by`, has passed and nothing has been sent.
    """
    customers: dict[int, Any] = {int(row["customer_key"]): row for row in books.customers.to_dict("records")}
    months = due.customer_months(books, policy)
    registers = registers_at(books, as_of)
    sent = _newest(registers.get("statements"), as_of)
    differences = _open_differences(registers.get("differences"), as_of)
    rows: list[dict[str, object]] = []
    own = policy.company.currency
    for account in found:
        key = (account.customer_key, account.currency)
        cycle = due.cycle_end(account.end, months.get(account.customer_key, 1))
        statement = next((each for each in sent.get(key, ()) if each["period_to"].date() >= cycle), None)
        status = _status(statement, as_of)
        count, total = differences.get(key, (0, 0))
        customer = customers[account.customer_key]
        rows.append(
            {
                "row_id": f"{account.customer_key}|{account.currency}", "customer_key": account.customer_key,
                "customer_id": customer["customer_id"], "customer_name": customer["customer_name"], "currency": account.currency,
                "size": customer["size"], "balance": account.closing, "due": cycle == account.end,
                "late": status in ("none", "generated") and as_of > due.deadline(cycle, policy.collecting), "status": status,
                "send_by": due.deadline(cycle, policy.collecting),
                **{name: _value(statement, name) for name in KEPT}, "differences": count, "difference": total,
            }
        )  # fmt: skip
    names = ("row_id", "customer_key", "customer_id", "customer_name", "currency", "size", "balance", "due", "late", "status", "send_by")
    listed = pd.DataFrame(rows, columns=[*names, *KEPT, "differences", "difference"])
    listed = listed.astype({"row_key": "Int64", "entry": "Int64", "agreed_balance": "Int64", "send_by": DATES})
    listed["own"] = listed["currency"] == own
    order = listed.assign(size_of=listed["balance"].abs()).sort_values(["own", "currency", "size_of"], ascending=[False, True, False])
    return order.drop(columns=["own", "size_of"]).reset_index(drop=True)


KEPT = ("row_key", "entry", "number", "mode", "sent_on", "reply_by", "agreed_balance")


def _value(statement: Any, name: str) -> object:
    return None if statement is None or pd.isna(statement[name]) else statement[name]


def _newest(rows: pd.DataFrame | None, as_of: dt.date) -> dict[tuple[int, str], list[Any]]:
    """The statements known at `as_of` by customer and currency, newest period first, as far as each had come by then."""
    found: dict[tuple[int, str], list[Any]] = {}
    if rows is None:
        return found
    day = pd.Timestamp(as_of)
    known = rows[rows["generated_on"] <= day]
    unanswered = known["answered_on"] > day
    known = known.assign(
        state=known["state"].mask(unanswered, "received").mask(unanswered & ~(known["received_on"] <= day), "sent")
        .mask(known["sent_on"] > day, "generated"),
        agreed_balance=known["agreed_balance"].mask(unanswered),
        sent_on=known["sent_on"].mask(known["sent_on"] > day),
    )  # fmt: skip
    for row in known.sort_values(["period_to", "row_key"], ascending=False).to_dict("records"):
        found.setdefault((int(row["customer_key"]), str(row["currency"])), []).append(row)
    return found


def _open_differences(rows: pd.DataFrame | None, as_of: dt.date) -> dict[tuple[int, str], tuple[int, int]]:
    if rows is None:
        return {}
    day = pd.Timestamp(as_of)
    known = rows[((rows["state"] == "open") | (rows["closed_on"] > day)) & (rows["found_on"] <= day)]
    by = known.groupby(["customer_key", "currency"])["difference"].agg(["count", "sum"])
    return {(int(key), str(currency)): (int(count), int(total)) for (key, currency), count, total in by.itertuples(name=None)}


def _status(statement: Any, as_of: dt.date) -> Status:
    if statement is None:
        return "none"
    state: Status = statement["state"]
    waiting = state in ("sent", "received")
    return "silent" if waiting and pd.notna(statement["reply_by"]) and statement["reply_by"] < pd.Timestamp(as_of) else state


@dataclass(frozen=True)
class RoundMeasures:
    """How a round stands in one currency: accounts by status, measures, statements issued again."""

    by_status: dict[Status, int]
    due: int
    late: int
    in_time: Fraction | None
    response: Fraction | None
    confirmed: Metric
    confirmed_items: Metric
    reissued: int
    balance: int
    agreed: int

    @property
    def sent(self) -> int:
        """How many were sent, whatever came of it."""
        return sum(self.by_status[status] for status in SENT)


def measures(listed: pd.DataFrame, statements: pd.DataFrame | None, currency: str, policy: Policy, end: dt.date) -> RoundMeasures:
    """The measures of `rounds` in a currency. In time: sent by the policy's day ÷ due; response: answered ÷ sent."""
    mine = listed[listed["currency"] == currency]
    counts: dict[Status, int] = {status: int((mine["status"] == status).sum()) for status in STATUSES}
    sent = mine[mine["status"].isin(SENT)]
    on_day = pd.to_datetime(sent["sent_on"]) <= pd.Timestamp(due.deadline(end, policy.collecting))
    expected = int(mine["due"].sum())
    answered = counts["agreed"] + counts["differs"]
    balances = sent[["currency", "balance"]].assign(confirmed=sent["status"] == "agreed")
    by_amount, by_number = confirmation(balances, currency=currency)
    return RoundMeasures(
        by_status=counts,
        due=expected,
        late=int(mine["late"].sum()),
        in_time=Fraction(int((on_day & sent["due"]).sum()), expected) if expected else None,
        response=Fraction(answered, len(sent)) if len(sent) else None,
        confirmed=by_amount,
        confirmed_items=by_number,
        reissued=reissued(statements, currency),
        balance=int(mine["balance"].sum()),
        agreed=int(mine.loc[mine["status"] == "agreed", "balance"].sum()),
    )


def reissued(statements: pd.DataFrame | None, currency: str) -> int:
    """How many statements repeat one of the same customer, kind and day."""
    if statements is None:
        return 0
    mine = statements[statements["currency"] == currency]
    return int(mine.duplicated(["customer_key", "mode", "period_to"]).sum())


def filtered(listed: pd.DataFrame, show: Show) -> pd.DataFrame:
    """The rows of one of the lists."""
    if show == "all":
        return listed
    wanted = {
        "due": listed["due"],
        "late": listed["late"],
        "waiting": listed["status"].isin(["sent", "received", "silent"]),
        "differs": (listed["status"] == "differs") | (listed["differences"] > 0),
    }
    return listed[wanted[show]].reset_index(drop=True)


def answer(found: RoundMeasures, end: dt.date, currency: str, unit: Unit) -> Message:
    """Who confirmed and who differs, in one sentence."""
    return say(
        "As of {date}: {due} accounts are due a statement, {sent} were sent, {agreed} agreed, {differs} differ, {silent} have not "
        "replied in time; {amount} of {balance} is confirmed.",
        date=end.isoformat(),
        due=found.due,
        sent=found.sent,
        agreed=found.by_status["agreed"],
        differs=found.by_status["differs"],
        silent=found.by_status["silent"],
        amount=wording.amount(found.agreed, currency, unit),
        balance=wording.amount(found.balance, currency, unit),
    )


def late_answer(listed: pd.DataFrame, found: RoundMeasures) -> Message:
    """By the calendar: how many are overdue and since when, and how much of what was sent is confirmed."""
    late = listed[listed["late"]]
    if not len(late):
        return say("Every statement that the calendar asks for has been sent; {rate} of what was sent is confirmed.",
                   rate=wording.percent(found.confirmed.value))  # fmt: skip
    return say(
        "{count} statements should have been sent, the first by {date}; {rate} of what was sent is confirmed.",
        count=len(late),
        date=late["send_by"].min().date().isoformat(),
        rate=wording.percent(found.confirmed.value),
    )
