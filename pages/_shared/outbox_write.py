"""Writing the day's messages from the page: what is due today, and into the outbox with it, nothing sent."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from arcore.letters.own_templates import letter_templates, statement_template
from arcore.messages import Unusable
from arcore.registers import REGISTERS
from arcore.sending.keeping import keep
from arcore.sending.today import Today, messages_of
from pages._shared import cash_acts, collected, identity, source, widgets
from pages._shared.frame import Frame, once


def show(frame: Frame) -> None:
    """What is due on the page's date, and the button that writes it."""
    _ = frame._
    if frame.is_empty or frame.is_past:
        return
    with st.expander(_("What is due today"), icon=":material/today:"):
        wanted = _due(frame)
        counts = Counter(each.notice.kind for each in wanted.messages)
        field = REGISTERS["outbox"].field("kind")
        words = [(choice.label(frame.lang), f"{counts[choice.value]:,}") for choice in field.choices]
        widgets.words([*words, (_("Final demands, to be sent sealed by a person"), f"{wanted.for_a_person:,}")])
        for problem in wanted.problems:
            widgets.strip(frame.say(problem))
        name = identity.who(frame, key="outbox.write")
        label = _("Write into the outbox ({count})").format(count=len(wanted.messages))
        if st.button(label, type="primary", key="outbox.write", disabled=not wanted.messages) and identity.ready(frame, name, "-"):
            _write(frame, wanted, name)


def _due(frame: Frame) -> Today:
    def compute() -> Today:
        return messages_of(
            frame.books, frame.policy, frame.as_of, frame.lang, data_date=frame.ledger.data_date() or frame.as_of,
            templates=letter_templates(frame.ledger, frame.lang), statement_template=statement_template(frame.ledger, frame.lang),
            waiting=collected.waiting_lines(frame),
        )  # fmt: skip

    return once(frame, "today", frame.as_of, frame.lang, compute=compute)


def _write(frame: Frame, wanted: Today, name: str) -> None:
    """One entry a message, each once whatever is pressed how often."""
    _ = frame._
    bar, target = st.progress(0.0, _("Preparing")), source.to_write(frame.shelf)
    count = len(wanted.messages)
    try:
        for number, prepared in enumerate(wanted.messages, 1):
            keep(target, prepared, frame.as_of, name)
            bar.progress(number / count, _("{done} of {count} messages").format(done=number, count=count))
    except Unusable as refused:
        widgets.strip(frame.say(refused.message), "bad")
        return
    bar.empty()
    identity.remember(name)
    cash_acts.done(frame, name, _("Written into the outbox: {count}. Each can be undone in the journal.").format(count=count))
