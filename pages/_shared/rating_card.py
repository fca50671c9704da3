"""One customer's scorecard: points factor by factor, why, what would lift it, and the limit and terms that follow."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from arcore import ratings
from arcore.limits import LimitAdvice, TermsAdvice
from arcore.messages import Message
from arcore.ratings import Rated
from arcore.scorecard import GRADE_WORDS, Card, card, lifts
from pages._shared import approval_papers, credit_acts, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown


def show(frame: Frame, found: Rated, place: int) -> None:
    """The card, then suggested limit and terms with their reasons and what can be done with them."""
    _ = frame._
    row = ratings.row_of(found, place)
    shown = card(row, frame.policy.scores)
    name = str(row["customer_name"] or row["customer_id"])
    grade = frame.say(GRADE_WORDS[shown.grade])
    st.subheader(_("Scorecard of {customer}: {grade}").format(customer=widgets.plain(name), grade=grade), anchor=False)
    total = frame.say(shown.total)
    held = str(row["held"] or _("none"))
    widgets.note(_("{points}. On record: {held}.").format(points=total, held=held) if shown.grade not in ("P",) else total)
    for sentence in shown.overrides:
        widgets.strip(frame.say(sentence), "bad" if shown.grade == "D" else "warn")
    points, advice = st.columns([3, 2], gap="large")
    with points:
        _points(frame, shown, str(row["customer_id"]))
        lifted = lifts(row, shown, frame.policy.scores)
        if lifted:
            st.subheader(_("What would lift the grade"), anchor=False)
            _sentences(frame, lifted)
    with advice:
        _advice(frame, found.limit(place, frame.policy), found.terms(place, frame.policy), str(row["currency"]))
        credit_acts.offer(frame, row, found.limit(place, frame.policy), found.terms(place, frame.policy))
        approval_papers.show(frame, found, None, str(row["customer_id"]))


def _points(frame: Frame, shown: Card, key: str) -> None:
    _ = frame._
    rows = pd.DataFrame(
        {
            "factor": [frame.say(line.title) for line in shown.lines],
            "value": [frame.say(line.shown) for line in shown.lines],
            "bin": [frame.say(line.bin) for line in shown.lines],
            "points": [line.points / 100 for line in shown.lines],
            "most": [line.most / 100 for line in shown.lines],
            "lost": [line.lost / 100 for line in shown.lines],
        }
    )
    columns = [
        Shown("factor", _("Factor"), width=150),
        Shown("value", _("Value"), width=95),
        Shown("bin", _("Bin"), width=100),
        Shown("points", _("Points"), "decimal", width=62),
        Shown("most", _("Most"), "decimal", width=62),
        Shown("lost", _("Lost"), "decimal", width=62, sparse=True),
    ]
    tables.grid(frame, rows, columns, key=f"card.{key}")


def _advice(frame: Frame, limit: LimitAdvice, terms: TermsAdvice, currency: str) -> None:
    _ = frame._
    st.subheader(
        _("Suggested limit: {amount}").format(amount=widgets.plain(frame.amount(limit.limit, currency) + " " + frame.unit_name)),
        anchor=False,
    )
    _sentences(frame, limit.reasons)
    days = _("{days} days").format(days=terms.days) if terms.days else _("cash before delivery")
    st.subheader(_("Suggested terms: {days}").format(days=widgets.plain(days)), anchor=False)
    _sentences(frame, terms.reasons)


def _sentences(frame: Frame, sentences: Iterable[Message]) -> None:
    widgets.bullets(frame.say(sentence) for sentence in sentences)
