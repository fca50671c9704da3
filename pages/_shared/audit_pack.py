"""The auditor's pack on the audit page: made with its progress shown, what is in it and what is missing, its letters noted."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from arcore import desk
from arcore.audit.audit_file import Sampled, audit_file
from arcore.audit.pbc import STATES
from arcore.documents import audit_confirmation, audit_pack
from arcore.documents.audit_pack import Pack
from arcore.documents.workbook_style import Stamp
from arcore.ledger import RowChange
from arcore.messages import Message, Unusable
from pages._shared import audit_firm, audited, cash_acts, downloads, identity, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown

KEPT = "audit.pack"


def offer(frame: Frame, sample: Sampled) -> None:
    """The firm, the button, and the pack once it is made of this sample."""
    _ = frame._
    st.subheader(_("Auditor's pack"), anchor=False)
    widgets.note(_("Index with what is in and what is missing, sample, confirmation letters, receipts after the date, aging recalculated, "
                   "exceptions and findings, journal with its chain verified."))  # fmt: skip
    firm, blank = audit_firm.ask(frame, key="audit.firm")
    of = (sample.balance_date, sample.as_of, sample.selection.plan, frame.currency, frame.lang, frame.entity, frame.policy.version)
    if st.button(_("Make the pack"), type="primary", icon=":material/folder_zip:", key="audit.pack.make"):
        made = _made(frame, sample, firm if firm.name else None, blank)
        if made is not None:
            st.session_state[KEPT] = (of, made)
    kept = st.session_state.get(KEPT)
    if kept is not None and kept[0] == of:
        _show(frame, kept[1])


def _made(frame: Frame, sample: Sampled, firm: audit_confirmation.AuditFirm | None, blank: bool) -> Pack | None:
    bar = st.progress(0.0, frame._("Verifying the journal"))

    def advance(share: float, what: Message) -> None:
        bar.progress(share, frame.say(what))

    try:
        given = audit_pack.given_by(frame.ledger, frame.as_of, firm, blank=blank)
        stamp = Stamp(downloads.company(frame), frame.as_of, frame.lang, "unit", frame.say(frame.origin))
        made = audit_pack.build(audit_file(audited.examined(frame), sample), given, stamp, advance)
    except Unusable as refused:
        bar.empty()
        widgets.strip(frame.say(refused.message), "bad")
        return None
    bar.empty()
    return made


def _show(frame: Frame, pack: Pack) -> None:
    _ = frame._
    rows = pd.DataFrame(
        [(frame.say(each.what), frame.say(STATES[each.state]), frame.say(each.note)) for each in pack.asked],
        columns=["what", "state", "note"],
    )
    columns = [Shown("what", _("What"), width=220), Shown("state", _("State"), width=90), Shown("note", _("Note"), width="large")]
    tables.grid(frame, rows, columns, key="audit.asked", height=520)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        widgets.download(_("Auditor's pack (ZIP)"), pack.zipped, f"{pack.name}.zip", mime="application/zip", primary=True, key="audit.zip")
    if pack.letters:
        _note_letters(frame, pack)


def _note_letters(frame: Frame, pack: Pack) -> None:
    """The letters into the register of statements, where answers are entered; those noted before are left."""
    _ = frame._
    known = set(desk.known_only(frame.books.registers["statements"], "number")["number"])
    new = [letter for letter in pack.letters if letter.number not in known]
    if not new:
        widgets.note(_("All {count} letters are noted: send them and enter the answers on the page “Statements”.").format(
            count=len(pack.letters)))  # fmt: skip
        return
    who = identity.who(frame, key="audit.letters")
    if st.button(_("Note {count} letters as made").format(count=len(new)), key="audit.letters.note") and identity.ready(frame, who, "-"):
        changes = [RowChange("statements", letter.values, customer_key=letter.customer_key) for letter in new]
        why = audit_confirmation.TITLE.text(frame.lang)
        cash_acts.act(
            frame, "audit.letters", who, _("Audit confirmations generated: {count}.").format(count=len(new)),
            lambda target, mark: [target.change_registers(changes, who=who, why=why, token=mark)],
        )  # fmt: skip
