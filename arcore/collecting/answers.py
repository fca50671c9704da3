"""What the collections page says in one sentence, and its rows in words."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pandas as pd

from arcore.collecting.promises import STATE_TITLES, kept_rates
from arcore.collecting.worklist import broken, due_today, silent
from arcore.dunning import EXCLUSIONS, STEP_TITLES, WHY
from arcore.i18n import Language
from arcore.messages import Message, say
from arcore.money import Unit
from arcore.registers import REGISTERS
from arcore.wording import amount, percent

FOLLOW_UP = say("Follow-up agreed")
UNNAMED = say("Nobody named")
REASON_TITLES: Mapping[str, Message] = {**WHY, "follow_up": FOLLOW_UP}


def answer(rows: pd.DataFrame, currency: str, unit: Unit, silent_days: int) -> Message:
    """Whom do we contact today? `rows` of the worklist in one currency."""
    due = due_today(rows)
    if not len(rows):
        return say("Nothing is overdue: nobody has to be contacted.")
    words: dict[str, object] = {"due": len(due), "amount": amount(int(due["amount"].sum()), currency, unit)}
    words |= {"broken": len(broken(rows)), "silent": len(silent(rows, silent_days))}
    return say(
        "{due} customers are to be contacted today about {amount}; {broken} have broken a promise, "
        "{silent} have not been contacted for {days} days.",
        **words,
        days=silent_days,
    )


def promises_kept(states: pd.DataFrame, customer_key: int, currency: str) -> Message | None:
    """How a customer has kept its promises in one currency; None where none has run out (domain rules §4.5)."""
    rates = kept_rates(states[(states["customer_key"] == customer_key) & (states["currency"] == currency)])
    if not len(rates):
        return None
    words = {name: int(rates[name].iloc[0]) for name in ("kept", "due", "received", "promised")}
    share = percent(Fraction(words["received"], words["promised"]))
    return say("{kept} of {due} promises kept in full; {share} of the promised amount came in time.", **words, share=share)


def in_words(rows: pd.DataFrame, lang: Language) -> pd.DataFrame:
    """The worklist's step, why, promise and channel as people read them, and the chance of paying late in percent (`late_share`)."""
    channels = REGISTERS["contacts"].field("channel").labels(lang)

    def said(titles: Mapping[str, Message], column: str) -> list[str]:
        return [titles[value].text(lang) if value else "" for value in rows[column].tolist()]

    return rows.assign(
        step=said(STEP_TITLES, "step"),
        why=said(REASON_TITLES, "why"),
        promise=said(STATE_TITLES, "promise"),
        last_channel=[channels.get(value, "") for value in rows["last_channel"].tolist()],
        late_share=[value / 10 for value in rows["chance"].tolist()],
    )


def promises_in_words(states: pd.DataFrame, lang: Language) -> pd.DataFrame:
    """`promises.COLUMNS`, the promise made last first, its state as people read it."""
    rows = states.sort_values(["made_on", "row_key"], ascending=[False, False]).reset_index(drop=True)
    return rows.assign(state=[STATE_TITLES[value].text(lang) for value in rows["state"].tolist()])


def reasons_in_words(rows: pd.DataFrame, lang: Language) -> pd.DataFrame:
    """`statistics.reasons` with `label`."""
    words = REGISTERS["contacts"].field("reason").labels(lang)
    return rows.assign(label=[words[value] for value in rows["reason"].tolist()])


def recovery_in_words(rows: pd.DataFrame, column: str, lang: Language) -> pd.DataFrame:
    """`recovery.by` a column with `label`, the recovery rate in percent (`rate`, NA where nothing was overdue) and `rate_words`."""
    named = [STEP_TITLES[value].text(lang) if column == "step" else value or UNNAMED.text(lang) for value in rows[column].tolist()]
    parts = zip(rows["collected"].tolist(), rows["overdue"].tolist(), strict=True)
    rates = [Fraction(came, owed) if owed else None for came, owed in parts]
    shares = pd.array([None if rate is None else float(rate * 100) for rate in rates], dtype="Float64")
    return rows.assign(label=named, rate=shares, rate_words=[percent(rate) for rate in rates])


def items_in_words(items: pd.DataFrame, lang: Language) -> pd.DataFrame:
    """The documents with step and exclusion as people read them."""
    return items.assign(
        step=[STEP_TITLES[value].text(lang) if value else "" for value in items["step"].tolist()],
        excluded=[EXCLUSIONS[value].text(lang) if value else "" for value in items["excluded"].tolist()],
    )
