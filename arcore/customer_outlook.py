"""What is to come from one customer, and what is open with it: expected payments with reasons, warnings, tasks, deliveries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from arcore.collecting.agreements import Agreements, open_claims
from arcore.forecast.expected import REASONS
from arcore.i18n import Language
from arcore.messages import Message, say
from arcore.money import Unit
from arcore.registers import REGISTERS
from arcore.registers.frames import is_open, known_at
from arcore.warnings import RESPONSES, RULES, SEVERITY_LABELS, RiskWarning
from arcore.wording import amount


def expected_payments(parts: pd.DataFrame, foretold: pd.DataFrame, customer_key: int, lang: Language) -> pd.DataFrame:
    """The forecast's parts of one customer's documents, the earliest first, those without a day last.

    document_key, document_no, currency, due_date, amount, expected, delay, `reason` in words, `late` (chance in percent, NA where
    nothing is foretold: due already) and `why`, the prediction's reasons in words.
    """
    mine = parts[parts["customer_key"] == customer_key]
    known = foretold.drop_duplicates("document_key").set_index("document_key")
    separator = "；" if lang == "zh" else "; "
    told = zip(foretold["document_key"].tolist(), foretold["reasons"].tolist(), strict=True)
    whys = {int(key): separator.join(each.text(lang) for each in found) for key, found in told}
    keys = mine["document_key"]
    return (
        mine.assign(
            reason=[REASONS[basis].text(lang) for basis in mine["basis"]],
            late=keys.map(known["late"] * 100).astype("Float64"),
            why=[whys.get(int(key), "") if pd.notna(key) else "" for key in keys],
        )
        .sort_values(["expected", "due_date", "document_key"], na_position="last")
        .reset_index(drop=True)
    )


def expected_sentence(rows: pd.DataFrame, as_of: dt.date, currency: str, unit: Unit, days: int = 30) -> Message:
    """What should come in within `days` of `as_of`, and what is not expected by then; rows of `expected_payments` in one currency."""
    soon = rows["expected"] <= pd.Timestamp(as_of) + pd.Timedelta(days=days)
    words = {
        "amount": amount(int(rows.loc[soon, "amount"].sum()), currency, unit),
        "count": rows.loc[soon, "document_key"].nunique(),
        "beyond": amount(int(rows.loc[~soon, "amount"].sum()), currency, unit),
        "days": days,
    }
    return say("{amount} from {count} documents should come in within {days} days; {beyond} is not expected by then.", **words)


def warning_rows(found: Sequence[RiskWarning], customer_key: int, lang: Language) -> pd.DataFrame:
    """One customer's warnings: rule (its name), urgency, title, message, advice (the response recommended first)."""
    mine = [one for one in found if one.customer_key == customer_key]
    records = [
        (
            one.rule,
            SEVERITY_LABELS[one.severity].text(lang),
            RULES[one.rule].title.text(lang),
            one.message.text(lang),
            RESPONSES[one.responses[0]].title.text(lang),
        )
        for one in mine
    ]
    return pd.DataFrame(records, columns=["rule", "urgency", "title", "message", "advice"])


def open_tasks(tasks: pd.DataFrame, customer_key: int, as_of: dt.date) -> pd.DataFrame:
    """One customer's tasks still to be done at `as_of`, the earliest due first, with `days_left`."""
    known = known_at(tasks, REGISTERS["tasks"], as_of)
    mine = known[known["customer_key"].eq(customer_key).fillna(False) & is_open(known, REGISTERS["tasks"])]
    rows = mine.assign(days_left=(mine["due_on"] - pd.Timestamp(as_of)).dt.days.astype("Int64"))
    return rows.sort_values(["due_on", "row_key"]).reset_index(drop=True)


def agreement_sentences(found: Agreements, customer_key: int) -> tuple[Message, ...]:
    """What is open with one customer: promises that run or were broken, disputes, holds, plans."""
    promises = found.promises[found.promises["customer_key"] == customer_key]
    sentences = []
    for row in promises[promises["state"] == "running"].to_dict("records"):
        sentences.append(say("A promise to pay runs until {date}.", date=row["date"].date().isoformat()))
    broken = int(promises["state"].isin(["broken", "partly"]).sum())
    if broken:
        sentences.append(say("{count} promises were broken or kept in part.", count=broken))
    disputes = open_claims(found)
    disputed = int((disputes["customer_key"] == customer_key).sum())
    if disputed:
        sentences.append(say("{count} documents are in dispute.", count=disputed))
    for row in found.holds[found.holds["customer_key"] == customer_key].to_dict("records"):
        sentences.append(say("Collection is on hold until {date}.", date=row["until"].date().isoformat()))
    for plan in (each for each in found.plans if each.customer_key == customer_key):
        words = {"date": plan.instalments[-1].due.isoformat(), "count": len(plan.instalments)}
        sentences.append(
            say("A plan has failed: everything is due at once.")
            if plan.standing.accelerated
            else say("A plan of {count} instalments runs until {date}.", **words)
        )
    return tuple(sentences)
