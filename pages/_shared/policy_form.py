"""The rules as a form: a widget per setting, what is wrong beside it, what would change before it is saved."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import replace
from typing import cast
from uuid import uuid4

import streamlit as st

from arcore import policy_edit, policy_file, policy_words
from arcore.policy_edit import Edited
from arcore.policy_settings import SECTIONS, SETTINGS, Setting
from pages._shared import identity, session, setting_widgets, source, widgets
from pages._shared.frame import Frame
from pages._shared.setting_widgets import Field


def of_now(frame: Frame) -> Frame:
    """The frame with the newest rules: a change builds on them, whatever date is looked at."""
    return replace(frame, policy=source.opened(frame.shelf).policy)


def edit(frame: Frame) -> None:
    """One section at a time; changes in several sections are saved together."""
    _ = frame._
    if frame.shelf == "sample":
        widgets.strip(_("You are trying this out on your own copy of the sample company; nobody else sees what you do here."))
    section = session.one_of("section", SECTIONS, next(iter(SECTIONS)))
    session.show("section", section)
    st.pills(
        _("Section"), tuple(SECTIONS), format_func=lambda name: widgets.plain(frame.say(SECTIONS[name])), required=True,
        label_visibility="collapsed", **session.on_change("section"),
    )  # fmt: skip
    left, right = st.columns([3, 2], gap="large")
    with left:
        changed = fields(frame, "policy", [setting for setting in SETTINGS if setting.section == section])
    with right:
        proposal(frame, "policy", changed)


def fields(frame: Frame, form: str, settings: Sequence[Setting]) -> Edited:
    """The widgets of some settings of the form called `form`; the rules as changed in it, in this section or another."""
    frame = of_now(frame)
    kept = changes(frame, form)
    before = policy_edit.edited(frame.policy, kept)
    places = {}
    for setting in settings:
        now = policy_edit.raw(setting, frame.policy)
        with st.container(key=f"setting-{form}-{setting.path.replace('.', '-')}"):
            field = Field(frame, setting, kept.get(setting.path, now), before.policy, f"field.{form}.{_stand(frame)}.{setting.path}")
            chosen = setting_widgets.show(field)
            places[setting.path] = st.empty()
        if chosen == now:
            kept.pop(setting.path, None)
        else:
            kept[setting.path] = chosen
    after = policy_edit.edited(frame.policy, kept)
    for path, place in places.items():
        if path in after.wrong:
            with place.container():
                widgets.strip(frame.say(after.wrong[path]), "bad")
    return after


def changes(frame: Frame, form: str) -> dict[str, object]:
    """What was changed in a form and not saved yet, by the path of the setting; it outlives a change of page."""
    return cast("dict[str, object]", st.session_state.setdefault(f"draft.{form}.{_stand(frame)}", {}))


def _stand(frame: Frame) -> str:
    """Which rules a form started from: a draft of other rules is not continued."""
    return f"{frame.ledger.url}.{zlib.crc32(repr(frame.policy).encode()):08x}"


def proposal(frame: Frame, form: str, changed: Edited) -> None:
    """What would change, what stands in the way, and the button that saves."""
    _, frame = frame._, of_now(frame)
    found = policy_file.differences(frame.policy, changed.policy)
    if not found and not changed.wrong:
        widgets.note(_("Nothing has been changed. What would change is shown here before it is saved."))
        return
    st.subheader(_("What would change"), anchor=False)
    differences(frame, found)
    if changed.wrong:
        titles = [frame.say(policy_words.title(path)) if path else frame.say(sentence) for path, sentence in changed.wrong.items()]
        widgets.strip(_("Mend this first: {settings}").format(settings=frame.listed(titles)), "bad")
    else:
        save(frame, policy_file.dump(changed.policy, frame.lang))
    if st.button(_("Discard the changes"), key=f"discard.{form}"):
        forget()
        st.rerun()


def forget() -> None:
    """Throw away what was changed in forms; their widgets show the rules again."""
    for key in [key for key in st.session_state if str(key).startswith(("draft.", "field."))]:
        del st.session_state[key]


def differences(frame: Frame, found: Sequence[policy_file.Difference]) -> None:
    """Settings that differ, in words: from what to what."""
    widgets.words([(frame.say(policy_words.title(each.path)), f"{frame.say(each.old)} → {frame.say(each.new)}") for each in found])


def save(frame: Frame, text: str, *, why: str = "", label: str = "", key: str = "policy") -> None:
    """Name, reason and the button; a new version of the rules."""
    _ = frame._
    token = st.session_state.setdefault(f"{key}.token", uuid4().hex)
    name = identity.who(frame, key=key)
    why = st.text_input(_("Why (kept with the version)"), why, key=f"{key}.why", max_chars=200)
    pressed = st.button(label or _("Save as a new version"), type="primary", key=f"{key}.save")
    if not pressed or not identity.ready(frame, name, why):
        return
    source.to_write(frame.shelf).save_policy(text, who=name, why=why.strip(), token=token)
    del st.session_state[f"{key}.token"]
    forget()
    identity.remember(name)
    session.flash(_("Saved. The new rules apply from now on; earlier versions stay readable."))
    if key == "policy":
        session.keep("part", None)
    st.rerun()
