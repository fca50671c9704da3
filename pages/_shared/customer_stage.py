"""Where a customer stands in its life, and moving it on: what the next stage asks for, or a reason to pass without."""

from __future__ import annotations

import streamlit as st

from arcore.ledger import RowChange
from arcore.registers import REGISTERS
from arcore.registers.life_cycle import STAGES, gates, stage_at
from pages._shared import identity, one_entry, widgets
from pages._shared.frame import Frame


def show(frame: Frame, customer_key: int) -> None:
    """The stages with the present one marked, and a fold to move on."""
    _ = frame._
    titles = REGISTERS["stages"].field("stage").labels(frame.lang)
    now = stage_at(frame.books, customer_key, frame.as_of)
    st.subheader(_("Stage"), anchor=False)
    widgets.note(" → ".join(f"【{titles[stage]}】" if stage == now else titles[stage] for stage in STAGES))
    with st.popover(_("Move to another stage"), icon=":material/trending_flat:"):
        _move(frame, customer_key, titles, now)


def _move(frame: Frame, customer_key: int, titles: dict[str, str], now: str | None) -> None:
    _ = frame._
    following = STAGES[min(len(STAGES) - 1, STAGES.index(now) + 1)] if now else STAGES[0]
    stage = st.selectbox(_("Stage"), STAGES, index=STAGES.index(following), format_func=lambda name: titles[name], key="stage.to")
    asked = gates(frame.books, customer_key, stage, frame.as_of)
    for gate in asked:
        widgets.note(("✓ " if gate.met else "✗ ") + frame.say(gate.asks))
        if not gate.met:
            widgets.note(frame.say(gate.advice))
    lacking = any(not gate.met for gate in asked)
    reason = st.text_input(_("Reason to pass although something is missing"), key="stage.override", max_chars=200) if lacking else ""
    name = identity.who(frame, key="stage")
    if not st.button(_("Change the stage"), type="primary", key="stage.go"):
        return
    if not name or (lacking and not reason.strip()):
        widgets.strip(_("Give your name, and a reason where something is missing."))
        return
    values = {"stage": stage, "entered_on": frame.as_of, "decided_by": name, "override_reason": reason or None}
    change = RowChange("stages", values, customer_key=customer_key)
    why = reason.strip() or titles[stage]
    one_entry.write(
        frame, f"stage.{customer_key}", name, lambda target, token: target.change_registers([change], who=name, why=why, token=token)
    )
