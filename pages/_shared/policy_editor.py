"""Changing the rules: what is wrong is said in sentences, what would change is shown before it is saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from arcore import policy_file
from arcore.ledger.keepsakes import PolicyVersion
from pages._shared import policy_form, source, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown


def day(at: dt.datetime) -> str:
    """A moment, to the minute, where the reader is."""
    return source.local(at)


def download(frame: Frame) -> None:
    """The rules as the file they are."""
    _ = frame._
    text = policy_file.dump(frame.policy, frame.lang)
    name = _("Policy") + f" v{frame.policy.version}.toml"
    widgets.download(_("Rules as a file (TOML)"), text.encode, name, mime="application/toml", primary=True, key="download.policy")


def edit(frame: Frame) -> None:
    """The text of the rules, checked as it is; saved only with a name, a reason and no mistake."""
    _ = frame._
    if frame.shelf == "sample":
        widgets.strip(_("You are trying this out on your own copy of the sample company; nobody else sees what you do here."))
    current = policy_file.dump(frame.policy, frame.lang)
    words, proof = st.columns([3, 2], gap="large")
    with words:
        widgets.note(_("Every rule has its explanation above it. Lines that begin with # are explanations only."))
        text = st.text_area(
            _("The rules"), current, height=460, key=f"policy.{frame.ledger.url}.{frame.policy.version}", label_visibility="collapsed"
        )
    with proof:
        wrong = policy_file.problems(text)
        for sentence in wrong:
            widgets.strip(frame.say(sentence), "bad")
        if wrong:
            return
        found = policy_file.differences(frame.policy, policy_file.load(text))
        if not found:
            widgets.note(_("Nothing has been changed. Edit the text on the left; what would change is shown here."))
            return
        st.subheader(_("What would change"), anchor=False)
        policy_form.differences(frame, found)
        policy_form.save(frame, text)


def versions(frame: Frame, history: Sequence[PolicyVersion]) -> None:
    """Every version: who, when, why, and what it changed."""
    _ = frame._
    if not history:
        widgets.empty(_("No version yet"), _("The rules that the program comes with apply. The first change makes version 1."))
        return
    rows = pd.DataFrame(
        [(each.version, day(each.at), pd.Timestamp(each.since), each.who, each.why) for each in history],
        columns=["version", "when", "since", "who", "why"],
    )
    rows.loc[rows.index[-1], "since"] = pd.NaT
    columns = [
        Shown("version", _("Version"), "integer", width="small"),
        Shown("when", _("When")),
        Shown("since", _("In force from"), "date", help=_("Earlier dates keep the rules of then. Empty: from the beginning.")),
        Shown("who", _("Who")),
        Shown("why", _("Why"), width="large"),
    ]
    chosen = tables.grid(frame, rows, columns, key="policy.versions", select="version")
    for version in chosen:
        place = next(number for number, each in enumerate(history) if each.version == version)
        before = policy_file.load(history[place + 1].toml) if place + 1 < len(history) else policy_file.default()
        then = policy_file.load(history[place].toml)
        left, right = st.columns(2, gap="large")
        with left:
            st.subheader(_("What version {version} changed").format(version=version), anchor=False)
            policy_form.differences(frame, policy_file.differences(before, then))
        with right:
            _restore(frame, history[place])


def _restore(frame: Frame, version: PolicyVersion) -> None:
    """Make an old version the rules again: as a new version, so that nothing is lost."""
    _ = frame._
    found = policy_file.differences(frame.policy, policy_file.load(version.toml))
    if not found:
        widgets.note(_("These rules apply now."))
        return
    st.subheader(_("What restoring it would change"), anchor=False)
    policy_form.differences(frame, found)
    why = _("Back to version {version}").format(version=version.version)
    label = _("Restore version {version}").format(version=version.version)
    policy_form.save(frame, version.toml, why=why, label=label, key=f"policy.restore.{version.version}")


def formulas(frame: Frame) -> None:
    """What the figures of the pages mean, with their denominators."""
    _ = frame._
    widgets.words(
        [
            (
                _("Open balance"),
                _("Documents issued up to the date less everything applied to them up to the date; credit notes included."),
            ),
            (_("Overdue"), _("Open items whose due date has passed, without credits. On the due date itself an item is not late.")),
            (_("Overdue share (open items)"), _("Overdue ÷ open items without credits.")),
            (_("Unapplied receipts"), _("Money received that no document has used yet; money whose payer is unknown is counted apart.")),
            (
                _("DSO (90 days' sales incl. tax)"),
                _("Open balance ÷ documents of the last 90 days including tax, less credit notes, × 90."),
            ),
            (
                _("Exposure"),
                _("Open balance + delivered unbilled + open orders + unmatured bills − unapplied receipts, as the rules say which count."),
            ),
            (_("Headroom"), _("Limit (with the temporary limit while it is valid) − exposure. No limit is not a limit of zero.")),
            (_("Tie-out line"), _("Documents − allocations = open = sum of the buckets, each side added up from different rows.")),
        ]
    )
