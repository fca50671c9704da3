"""The outbox: what is still to be sent, what became of a message, and the paper that went with it.

A message is claimed before it is sent, so that a second run or a crash can lose one but never send it twice; what failed is
tried again by later runs, up to the policy's number of times and while it is still news.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal

import pandas as pd

from arcore.i18n import Language
from arcore.ledger import RowChange
from arcore.messages import Message, say
from arcore.policy import Policy
from arcore.registers import REGISTERS
from arcore.registers.attachments import attachment
from arcore.registers.checks import Given
from arcore.registers.subjects import plain_row, plain_value
from arcore.sending.gateways import is_mail
from arcore.sending.reminders import address_in

REGISTER = REGISTERS["outbox"]
KEEP_DAYS = {"pre_due": 0, "statement": 14, "dunning": 7}
"""For how many days after it was written a message may still go out."""

PAPERS = {"statement": ("statements", "number"), "dunning": ("letters", "letter_no")}
"""The register and the field that a message's `about` names, by kind."""

CHANNELS: dict[str, Message] = {
    "eml": say("E-mail draft"),
    "mailto": say("Mail"),
    "mailtos": say("Mail"),
    "wecombot": say("WeCom"),
    "dingtalk": say("DingTalk"),
    "feishu": say("Feishu"),
    "lark": say("Feishu"),
}
"""What the ways out are called; others by the first part of their address."""

Show = Literal["open", "failed", "drafts", "sent", "all"]
SHOWS: dict[Show, Message] = {
    "open": say("To be sent"),
    "failed": say("Failed or without address"),
    "drafts": say("Drafts"),
    "sent": say("Sent"),
    "all": say("All messages"),
}
STATES: dict[Show, tuple[str, ...]] = {
    "open": ("waiting", "sending"),
    "failed": ("failed", "no_address"),
    "drafts": ("draft",),
    "sent": ("sent", "delivered"),
}


def deliverable(rows: pd.DataFrame, today: dt.date, policy: Policy) -> list[Any]:
    """The messages that a run may try today: waiting, or failed fewer times than the policy allows; still news."""
    most = policy.collecting.send_attempts
    records: list[Any] = rows.sort_values(["written_on", "row_key"]).to_dict("records")
    return [row for row in records if _may_try(row, today, most)]


def addressed(rows: pd.DataFrame, customers: pd.DataFrame) -> pd.DataFrame:
    """The messages, those without address with the one the customer has by now: they wait to be sent then."""
    emails = customers["email"] if "email" in customers else pd.Series(pd.NA, index=customers.index, dtype="str")
    known = dict(zip(customers["customer_key"].tolist(), [address_in(each) for each in emails], strict=True))
    found = rows["customer_key"].map(known).where(rows["recipient"].isna(), "").fillna("")
    recipient = rows["recipient"].where(found == "", found)
    state = rows["state"].mask((rows["state"] == "no_address") & (found != ""), "waiting")
    return rows.assign(recipient=recipient, state=state)


def _may_try(row: Any, today: dt.date, most: int) -> bool:
    age = (pd.Timestamp(today) - row["written_on"]).days
    tries = 0 if pd.isna(row["attempts"]) else int(row["attempts"])
    again = row["state"] == "waiting" or (row["state"] == "failed" and tries < most)
    return bool(again and 0 <= age <= KEEP_DAYS[row["kind"]])


def given_up(rows: pd.DataFrame, policy: Policy) -> int:
    """How many messages failed as often as the policy allows."""
    failed = rows[rows["state"] == "failed"]
    return int((failed["attempts"].fillna(0) >= policy.collecting.send_attempts).sum())


def claimed(row: Mapping[str, Any], today: dt.date) -> RowChange:
    """The message as it is while it is being sent: one more attempt."""
    tries = 0 if pd.isna(row["attempts"]) else int(row["attempts"])
    values = {**plain_row(REGISTER, row), "state": "sending", "attempts": tries + 1, "tried_on": today, "result": None}
    return RowChange("outbox", values, row_key=int(row["row_key"]), entry=int(row["entry"]))


def became(
    row: Mapping[str, Any], registers: Mapping[str, pd.DataFrame], state: str, *, today: dt.date, channel: str = "", result: str = ""
) -> list[RowChange]:
    """The message in its new state and, where it went out, its statement or letter as sent; `row` as it is now."""
    told = {"result": result or plain_value(row["result"]), "channel": channel or plain_value(row["channel"])}
    values: dict[str, Given] = {**plain_row(REGISTER, row), "state": state, **told}
    if state == "delivered":
        values["delivered_on"] = today
    change = RowChange("outbox", values, row_key=int(row["row_key"]), entry=int(row["entry"]))
    paper = _paper_sent(row, registers, today, channel) if state in ("sent", "delivered") else None
    return [change, paper] if paper else [change]


def _paper_sent(row: Mapping[str, Any], registers: Mapping[str, pd.DataFrame], today: dt.date, channel: str) -> RowChange | None:
    """The statement or letter that the message carried, unless it is marked as sent already."""
    if row["kind"] not in PAPERS or pd.isna(row["about"]):
        return None
    name, number = PAPERS[row["kind"]]
    rows = registers[name]
    mine = rows[(rows[number] == row["about"]) & (rows["customer_key"] == row["customer_key"]) & rows["sent_on"].isna()]
    if not len(mine):
        return None
    paper = mine.iloc[-1]
    values: dict[str, Given] = {**plain_row(REGISTERS[name], paper), "sent_on": today}
    by_letter, by_statement = _way(row, channel)
    if name == "letters":
        values |= {"sent_by": by_letter}
    else:
        values |= {"state": "sent", "channel": by_statement, "sent_to": plain_value(row["recipient"])}
    return RowChange(name, values, row_key=int(paper["row_key"]), entry=int(paper["entry"]))


def _way(row: Mapping[str, Any], channel: str) -> tuple[str, str]:
    """How it went, as the registers of letters and of statements say it: without an address a person took it to the post."""
    if not isinstance(row["recipient"], str):
        return "courier", "post"
    mailed = is_mail(channel or str(plain_value(row["channel"]) or "eml"))
    return ("email", "email") if mailed else ("message", "wechat")


def file_of(row: Mapping[str, Any]) -> tuple[str, str] | None:
    """The hash and the name of the file that goes with the message."""
    kept = attachment(plain_value(row["attachment"]))
    return (kept.sha256, kept.name) if kept else None


def channel_said(channel: object, lang: Language) -> str:
    """The ways a message went out by, in words."""
    parts = channel.split(", ") if isinstance(channel, str) and channel else []
    words = [CHANNELS[part].text(lang) if part in CHANNELS else part for part in parts]
    return ("、" if lang == "zh" else ", ").join(dict.fromkeys(words))


def filtered(rows: pd.DataFrame, show: Show) -> pd.DataFrame:
    """The messages of one list, the newest first."""
    mine = rows if show == "all" else rows[rows["state"].isin(STATES[show])]
    return mine.sort_values(["written_on", "row_key"], ascending=[False, False]).reset_index(drop=True)


def answer(rows: pd.DataFrame, policy: Policy) -> Message:
    """How many messages wait, failed, are drafts, went out."""
    counts = {show: len(filtered(rows, show)) for show in SHOWS}
    return say(
        "{open} messages wait to be sent, {failed} failed or lack an address ({given_up} of them are not tried again), {drafts} lie as "
        "drafts, {sent} were sent.",
        given_up=given_up(rows, policy),
        **counts,
    )
