"""Findings: exceptions that somebody takes up or judges harmless, as they stood at a date, and how long they have been open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from arcore.audit.model import SEVERITY_LABELS, TESTS, AuditException
from arcore.books import Books
from arcore.i18n import Language
from arcore.messages import Message, say
from arcore.registers.audit import OPEN_STATES
from arcore.registers_at import registers_at

AGES = (30, 60, 90)
"""The upper ends, in days since a finding was recorded, of every age but the last."""

DEPARTMENT = dict.fromkeys(TESTS, "finance") | {"moved_due_dates": "sales", "credit_notes": "sales"}
"""Who is asked first about what a test finds."""


@dataclass(frozen=True)
class Judged:
    """Exceptions nobody has judged yet, and the findings made of the others by reference."""

    new: tuple[AuditException, ...]
    dealt: Mapping[str, Any]


def findings_at(books: Books, as_of: dt.date) -> pd.DataFrame:
    """The register's rows recorded by `as_of` as known then: what was closed later is open, what was judged harmless later is not there."""
    rows = registers_at(books, as_of)["findings"]
    day = pd.Timestamp(as_of)
    later = rows["closed_on"] > day
    known = rows[(rows["found_on"] <= day) & ~(later & (rows["state"] == "harmless"))]
    later = later[known.index]
    return known.assign(
        state=known["state"].mask(later, OPEN_STATES[0]),
        **{name: known[name].mask(later) for name in ("outcome", "closed_on", "evidence")},
    ).reset_index(drop=True)


def judged(exceptions: Sequence[AuditException], findings: pd.DataFrame) -> Judged:
    """Which exceptions wait. `findings`: `findings_at`; an exception that was judged once is not asked about again."""
    dealt = {row["exception_ref"]: row for row in findings.to_dict("records") if isinstance(row["exception_ref"], str)}
    return Judged(tuple(one for one in exceptions if one.ref not in dealt), dealt)


def finding_for(one: AuditException, *, who: str, owner: str, today: dt.date, due: dt.date, lang: Language) -> dict[str, Any]:
    """The row of the register that takes an exception up; its title is the exception's own sentence, its action what to look at."""
    return {**_about(one, who, today, lang), "owner": owner, "due_on": due, "action": one.look_at.text(lang), "state": "open"}


def harmless_for(one: AuditException, *, who: str, reason: str, today: dt.date, lang: Language) -> dict[str, Any]:
    """The row that keeps an exception from being asked about again, with the reason."""
    return {**_about(one, who, today, lang), "state": "harmless", "outcome": reason, "closed_on": today}


def _about(one: AuditException, who: str, today: dt.date, lang: Language) -> dict[str, Any]:
    title = TESTS[one.test].title.text(lang) + (f" {one.number}" if one.number else "")
    colon = "：" if lang == "zh" else ": "
    return {
        "title": f"{title}{colon}{one.evidence.text(lang)}",
        "exception_ref": one.ref,
        "severity": one.severity,
        "amount": one.amount or None,
        "currency": one.currency,
        "found_on": today,
        "found_by": who,
        "department": DEPARTMENT[one.test],
    }


def open_findings(findings: pd.DataFrame, as_of: dt.date) -> pd.DataFrame:
    """Those to be corrected, the gravest and oldest first, with `days_open` and `days_left` (negative: late)."""
    rows = findings[findings["state"].isin(OPEN_STATES)]
    day = pd.Timestamp(as_of)
    rows = rows.assign(
        days_open=(day - rows["found_on"]).dt.days.astype("int64"), days_left=(rows["due_on"] - day).dt.days.astype("Int64"),
        rank=rows["severity"].map({name: place for place, name in enumerate(SEVERITY_LABELS)}),
    )  # fmt: skip
    return rows.sort_values(["rank", "found_on", "row_key"]).drop(columns="rank").reset_index(drop=True)


