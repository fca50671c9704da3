"""Due dates of many documents at once: each distinct phrase is read once, its documents are counted as one array."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from arcore.calendars import WorkingDays
from arcore.policy import TermsRules
from arcore.terms.arithmetic import UNKNOWN, nominal
from arcore.terms.model import Base, Milestone, Rule, Terms
from arcore.terms.parsing import parse

Days: TypeAlias = npt.NDArray[np.datetime64]
FALLBACK_CONFIDENCE = 0.2


def due_dates(
    term_texts: pd.Series,
    document_dates: pd.Series,
    *,
    delivery_dates: pd.Series | None = None,
    acceptance_dates: pd.Series | None = None,
    invoice_received_dates: pd.Series | None = None,
    statement_dates: pd.Series | None = None,
    rules: TermsRules | None = None,
    calendar: WorkingDays | None = None,
) -> pd.DataFrame:
    """Due date, its basis and the confidence of its terms, a row for each of `term_texts` (same index).

    due_date datetime64[ns] (NaT only without a document date) · basis 'terms', or 'document_date' where the terms wait for an
    event nobody dated (pay when paid, rolling) · confidence float 0 to 1. Calculated as by `due_date`.
    """
    rules, calendar = rules or TermsRules(), calendar or WorkingDays()
    invoice = _days(document_dates)
    known = {
        Base.DELIVERY: delivery_dates,
        Base.ACCEPTANCE: acceptance_dates,
        Base.INVOICE_RECEIVED: invoice_received_dates,
        Base.STATEMENT: statement_dates,
    }
    bases = {base: _days(series) for base, series in known.items() if series is not None}
    codes, phrases = pd.factorize(term_texts, use_na_sentinel=True)
    due, confidence = invoice.copy(), np.zeros(len(invoice))
    dated = np.zeros(len(invoice), dtype=bool)
    for code, phrase in [*enumerate(phrases), (-1, None)]:
        rows = np.flatnonzero(codes == code)
        if len(rows) == 0:
            continue
        terms = parse(None if phrase is None else str(phrase), rules)
        found = due_of(terms, invoice[rows], {base: days[rows] for base, days in bases.items()}, rules, calendar)
        dated[rows] = ~np.isnat(found)
        due[rows] = np.where(np.isnat(found), invoice[rows], found)
        confidence[rows] = np.where(np.isnat(found), FALLBACK_CONFIDENCE, terms.confidence)
    if rules.roll_holidays:
        due = np.where(dated, calendar.roll_all(due), due)
    basis = pd.Series(np.where(dated, "terms", "document_date"), index=term_texts.index, dtype="str")
    return pd.DataFrame({"due_date": due.astype("datetime64[ns]"), "basis": basis, "confidence": confidence}, index=term_texts.index)


def due_of(terms: Terms, invoice: Days, bases: Mapping[Base, Days], rules: TermsRules, calendar: WorkingDays) -> Days:
    """Due dates before rolling, for documents with the same terms; NaT where they cannot be known."""
    if terms.rule in UNKNOWN:
        return np.full(invoice.shape, np.datetime64("NaT", "D"))
    if terms.instalments:
        retained = terms.rule is Rule.RETENTION
        parts = [part for part in terms.instalments if retained == (part.milestone is Milestone.WARRANTY)] or list(terms.instalments)
        due = [due_of(part.terms, invoice, bases, rules, calendar) for part in parts]
        latest: Days = np.fmax.reduce(due)
        return latest
    base = invoice
    if terms.bases != (Base.INVOICE,):
        dates = [np.where(np.isnat(found), invoice, found) for b in terms.bases if (found := bases.get(b, invoice)) is not None]
        base = np.maximum.reduce(dates)
    return nominal(terms, base, rules, calendar)


def _days(series: pd.Series) -> Days:
    return pd.to_datetime(series).to_numpy(dtype="datetime64[D]")
