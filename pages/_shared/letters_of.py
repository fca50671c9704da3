"""What the visit's books say about letters, computed once per data version and date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import cast

import pandas as pd

from arcore.documents.letter_batch import NotWritten
from arcore.letters import compose, listing
from arcore.letters.model import Letter
from arcore.letters.tones import TONES, Tone
from arcore.messages import Unusable
from arcore.registers import REGISTERS
from arcore.registers.frames import known_at
from pages._shared import collected, downloads, figures_of, session
from pages._shared.frame import Frame, once


def known_on(frame: Frame) -> dt.date:
    """Up to which day recorded letters count: on the latest date also those dated after the data, at a past date only those of then."""
    return frame.as_of if frame.is_past else session.LAST_DAY


def kept(frame: Frame, name: str) -> pd.DataFrame:
    """A register's rows as its page lists them, newest first: on the latest date as they are now, at a past date as they stood then."""
    rows = collected.rows_then(frame, name) if frame.is_past else collected.rows(frame, name)
    return known_at(rows, REGISTERS[name], known_on(frame)).drop(columns="valid")


def listed(frame: Frame) -> pd.DataFrame:
    """Who is due which letter, all currencies."""

    def compute() -> pd.DataFrame:
        return listing.listed(
            collected.items(frame), letters=kept(frame, "letters"), documents=frame.books.documents,
            customers=frame.books.customers, unapplied=figures_of.standing(frame, frame.as_of).unapplied,
            grades=collected.grades(frame), known=known_on(frame),
        )  # fmt: skip

    return once(frame, "letters", frame.as_of, compute=compute)


def composed(
    frame: Frame, rows: pd.DataFrame, *, tone: str, dated: dt.date, deadline: dt.date, with_interest: bool
) -> Iterator[Letter | NotWritten]:
    """The letters of these rows, in the ladder's tone where `tone` is none of the three; or why one cannot be composed."""
    for row in rows.to_dict("records"):
        try:
            yield compose.letter_of(
                {str(name): value for name, value in row.items()}, collected.items(frame), frame.books, frame.policy, as_of=frame.as_of,
                dated=dated, deadline=deadline, tone=cast(Tone, tone) if tone in TONES else None, company=downloads.company(frame),
                with_interest=with_interest,
            )  # fmt: skip
        except Unusable as refused:
            yield NotWritten(str(row["customer_name"]), refused.message)
