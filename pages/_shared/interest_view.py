"""The interest page's parts: whose, by which rule, every document and every segment of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import pandas as pd
import streamlit as st

from arcore import wording
from arcore.collecting.agreements import contested
from arcore.documents import interest_workbook
from arcore.interest import settled_by_561
from arcore.late_items import LateItem, customers_late, late_items, unwritten
from arcore.messages import Message, say
from arcore.policy_sections.interest import MODES, Mode, rate_table
from arcore.typed import amount_typed
from pages._shared import downloads, figures_of, provision_view, session, tables, widgets
from pages._shared.frame import Frame, once
from pages._shared.tables import Shown
from pages._shared.widgets import Door

RULES = tuple(name for name in MODES if name != "none")


@dataclass(frozen=True)
class Chosen:
    """Whose debts, by which rule, and whether those paid late and settled count too."""

    customer_key: int
    name: str
    mode: Mode
    settled: bool


def choices(frame: Frame) -> Chosen | None:
    """The row of choices; None when nobody is late in the visit's currency."""
    _ = frame._
    aged = figures_of.aged(frame, frame.as_of, "policy", "due")
    late = customers_late(aged.items, frame.currency)
    if not late:
        return None
    names = provision_view.key_names(frame)
    keys = {str(key): names.get(key, str(key)) for key in late}
    customer = session.one_of("late", keys, next(iter(keys)))
    own = frame.policy.interest.mode
    mode = cast(Mode, session.one_of("rule", RULES, own if own != "none" else "agreed"))
    settled = session.one_of("settled", ("yes", "no"), "no")
    session.show("late", customer)
    session.show("rule", mode)
    session.show("settled", settled)
    columns = st.columns([2, 3, 1.4], vertical_alignment="bottom")
    columns[0].selectbox(_("Customer"), tuple(keys), format_func=lambda key: keys[key], **session.on_change("late"))
    columns[1].selectbox(_("Rule"), RULES, format_func=lambda name: frame.say(MODES[name]), **session.on_change("rule"))
    words = {"no": _("Open only"), "yes": _("Also settled late")}
    columns[2].selectbox(_("Documents"), tuple(words), format_func=lambda name: words[name], **session.on_change("settled"))
    return Chosen(int(customer), keys[customer], mode, settled == "yes")


def items(frame: Frame, chosen: Chosen) -> list[LateItem]:
    """The customer's late documents with their interest."""
    return once(
        frame,
        "late",
        frame.as_of,
        frame.currency,
        chosen,
        compute=lambda: late_items(
            frame.books,
            frame.as_of,
            frame.policy.interest,
            currency=frame.currency,
            customer_key=chosen.customer_key,
            mode=chosen.mode,
            settled=chosen.settled,
            contested=contested(figures_of.agreed(frame)),
        ),
    )


def answer(frame: Frame, chosen: Chosen, found: Sequence[LateItem]) -> Message:
    """What the customer's delay has cost, in one sentence."""
    return say(
        "Up to {date}, {customer} owes {interest} of interest on {count} late documents by this rule: {rule}.",
        date=frame.as_of.isoformat(),
        customer=chosen.name,
        interest=wording.amount(sum(item.interest.total for item in found), frame.currency, frame.unit),
        count=len(found),
        rule=MODES[chosen.mode],
    )


def cautions(frame: Frame, chosen: Chosen, found: Sequence[LateItem]) -> None:
    """What to know before claiming it: what could not be computed, unchecked rates, excessive penalties, statements."""
    _ = frame._
    lacking = unwritten(found) if chosen.mode == "contract" else []
    if chosen.mode == "agreed" and found:
        by_law = len(unwritten(found))
        words = _("{agreed} documents by the rate of their contract, {others} without a written basis by LPR with a surcharge.")
        widgets.note(words.format(agreed=len(found) - by_law, others=by_law))
    problems = [item.interest.problem for item in found if item.interest.problem is not None and item not in lacking]
    for message in problems[:1]:
        widgets.strip(frame.say(message) + (f" (+{len(problems) - 1})" if len(problems) > 1 else ""), "bad")
    if lacking:
        _unwritten(frame, lacking, len(found))
    for text in dict.fromkeys(frame.say(note) for item in found for note in item.interest.notes):
        widgets.strip(text)
    if not frame.policy.interest.on_statements:
        widgets.note(
            _("Statements do not show this interest: a signed statement that names it may replace the penalty clause of the contract.")
        )


def _unwritten(frame: Frame, lacking: Sequence[LateItem], every: int) -> None:
    """Which documents have no written basis for a late fee, and why; the contracts and the statutory rule are one step away."""
    _ = frame._
    said = _("{count} of {all} documents have no written basis for a late fee; none is computed for them: {numbers}.")
    widgets.strip(said.format(count=len(lacking), all=every, numbers=frame.listed(item.document_no for item in lacking)))
    widgets.bullets(dict.fromkeys(frame.say(item.basis.lacking) for item in lacking))
    with st.container(horizontal=True):
        widgets.door(Door("registers", _("Contracts and clauses"), {"register": "contracts"}), key="interest.contracts")
        widgets.door(Door("interest", _("By the statutory rule (LPR)"), {"rule": "lpr"}), key="interest.lpr")


