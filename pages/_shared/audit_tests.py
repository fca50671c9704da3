"""The tests of internal control on the audit page: what each finds, the list behind it, and what is made of an exception."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from arcore import audit
from arcore.audit import TESTS, AuditException, Judged
from arcore.audit.findings import amounts, exception_rows, test_rows
from arcore.ledger import RowChange
from pages._shared import audited, cash_acts, identity, session, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown
from pages._shared.widgets import Door


def show(frame: Frame) -> None:
    """The tests with counts and amounts, then the exceptions that wait."""
    _ = frame._
    found, judged = audited.exceptions(frame), audited.judged(frame)
    _tests(frame, found, judged)
    st.subheader(_("Exceptions that wait to be judged"), anchor=False)
    present = list(dict.fromkeys(one.test for one in judged.new))
    words = {"": _("All"), **{name: frame.say(TESTS[name].title) for name in present}}
    test = session.one_of("test", words, "")
    session.show("test", test)
    if not present:
        widgets.empty(_("Nothing waits"), _("Every test that is on finds nothing, or somebody has judged what it found."))
        return
    st.selectbox(_("Test"), tuple(words), format_func=lambda name: words[name], width=420, **session.on_change("test"))
    _waiting(frame, [one for one in judged.new if test in ("", one.test)])


def _tests(frame: Frame, found: Sequence[AuditException], judged: Judged) -> None:
    _ = frame._
    switches = {name: bool(getattr(frame.policy.audit, name)) for name in TESTS}
    sums = amounts(found)
    rows = test_rows(found, judged, switches, frame.lang)
    rows = rows.assign(amount=[sums.get((name, frame.currency), 0) for name in rows["name"]], currency=frame.currency)
    columns = [
        Shown("test", _("Test"), width=210),
        Shown("state", _("State"), width=60),
        Shown("found", _("Found"), "integer", width=70),
        Shown("amount", _("Amount"), "money", sparse=True),
        Shown("waiting", _("Waiting"), "integer", width=70, sparse=True),
        Shown("findings", _("Findings"), "integer", width=80, sparse=True),
        Shown("harmless", _("Judged harmless"), "integer", width=110, sparse=True),
        Shown("look_at", _("What to look at"), width="large"),
    ]
    tables.grid(replace(frame, unit="unit"), rows, columns, key="audit.tests", height=340)
    widgets.note(_("Amounts are of exceptions in {currency}; thresholds and switches are rules.").format(currency=frame.currency))
    widgets.door(Door("policy", _("Change thresholds"), {"section": "audit"}), key="audit.policy")


def _waiting(frame: Frame, waiting: Sequence[AuditException]) -> None:
    _ = frame._
    rows = exception_rows(waiting, frame.lang)
    columns = [
        Shown("severity", _("Severity"), width=60),
        Shown("test", _("Test"), width=125),
        Shown("number", _("Number"), width=105),
        Shown("customer", _("Customer"), width=140),
        Shown("on", _("Date"), "date", width=95),
        Shown("amount", _("Amount"), "money", sparse=True),
        Shown("currency", _("Currency"), width=60),
        Shown("evidence", _("Why it was found"), width="large"),
    ]
    widgets.note(_("{count} exceptions. Select those you have looked at: make findings of them, or say why they are harmless.").format(
        count=f"{len(rows):,}"))  # fmt: skip
    chosen = tables.grid(replace(frame, unit="unit"), rows, columns, key="audit.waiting", select="ref", many=True)
    picked = [one for one in waiting if one.ref in chosen]
    if picked:
        _judge(frame, picked)


def _judge(frame: Frame, picked: Sequence[AuditException]) -> None:
    """One click makes findings of the selected; harmless ones need a reason."""
    _ = frame._
    with st.container(border=True):
        colon = "：" if frame.lang == "zh" else ": "
        widgets.bullets((one.number or one.customer_name) + colon + frame.say(one.evidence) for one in picked)
        widgets.note(_("What to look at"))
        widgets.bullets(dict.fromkeys(frame.say(TESTS[one.test].title) + colon + frame.say(one.look_at) for one in picked))
        for one in picked:
            if one.customer_id:
                widgets.door(Door("customers", one.customer_name, {"customer": one.customer_id}), key=f"audit.{one.ref}")
        who = identity.who(frame, key="audit.judge")
        left, middle, right = st.columns(3)
        owner = left.text_input(_("Owner"), value=who, key="audit.owner", max_chars=60)
        due = middle.date_input(
            _("To be corrected by"),
            frame.as_of + dt.timedelta(days=frame.policy.audit.finding_days),
            min_value=frame.as_of,
            key="audit.due",
        )
        reason = right.text_input(_("Reason, where it is harmless"), key="audit.reason", max_chars=200)
        with st.container(horizontal=True):
            take = st.button(_("Make findings ({count})").format(count=len(picked)), type="primary", key="audit.take")
            drop = st.button(_("Judge harmless ({count})").format(count=len(picked)), key="audit.drop")
    if take and identity.ready(frame, who, "-"):
        made = [audit.finding_for(one, who=who, owner=owner.strip() or who, today=frame.as_of, due=due, lang=frame.lang) for one in picked]
        _write(frame, picked, made, who, _("Recorded as findings: {count}.").format(count=len(picked)))
    if drop and identity.ready(frame, who, reason):
        made = [audit.harmless_for(one, who=who, reason=reason.strip(), today=frame.as_of, lang=frame.lang) for one in picked]
        _write(frame, picked, made, who, _("Judged harmless: {count}.").format(count=len(picked)))


def _write(frame: Frame, picked: Sequence[AuditException], rows: Sequence[dict[str, object]], who: str, words: str) -> None:
    changes = [RowChange("findings", row, customer_key=one.customer_key) for one, row in zip(picked, rows, strict=True)]
    cash_acts.act(
        frame, f"audit.judge.{'|'.join(one.ref for one in picked)}", who, words,
        lambda target, mark: [target.change_registers(changes, who=who, why=words, token=mark, valid_from=frame.as_of)],
    )  # fmt: skip
