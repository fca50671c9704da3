"""Every change a person makes to receipts: named, tokened, in one transaction with nothing of the page inside.

The token lives in the session until the act has succeeded; the same token again is the same act, so a double click,
a second tab or a refreshed page cannot post twice. What the page showed is checked again by the ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import uuid4

import streamlit as st

from arcore.cash import posting
from arcore.cash.posting import Choice
from arcore.cash.work import Work
from arcore.ledger import JournalEntry, Ledger
from arcore.messages import Unusable
from arcore.money import shown
from pages._shared import identity, session, source, widgets
from pages._shared.frame import Frame

LAST = "cash.last"
DONE = "cash.done"

Do = Callable[[Ledger, str], Sequence[JournalEntry | None]]
"""A change, given the ledger to write to and the act's token; the entries it made."""


@dataclass(frozen=True)
class Last:
    """What this visit did last: its entries, newest last, and the words for it."""

    shelf: str
    entries: tuple[int, ...]
    words: str


def token(name: str, version: str) -> str:
    """The token of the act `name` on the books at `version`, the same until it has succeeded."""
    return str(st.session_state.setdefault(f"cash.token.{name}@{version}", uuid4().hex))


def sign(frame: Frame) -> None:
    """Ask for the name for the journal, once; where one is known, nothing is shown.

    Its place is kept either way: what stands below would be built anew where it moved up, and a file dropped meanwhile would be lost.
    """
    with st.container():
        if not frame.who and (name := identity.who(frame, key="cash")):
            identity.remember(name)
            st.rerun()


def attempt(frame: Frame, name: str, who: str, do: Do) -> bool:
    """Do it; or say why it cannot be done, with nothing changed."""
    if not who:
        widgets.strip(frame._("Give your name first: every entry in the journal says who made it."))
        return False
    seen = source.opened(frame.shelf).version
    mark = token(name, seen)
    try:
        entries = do(source.to_write(frame.shelf), mark)
    except Unusable as refused:
        widgets.strip(frame.say(refused.message), "bad")
        return False
    st.session_state.pop(f"cash.token.{name}@{seen}", None)
    st.session_state[DONE] = tuple({entry.seq: None for entry in entries if entry is not None and (entry.token or "").startswith(mark)})
    return True


def done(frame: Frame, who: str, words: str, **choices: str) -> None:
    """Say what was done, offer to take it back, and run the page anew."""
    st.session_state[LAST] = Last(frame.shelf, st.session_state.pop(DONE, ()), words)
    identity.remember(who)
    for name, value in choices.items():
        session.keep(name, value)
    st.rerun()


def act(frame: Frame, name: str, who: str, words: str, do: Do, **choices: str) -> None:
    """`attempt`, then `done`."""
    if attempt(frame, name, who, do):
        done(frame, who, words, **choices)


def confirm(frame: Frame, work: Work, choices: Sequence[Choice], *, who: str, name: str, words: str, **goto: str) -> None:
    """Post what a person chose, and learn from it who pays for whom. One line alone is named in the journal."""

    def do(target: Ledger, mark: str) -> Sequence[JournalEntry | None]:
        told = f"{mark}:{posting.way(work, choices)}"
        posted = posting.post(target, choices, frame.policy, who=who, why=named(frame, work, choices), token=told)
        return [posted, posting.learn_from(target, work, choices, who=who, token=mark)]

    act(frame, name, who, words, do, **goto)


def named(frame: Frame, work: Work, choices: Sequence[Choice]) -> str:
    """'苏州宏达 12,000.00' where one line is posted; its reason in the journal."""
    line = work.proposal(choices[0].line) if len(choices) == 1 else None
    return f"{line.payer} {shown(line.amount, line.currency, lang=frame.lang)}".strip() if line is not None else ""


def undo(frame: Frame, entries: Sequence[int], *, who: str, why: str, words: str, name: str) -> None:
    """Take entries back, the newest first."""

    def do(target: Ledger, mark: str) -> Sequence[JournalEntry | None]:
        for entry in sorted(entries, reverse=True):
            target.undo(entry, who=who, why=why, token=f"{mark}:{entry}")
        return []

    act(frame, name, who, words, do)


def offer_undo(frame: Frame) -> None:
    """What was done last in this visit, with the button that takes it back."""
    _ = frame._
    last = st.session_state.get(LAST)
    if last is None or last.shelf != frame.shelf:
        return
    if not last.entries:
        widgets.strip(last.words, "good")
        return
    words, button = st.columns([6, 1], vertical_alignment="center")
    with words:
        widgets.strip(last.words, "good")
    if button.button(_("Undo"), key="cash.undo.last", icon=":material/undo:", shortcut="Z", width="stretch"):
        said = _("Taken back: {what}").format(what=last.words.removeprefix(_("Posted: ")))
        undo(frame, last.entries, who=frame.who, why=_("Taken back at once"), words=said, name="undo.last")