def rates(frame: Frame, chosen: Chosen) -> None:
    """The reference rate that the rule goes by: its changes, where they come from, through which day they were checked."""
    _ = frame._
    found = rate_table(chosen.mode, frame.policy.interest)
    if found is None:
        return
    with st.expander(_("{rate}: the table").format(rate=frame.say(found.title))):
        stale = frame.as_of > found.through
        words = _("Source: {source}. Checked through {through}.").format(source=found.source or "–", through=found.through)
        widgets.note(words)
        if stale:
            widgets.strip(_("The table has not been checked up to {date}: look up later changes and enter them.").format(date=frame.as_of))
        rows = pd.DataFrame(
            [(pd.Timestamp(rate.since), f"{rate.percent:f} %") for rate in reversed(found.rates)], columns=["since", "percent"]
        )
        tables.grid(
            frame,
            rows,
            [Shown("since", _("From day"), "date"), Shown("percent", _("Interest rate"), "figure")],
            key="interest.rates",
            height=300,
        )
        widgets.door(
            Door("policy", _("Edit the table, its source and “checked through”"), {"part": "form", "section": "interest"}),
            key="interest.table",
        )


def table(frame: Frame, found: Sequence[LateItem]) -> None:
    """Every document; the segments of the one selected, or of the first."""
    _ = frame._
    none = _("none in writing")
    rows = pd.DataFrame(
        [
            (
                item.document_key,
                item.document_no,
                pd.Timestamp(item.due),
                item.late.principal,
                item.open,
                item.disputed,
                sum(part.days for part in item.interest.segments) or (frame.as_of - item.due).days,
                item.interest.interest,
                item.interest.fixed_sum,
                item.interest.total,
                item.basis.contract_no if item.basis.lacking is None else none,
            )
            for item in found
        ],
        columns=["document_key", "document_no", "due", "owed", "open", "disputed", "days", "interest", "fixed", "total", "basis"],
    )
    columns = [
        Shown("document_no", _("Document")),
        Shown("due", _("Due date"), "date"),
        Shown("owed", _("Owed when due"), "money"),
        Shown("open", _("Open balance"), "money"),
        Shown("disputed", _("Disputed"), "money", sparse=True, help=_("In dispute: bears no interest here until it is settled")),
        Shown("days", _("Days past due"), "integer"),
        Shown("interest", _("Interest"), "money"),
        Shown("fixed", _("Fixed sum"), "money", sparse=True),
        Shown("total", _("To claim"), "money"),
        Shown("basis", _("Late fee agreed in"), help=_("The contract on record that was in force on the document's date")),
    ]
    widgets.note(_("Select a document to see how its interest is computed."))
    priced = rows.assign(currency=frame.currency)
    picked = tables.grid(frame, priced, columns, key="interest.items", select="document_key", total=bool(len(rows)))
    chosen = [item for item in found if item.document_key in picked] or list(found[:1])
    for item in chosen:
        _explained(frame, item)


def _explained(frame: Frame, item: LateItem) -> None:
    """From, to, days, principal, rate, interest."""
    _ = frame._
    st.subheader(_("How the interest on {number} is computed").format(number=widgets.plain(item.document_no)), anchor=False)
    if not item.interest.segments:
        widgets.note(frame.say(item.interest.problem) or _("No interest by this rule."))
        return
    rows = pd.DataFrame(
        [
            (
                pd.Timestamp(part.first),
                pd.Timestamp(part.last),
                part.days,
                part.principal,
                part.basis.text(frame.lang),
                f"{float(part.per_day * 100):.6f} %",
                round(part.interest),
            )
            for part in item.interest.segments
        ],
        columns=["first", "last", "days", "principal", "basis", "per_day", "interest"],
    )
    columns = [
        Shown("first", _("From day"), "date"),
        Shown("last", _("To day"), "date"),
        Shown("days", _("Days"), "integer"),
        Shown("principal", _("Principal"), "money"),
        Shown("basis", _("Rate"), width="large"),
        Shown("per_day", _("Rate a day"), "figure"),
        Shown("interest", _("Interest"), "money"),
    ]
    tables.grid(frame, rows.assign(currency=item.currency), columns, key=f"interest.segments.{item.document_key}")


def split(frame: Frame, found: Sequence[LateItem]) -> None:
    """How a payment would be split by Civil Code art. 561."""
    _ = frame._
    with st.expander(_("Split a payment: costs, then interest, then principal (Civil Code art. 561)")):
        unit = frame.currency
        left, right = st.columns(2)
        paid = amount_typed(left.text_input(_("Payment ({unit})").format(unit=unit), "0", key="split.paid"), unit)
        costs = amount_typed(right.text_input(_("Costs of collecting ({unit})").format(unit=unit), "0", key="split.costs"), unit)
        if paid is None or costs is None or min(paid, costs) < 0:
            widgets.strip(_("Write both amounts like 12,000.00."), "bad")
            return
        parts = settled_by_561(
            paid, costs=costs, interest=sum(item.interest.total for item in found), principal=sum(item.open for item in found)
        )
        lines = (
            (_("Costs"), parts.costs, parts.left_costs),
            (_("Interest"), parts.interest, parts.left_interest),
            (_("Principal"), parts.principal, parts.left_principal),
        )
        words = _("{paid} settled, {left} left")
        widgets.words(
            [(name, words.format(paid=frame.amount(a, frame.currency), left=frame.amount(b, frame.currency))) for name, a, b in lines]
        )


def download(frame: Frame, chosen: Chosen, found: Sequence[LateItem]) -> None:
    """The calculation as a workbook."""
    _ = frame._

    def make() -> bytes:
        return interest_workbook.build(
            found,
            customer=chosen.name,
            mode=chosen.mode,
            rules=frame.policy.interest,
            as_of=frame.as_of,
            company=downloads.company(frame),
            lang=frame.lang,
            version=frame.say(frame.origin),
        )

    name = _("Late interest") + f" {chosen.name} {frame.as_of}.xlsx"
    widgets.download(_("Interest calculation"), make, name, primary=True, key="download.interest")
    widgets.door(Door("policy", _("Rates and rules"), {"part": "form", "section": "interest"}), key="interest.rules")
