"""What could be improved next: open suggestions and audit findings, what customers complain about most; unless the log has it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from arcore.i18n import Language
from arcore.messages import Message, both, say
from arcore.registers.audit import FINDINGS
from arcore.registers.frames import is_open, known_at
from arcore.registers.model import Register
from arcore.registers.service import FEEDBACK, SUGGESTIONS
from arcore.registers.subjects import plain_value
from arcore.registers.training import IMPROVEMENTS
from arcore.registers_at import rows_of

YEAR = 365
VITAL_PERCENT = 80
"""The Pareto rule: the categories that together make up this much of the complaints."""

COLUMNS = ("place", "origin", "ref", "what", "who", "since", "count")


@dataclass(frozen=True)
class Candidate:
    """Where it comes from (as the log's `origin`), its reference there, what it is, who brought it, since when, how often."""

    origin: str
    ref: str
    what: Message
    who: str
    since: dt.date
    count: int = 1


def candidates(registers: Mapping[str, pd.DataFrame], as_of: dt.date) -> list[Candidate]:
    """Everything known at `as_of` that no improvement was made of; suggestions first, then findings, then feedback, the
    most frequent first.

    A kind of complaint comes back a year after the last improvement of it was started, unless that is still under way.
    """
    known = known_at(rows_of(registers, IMPROVEMENTS.name), IMPROVEMENTS, as_of)
    recent = known["started_on"] > pd.Timestamp(as_of) - pd.Timedelta(days=YEAR)
    known = known[recent | is_open(known, IMPROVEMENTS) | (known["origin"] != "feedback")]
    taken = set(zip(known["origin"], known["origin_ref"].fillna(""), strict=True))
    found = (*_suggested(registers, as_of), *_audited(registers, as_of), *_complained(registers, as_of))
    return [one for one in found if (one.origin, one.ref) not in taken]


def waiting(registers: Mapping[str, pd.DataFrame], as_of: dt.date) -> pd.DataFrame:
    """The suggestions not settled at `as_of`."""
    return _unsettled(registers, SUGGESTIONS, as_of)


def _unsettled(registers: Mapping[str, pd.DataFrame], register: Register, as_of: dt.date) -> pd.DataFrame:
    """The rows known at `as_of` that are open, or were closed only later."""
    known = known_at(rows_of(registers, register.name), register, as_of)
    later = (known["closed_on"] > pd.Timestamp(as_of)).fillna(False).astype(bool)
    return known[is_open(known, register) | later].reset_index(drop=True)


def _suggested(registers: Mapping[str, pd.DataFrame], as_of: dt.date) -> Iterator[Candidate]:
    for row in waiting(registers, as_of).to_dict("records"):
        said = str(row["what"])
        yield Candidate("suggestion", f"JY{row['row_key']}", both(said, said), str(row["person"]), row["made_on"].date())


def _audited(registers: Mapping[str, pd.DataFrame], as_of: dt.date) -> Iterator[Candidate]:
    for row in _unsettled(registers, FINDINGS, as_of).to_dict("records"):
        said = str(row["title"])
        yield Candidate("audit", f"SJ{row['row_key']}", both(said, said), str(row["found_by"]), row["found_on"].date())


def _complained(registers: Mapping[str, pd.DataFrame], as_of: dt.date) -> Iterator[Candidate]:
    """The few categories that make up most complaints of a year; the category's own name is the reference."""
    known = known_at(rows_of(registers, FEEDBACK.name), FEEDBACK, as_of)
    year = pd.Timestamp(as_of) - pd.Timedelta(days=YEAR)
    mine = known[(known["received_on"] > year) & (known["category"] != "praise")]
    titles = FEEDBACK.field("category").words()
    counted = mine.groupby("category")["received_on"].agg(["size", "min"]).sort_values(["size", "min"], ascending=[False, True])
    before = 0
    for category, (count, first) in zip(counted.index, counted.itertuples(index=False), strict=True):
        if before * 100 >= VITAL_PERCENT * len(mine):
            return
        before += int(count)
        what = say(
            "Customers' feedback: {category}, {count} of {all} in a year", category=titles[str(category)], count=int(count), all=len(mine)
        )
        yield Candidate("feedback", str(category), what, "", first.date(), int(count))


def table(found: Sequence[Candidate], words: Mapping[str, str], lang: Language) -> pd.DataFrame:
    """The candidates as rows in `lang`; `words` name the origins."""
    rows = [
        (place, words[one.origin], one.ref, one.what.text(lang), one.who, pd.Timestamp(one.since), one.count)
        for place, one in enumerate(found)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def next_number(improvements: pd.DataFrame, as_of: dt.date) -> str:
    """The next number of the year: 'GJ2026-02'."""
    start = f"GJ{as_of.year}-"
    used = [str(plain_value(number)) for number in improvements["improvement_no"].tolist()]
    last = max((int(number[len(start) :]) for number in used if number.startswith(start) and number[len(start) :].isdecimal()), default=0)
    return f"{start}{last + 1:02d}"
