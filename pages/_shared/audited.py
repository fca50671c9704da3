"""The visit's exceptions, findings and audit sample, each computed once per data version and choice."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from arcore import audit
from arcore.audit import AuditException, Examined, Judged, opened
from arcore.audit.audit_file import Sampled, sampled_at
from arcore.audit.sampling import Method, Plan, plan_of
from pages._shared.frame import Frame, once


def examined(frame: Frame) -> Examined:
    """What the tests look at."""
    return once(frame, "audit.examined", frame.as_of, compute=lambda: opened.examined(frame.ledger, frame.books, frame.as_of, frame.policy))


def exceptions(frame: Frame) -> tuple[AuditException, ...]:
    """What the tests find at the date."""
    return once(frame, "audit.exceptions", frame.as_of, compute=lambda: audit.exceptions_of(examined(frame)))


def findings(frame: Frame) -> pd.DataFrame:
    """The findings as known at the date."""
    return once(frame, "audit.findings", frame.as_of, compute=lambda: audit.findings_at(frame.books, frame.as_of))


def judged(frame: Frame) -> Judged:
    """Which exceptions wait, and what was made of the others."""
    return audit.judged(exceptions(frame), findings(frame))


def plan(frame: Frame, balance_date: dt.date, method: Method, size: int | None) -> Plan:
    """What the policy's percentages and seed come to for the balances of a date."""
    place, rules = (balance_date, frame.currency, method, size), frame.policy.audit
    return once(
        frame, "audit.plan", *place,
        compute=lambda: plan_of(frame.books, balance_date, frame.currency, rules, method=method, size=size),
    )  # fmt: skip


def sampled(frame: Frame, plan: Plan, balance_date: dt.date) -> Sampled:
    """The sample that a plan draws. Raises Unusable where there is nothing to sample."""
    place = (frame.as_of, balance_date, frame.currency, plan)
    return once(frame, "audit.sample", *place, compute=lambda: sampled_at(examined(frame), plan, balance_date, frame.currency))
