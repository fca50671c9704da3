"""The playbook as it is read: by step, objections with replies, negotiation, what nobody says; each card can be reworded."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from arcore.collecting import playbook
from arcore.collecting.playbook import PARTS, Card
from arcore.documents import playbook_document
from arcore.dunning import STEP_TITLES, STEPS, ladder
from arcore.i18n import LANGUAGES
from arcore.messages import say
from arcore.registers import REGISTERS, Value
from arcore.registers.declare import DEPARTMENT_NAMES
from arcore.registers_at import rows_of
from pages._shared import downloads, figures_of, register_form, register_view, widgets
from pages._shared.frame import Frame
from pages._shared.register_form import Asked

REGISTER = REGISTERS["playbook"]
PLACE = "cards"
"""Where the dialog opens that the cards ask for; the register below has its own."""


def cards(frame: Frame) -> tuple[Card, ...]:
    """The cards in use at the date."""
    return playbook.cards(rows_of(figures_of.registers(frame), REGISTER.name), frame.as_of)


def show(frame: Frame) -> None:
    """Every card by part, the papers, and the company's own wording."""
    _ = frame._
    known = cards(frame)
    register_form.show(frame, REGISTER, place=PLACE)
    _ladder(frame)
    with st.container(horizontal=True):
        _papers(frame, known)
        st.button(
            _("Add a card of our own"),
            icon=":material/add:",
            key="playbook.add",
            on_click=register_form.ask,
            args=(Asked(REGISTER.name, place=PLACE),),
        )
    for part, title in PARTS.items():
        mine = [card for card in known if card.part == part]
        st.subheader(frame.say(title), anchor=False)
        left, right = st.columns(2, gap="large")
        for place, card in enumerate(mine):
            with left if place % 2 == 0 else right:
                _card(frame, card, f"{part}.{place}")
    with st.expander(_("Cards that the company has worded itself"), icon=":material/edit_note:"):
        register_view.show(frame, REGISTER, frame.books.registers[REGISTER.name], key="playbook.rows.")


def _ladder(frame: Frame) -> None:
    """From which day past due each step is taken, and by whom."""
    who = dict(frame.policy.collecting.departments)
    days = ladder(frame.policy.collecting, None)
    steps = [
        say("{step} from day {days} ({department})", step=STEP_TITLES[step], days=day, department=DEPARTMENT_NAMES[who[step]])
        for step, day in zip(STEPS, days, strict=True)
    ]
    widgets.answer(frame._("The ladder: ") + " → ".join(frame.say(step) for step in steps))


def _papers(frame: Frame, known: Sequence[Card]) -> None:
    downloads.in_each_language(
        frame, frame._("Playbook to print"), lambda stamp: playbook_document.build(known, frame.policy, stamp),
        lambda lang: f"{say('Collection playbook').text(lang)} {frame.as_of}.docx", key="playbook", primary=True,
    )  # fmt: skip


def _card(frame: Frame, card: Card, key: str) -> None:
    _ = frame._
    with st.container(border=True):
        widgets.answer(frame.say(card.heading))
        widgets.bullets(frame.say(words) for words in card.words)
        if card.row_key is not None:
            widgets.note(_("In our own words; change it among the company's own cards below."))
        else:
            asked = Asked(REGISTER.name, values=_worded(card), place=PLACE)
            st.button(
                _("Word it our way"), icon=":material/edit:", type="tertiary", key=f"card.{key}", on_click=register_form.ask, args=(asked,)
            )


def _worded(card: Card) -> tuple[tuple[str, Value], ...]:
    """The form filled in with the program's words, to be changed."""
    words = {f"words_{lang}": "\n".join(sentence.text(lang) for sentence in card.words) for lang in LANGUAGES}
    heard = {f"heard_{lang}": card.title.text(lang) for lang in LANGUAGES} if card.part != "opening" else {}
    return tuple({"card": card.number, "step": card.step, "part": card.part, **heard, **words, "state": "used"}.items())
