"""A claim on the legal page: what proves it, what is missing, what court would cost, and the pack for the lawyer."""

from __future__ import annotations

import streamlit as st

from arcore.documents import evidence_pack
from arcore.documents.workbook_style import Stamp
from arcore.legal import court_costs
from arcore.legal.claims import GROUPS, NEEDED, Claim, claim_of
from arcore.legal.clocks import Clocks
from arcore.money import shown
from arcore.registers import REGISTERS
from pages._shared import downloads, provision_view, register_view, session, tables, widgets
from pages._shared.frame import Frame, once
from pages._shared.tables import Shown

ZIP = "application/zip"


def show(frame: Frame, at: Clocks) -> None:
    """Choose a customer; see the claim, its evidence and its costs."""
    _ = frame._
    owing = at.debtors(frame.currency)
    if not owing:
        widgets.empty(_("Nobody is overdue"), _("Without an overdue document there is nothing to claim."))
        return
    names = provision_view.key_names(frame)
    keys = {str(key): names.get(key, str(key)) for key in owing}
    chosen = session.one_of("claimed", keys, next(iter(keys)))
    session.show("claimed", chosen)
    st.selectbox(_("Customer"), tuple(keys), format_func=lambda key: keys[key], width=420, **session.on_change("claimed"))
    claim = once(frame, "legal.claim", frame.as_of, frame.currency, chosen,
                 compute=lambda: claim_of(frame.books, at, int(chosen), frame.currency, frame.policy))  # fmt: skip
    widgets.answer(frame.say(claim.sentence(frame.unit)))
    left, right = st.columns([3, 2], gap="large")
    with left:
        _evidence(frame, claim)
    with right:
        st.subheader(_("To be cleared up first"), anchor=False)
        widgets.bullets(frame.say(flag) for flag in claim.flags)
        _pack(frame, claim)
    _costs(frame, claim)
    for name in ("proofs", "consultations"):
        register = REGISTERS[name]
        st.subheader(frame.say(register.title), anchor=False)
        widgets.note(frame.say(register.question))
        register_view.show(
            frame, register, register_view.of(frame, register, claim.customer_key), customer_key=claim.customer_key, key="legal."
        )


def _evidence(frame: Frame, claim: Claim) -> None:
    """The twelve groups and how much there is of each."""
    _ = frame._
    st.subheader(_("Evidence by group: {percent} % of what is needed").format(percent=claim.completeness), anchor=False)
    state = {True: _("There"), False: _("Missing")}
    listed = claim.by_group(frame.lang)
    listed = listed.assign(
        state=[state[bool(count)] if count or group in NEEDED else "–" for group, count in zip(GROUPS, listed["count"], strict=True)],
        needed=[_("Indispensable") if group in NEEDED else _("Helpful") for group in GROUPS],
    )
    columns = [
        Shown("group", _("Evidence group"), width=250),
        Shown("needed", _("Needed?"), width="small"),
        Shown("count", _("Pieces"), "integer", sparse=True),
        Shown("state", _("State"), width="small"),
    ]
    tables.grid(frame, listed, columns, key="legal.groups")


def _pack(frame: Frame, claim: Claim) -> None:
    """The zip for the lawyer."""
    _ = frame._
    company = downloads.company(frame)
    stamp = Stamp(company, claim.as_of, frame.lang, "unit", frame.say(frame.origin))

    def make() -> bytes:
        return evidence_pack.build(claim, stamp, frame.policy.interest.mode, frame.ledger.file)

    name = evidence_pack.safe(_("Evidence pack") + f" {claim.customer_name} {claim.as_of}") + ".zip"
    widgets.download(_("Evidence pack for the lawyer"), make, name, mime=ZIP, primary=True, key="legal.pack")
    widgets.note(
        _("A zip with the list of evidence, the amounts, the facts and every file kept here. A lawyer's letter is the lawyer's to write.")
    )


def _costs(frame: Frame, claim: Claim) -> None:
    """Whether going to court pays, at chances one can change."""
    _ = frame._
    st.subheader(_("Does going to court pay?"), anchor=False)
    if claim.currency != court_costs.CURRENCY:
        widgets.note(_("The fees are those of courts in China, in CNY. Choose CNY on the left."))
        return
    columns = st.columns([2, 2, 2, 3], vertical_alignment="bottom")
    win = columns[0].slider(_("Chance to win (%)"), 0, 100, 80, 5, key="legal.win")
    collect = columns[1].slider(_("Chance to collect what was won (%)"), 0, 100, 60, 5, key="legal.collect")
    preserve = columns[2].checkbox(_("With preservation of assets"), True, key="legal.preserve")
    halved = columns[3].checkbox(_("Summary procedure or settlement (half the fee)"), key="legal.halved")
    rules = frame.policy.legal
    found = court_costs.reckon(claim.principal + claim.interest, rules, win=win, collect=collect, preserve=preserve, halved=halved)
    widgets.answer(frame.say(found.sentence(frame.unit)))
    rows = [
        (_("Claim with interest"), found.claim),
        (_("Court fee"), found.court),
        (_("Preservation fee"), found.preservation),
        (_("Lawyer's fee"), found.lawyer),
        (_("Costs in advance"), found.costs),
        (_("Expected recovery"), found.expected),
        (_("Expected less costs"), found.net),
        (_("Enforcement fee, if it comes to that"), found.enforcement),
    ]
    amounts = [(name, shown(minor, claim.currency, lang=frame.lang)) for name, minor in rows]
    for column, part in zip(st.columns(2, gap="large"), (amounts[:5], amounts[5:]), strict=True):
        with column:
            widgets.words(part)
    widgets.note(
        _(
            "Fees: {source}, last checked on {date}; see Policy. Expected recovery = (claim + court and preservation fee) × both chances."
        ).format(source=rules.fees_source, date=rules.fees_checked)
    )