def ageing(findings: pd.DataFrame, as_of: dt.date) -> pd.DataFrame:
    """A row per severity that has open findings: severity, a count for each age (`age_0` the youngest), open, late."""
    rows = open_findings(findings, as_of)
    places = pd.cut(rows["days_open"], [-1, *AGES, 10**6], labels=False)
    late = rows["days_left"].lt(0).fillna(False)
    counted = []
    for severity in SEVERITY_LABELS:
        mine = rows["severity"] == severity
        if mine.any():
            ages = {f"age_{place}": int((mine & (places == place)).sum()) for place in range(len(AGES) + 1)}
            counted.append({"severity": severity, **ages, "open": int(mine.sum()), "late": int((mine & late).sum())})
    return pd.DataFrame(counted, columns=["severity", *(f"age_{place}" for place in range(len(AGES) + 1)), "open", "late"])


def age_words(place: int) -> Message:
    """What an age of `ageing` is called."""
    if place == len(AGES):
        return say("Over {days} days", days=AGES[-1])
    return say("{first}–{last} days", first=AGES[place - 1] + 1 if place else 0, last=AGES[place])


def test_rows(exceptions: Sequence[AuditException], found: Judged, switches: Mapping[str, bool], lang: Language) -> pd.DataFrame:
    """A row per test: name, test, look_at, state, found, waiting, findings (open or closed), harmless."""
    rows = []
    for name, test in TESTS.items():
        mine = [one for one in exceptions if one.test == name]
        states = [str(found.dealt[one.ref]["state"]) for one in mine if one.ref in found.dealt]
        harmless = states.count("harmless")
        rows.append(
            {
                "name": name, "test": test.title.text(lang), "look_at": test.look_at.text(lang),
                "state": (say("On") if switches[name] else say("Off")).text(lang), "found": len(mine),
                "waiting": len(mine) - len(states), "findings": len(states) - harmless, "harmless": harmless,
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def amounts(exceptions: Sequence[AuditException]) -> dict[tuple[str, str], int]:
    """(test, currency) → what its exceptions come to, each amount without its sign, minor units."""
    sums: dict[tuple[str, str], int] = {}
    for one in exceptions:
        sums[one.test, one.currency] = sums.get((one.test, one.currency), 0) + abs(one.amount)
    return sums


def exception_rows(exceptions: Sequence[AuditException], lang: Language) -> pd.DataFrame:
    """A row per exception, in their order: ref, severity, test, number, customer, on, amount, currency, evidence, look_at."""
    rows = [
        {
            "ref": one.ref, "severity": SEVERITY_LABELS[one.severity].text(lang), "test": TESTS[one.test].title.text(lang),
            "number": one.number, "customer_id": one.customer_id, "customer": one.customer_name,
            "on": pd.NaT if one.on is None else pd.Timestamp(one.on), "amount": one.amount, "currency": one.currency,
            "evidence": one.evidence.text(lang), "look_at": one.look_at.text(lang),
        }
        for one in exceptions
    ]  # fmt: skip
    names = ("ref", "severity", "test", "number", "customer_id", "customer", "on", "amount", "currency", "evidence", "look_at")
    return pd.DataFrame(rows, columns=list(names))


def counts(found: Judged, findings: pd.DataFrame, as_of: dt.date) -> dict[str, int]:
    """How internal control stands: exceptions `waiting` and `grave` among them, findings `open` and `late` among them."""
    work = open_findings(findings, as_of)
    late = int(work["days_left"].lt(0).fillna(False).sum())
    grave = sum(one.severity == "high" for one in found.new)
    return {"waiting": len(found.new), "grave": grave, "open": len(work), "late": late}


def answer(found: Judged, findings: pd.DataFrame, as_of: dt.date) -> Message:
    """The same in one sentence."""
    words = counts(found, findings, as_of)
    return say("{waiting} exceptions wait to be judged, {grave} of them grave; {open} findings are open, {late} of them late.", **words)
