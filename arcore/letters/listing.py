"""Who is due which letter: one row per customer and currency with something overdue that is dunned.

A letter of the tone, or a sterner one, that was written for the documents since they fell due is not written again; whether
it went out is another question, and only then is the step done.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import pandas as pd

from arcore import wording
from arcore.collecting.named import Named, covers, named
from arcore.dunning import STEP_TITLES, STEPS
from arcore.i18n import Language
from arcore.letters.tones import TONE_TITLES, TONES, WRITTEN, Tone, at_least, tone_of
from arcore.messages import Message, say
from arcore.money import Unit
from arcore.registers.frames import DATES

Status = Literal["due", "written", "sent", "none"]
STATUSES: dict[Status, Message] = {
    "due": say("To be written"),
    "written": say("Written, not sent"),
    "sent": say("Sent"),
    "none": say("No letter due"),
}
COLUMNS = (
    *("row_id", "customer_key", "customer_id", "customer_name", "currency", "grade", "step", "tone", "status", "amount", "documents"),
    *("days", "excluded", "unapplied", "last_no", "last_tone", "last_sent", "email"),
)


def listed(
    items: pd.DataFrame,
    *,
    letters: pd.DataFrame,
    documents: pd.DataFrame,
    customers: pd.DataFrame,
    unapplied: pd.DataFrame,
    grades: Mapping[int, str],
    known: dt.date,
) -> pd.DataFrame:
    """`COLUMNS` from `dunning.steps` and the register of letters; what is due first, the largest amounts first.

    amount, excluded, unapplied: minor units · days: of the oldest dunned document · last_*: the newest letter written by
    the day `known` ('' none, NaT not sent).
    """
    customer_of: dict[int, Any] = {int(row["customer_key"]): row for row in customers.to_dict("records")}
    wrote = _by_customer(letters[(letters["written_on"] <= pd.Timestamp(known)) & letters["customer_key"].notna()], documents)
    held = unapplied[unapplied["customer_key"].notna()].groupby(["customer_key", "currency"])["unapplied"].sum()
    groups: Any = items.groupby(["customer_key", "currency"], sort=True)
    rows = []
    for (key, currency), mine in groups:
        dunned = mine[mine["excluded"] == ""]
        if not len(dunned):
            continue
        customer, grade = customer_of[int(key)], grades.get(int(key), "")
        own = [row for row in wrote.get(int(key), ()) if row["currency"] == currency or not isinstance(row["currency"], str)]
        step, tone, status = _due(dunned, grade, own)
        last = own[-1] if own else None
        number = customer["customer_id"] if pd.notna(customer["customer_id"]) else customer["customer_name"]
        email = customer.get("email")
        rows.append(
            {
                "row_id": f"{int(key)}|{currency}", "customer_key": int(key), "customer_id": number,
                "customer_name": customer["customer_name"] if pd.notna(customer["customer_name"]) else number, "currency": currency,
                "grade": grade, "step": step, "tone": tone, "status": status, "amount": int(dunned["chased"].sum()),
                "documents": len(dunned), "days": int(dunned["days_past_due"].max()),
                "excluded": int(mine["open"].sum() - dunned["chased"].sum()), "unapplied": int(held.get((key, currency), 0)),
                "last_no": last["letter_no"] if last else "", "last_tone": last["tone"] if last else "",
                "last_sent": last["sent_on"] if last else pd.NaT, "email": email if isinstance(email, str) else "",
            }
        )  # fmt: skip
    rows.sort(key=lambda row: (list(STATUSES).index(row["status"]), -row["amount"], row["customer_id"]))
    whole = dict.fromkeys(("customer_key", "amount", "documents", "days", "excluded", "unapplied"), "int64")
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({**whole, "last_sent": DATES})


def _by_customer(letters: pd.DataFrame, documents: pd.DataFrame) -> dict[int, list[Any]]:
    """Each customer's letters with the documents they name, oldest first."""
    found: dict[int, list[Any]] = {}
    ordered = letters.sort_values(["written_on", "row_key"])
    for row, about in zip(ordered.to_dict("records"), named(ordered, documents), strict=True):
        found.setdefault(int(row["customer_key"]), []).append({**row, "about": about})
    return found


def _due(dunned: pd.DataFrame, grade: str, letters: Sequence[Any]) -> tuple[str, Tone, Status]:
    """The step, its tone, and how far the letter is."""
    places = [STEPS.index(step) for step in dunned["step"] if step]
    step = STEPS[max(places)] if places else ""
    at = dunned[dunned["step"] == step]
    reached = step or STEPS[max(0, int(dunned["reached"].max()))]
    tone = tone_of(reached, grade)
    for letter in reversed(letters):
        if at_least(letter["tone"], tone) and _answers(at, letter["written_on"], letter["about"]):
            return step, tone, "sent" if pd.notna(letter["sent_on"]) else "written"
    return step, tone, "due" if step in WRITTEN else "none"


def _answers(items: pd.DataFrame, written: pd.Timestamp, about: Named) -> bool:
    """Whether a letter written on a day about these documents answers all of `items`: after each fell due."""
    return all(written > due and covers(about, int(key)) for key, due in zip(items["document_key"], items["due_date"], strict=True))


def with_status(rows: pd.DataFrame, status: Status) -> pd.DataFrame:
    """The rows of one status."""
    return rows[rows["status"] == status].reset_index(drop=True)


def answer(rows: pd.DataFrame, currency: str, unit: Unit) -> Message:
    """How many letters are due, of which tone, for how much, and how many wait to be sent; `rows` of one currency."""
    due, waiting = with_status(rows, "due"), with_status(rows, "written")
    counts = {tone: int((due["tone"] == tone).sum()) for tone in TONES}
    return say(
        "Letters due: {count} for {amount} (friendly reminders {gentle}, requests {formal}, final demands {final}); written and not sent: "
        "{waiting}.",
        count=len(due),
        amount=wording.amount(int(due["amount"].sum()), currency, unit),
        waiting=len(waiting),
        **counts,
    )


def in_words(rows: pd.DataFrame, lang: Language) -> pd.DataFrame:
    """The rows with step, tone, last letter and status as people read them."""
    tones = {str(tone): title.text(lang) for tone, title in TONE_TITLES.items()}
    steps = {step: title.text(lang) for step, title in STEP_TITLES.items()}
    said = {str(status): title.text(lang) for status, title in STATUSES.items()}
    return rows.assign(
        step_said=rows["step"].map(steps).fillna(""),
        tone_said=rows["tone"].map(tones),
        status_said=rows["status"].map(said),
        last_said=rows["last_tone"].map(tones).fillna(""),
    )


def one_answer(said: pd.DataFrame, unit: Unit) -> Message:
    """What one customer is due, of a single row of `in_words`."""
    row: Any = said.iloc[0].to_dict()
    return say(
        "{status}: {tone}, {amount} of {documents} documents, the oldest {days} days past due.",
        status=row["status_said"],
        tone=row["tone_said"],
        amount=wording.amount(int(row["amount"]), str(row["currency"]), unit),
        documents=row["documents"],
        days=row["days"],
    )
