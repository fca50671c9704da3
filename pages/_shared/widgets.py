"""The pieces every page is made of: the answer, figures, the tie-out line, downloads, empty states.

Workbook text goes through `escape`: nothing a customer is called can become markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Literal

import streamlit as st

from arcore.attention import Attention, Trouble
from arcore.tie_out import Proof
from pages._shared.frame import Frame

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Door:
    """Where a figure leads: a page, what to show there, and what the link says."""

    page: str
    label: str
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Figure:
    """One figure of a page, with what it was a month before."""

    label: str
    value: str
    unit: str = ""
    before: str = ""
    bad: bool = False
    door: Door | None = None


def answer(sentence: str) -> None:
    """The computed sentence that answers the page's question."""
    st.html(f'<p class="desk-answer">{escape(sentence)}</p>')


def note(sentence: str) -> None:
    """A quiet explanation."""
    st.html(f'<p class="desk-note">{escape(sentence)}</p>')


def strip(sentence: str, tone: Literal["warn", "past", "good", "bad"] = "warn") -> None:
    """A line with a colored edge: a warning, a past date, something done, something wrong."""
    st.html(f'<div class="desk-strip desk-{tone}" role="status">{escape(sentence)}</div>')


def figures(items: Iterable[Figure]) -> None:
    """At most five figures side by side, each a door to what is behind it."""
    shown = list(items)[:5]
    for column, figure in zip(st.columns(len(shown), gap="medium"), shown, strict=True):
        with column:
            before = f'<div class="before">{escape(figure.before)}</div>' if figure.before else ""
            label, unit = escape(figure.label), f'<span class="unit">{escape(figure.unit)}</span>'
            digits = max(8, len(figure.value))
            st.html(
                f'<div class="desk-figure{" bad" if figure.bad else ""}"><div class="label" title="{label}">{label}</div>'
                f'<div class="value" style="--digits:{digits}">{escape(figure.value)}{unit}</div>{before}</div>'
            )
            if figure.door:
                door(figure.door, key=f"figure-{figure.label}")


def door(target: Door, *, primary: bool = False, key: str | None = None) -> None:
    """A link to another page of this visit, opening it already filtered; `primary` looks like a button."""
    with st.container(key=f"{'primary' if primary else 'door'}-{key or target.page}-{target.label}"):
        st.page_link(f"pages/{target.page}.py", label=target.label, query_params=dict(target.choices) or None)


def empty(title: str, advice: str, target: Door | None = None) -> None:
    """Nothing to show: what that means and what to do next."""
    st.html(f'<div class="desk-empty"><h3>{escape(title)}</h3><p>{escape(advice)}</p></div>')
    if target is not None:
        door(target, primary=True, key="empty")


def download(
    label: str, make: Callable[[], bytes], file_name: str, *, mime: str = XLSX, primary: bool = False, key: str | None = None
) -> None:
    """A download that is made when it is asked for."""
    kind: Literal["primary", "secondary"] = "primary" if primary else "secondary"
    st.download_button(label, make, file_name=file_name, mime=mime, on_click="ignore", icon=":material/download:", type=kind, key=key)


def words(rows: Iterable[tuple[str, str]]) -> None:
    """A two-column table of words: what, and how it is."""
    body = "".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in rows)
    st.html(f'<table class="desk-words">{body}</table>')


def bullets(sentences: Iterable[str]) -> None:
    """Sentences one below the other."""
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    if items:
        st.html(f'<ul class="desk-evidence">{items}</ul>')


MARKUP = re.compile(r"([\\\\`*_{}\[\]()#+!|<>~$:-])")


def plain(text: str) -> str:
    """Workbook text for the few widgets that read Markdown: every character that could mean something is escaped."""
    return MARKUP.sub(r"\\\1", text)


def proofs(frame: Frame, found: Iterable[Proof]) -> None:
    """The tie-out line of every currency, and what to do where one does not hold."""
    every = list(found)
    proof_lines((frame.say(proof.sentence(frame.unit)), proof.difference == 0) for proof in every)
    if any(proof.difference for proof in every):
        door(Door("data", frame._("Verify the ledger"), {"part": "keeping"}), key="verify")


def proof_lines(lines: Iterable[tuple[str, bool]]) -> None:
    """Quiet lines of proof; red where one does not hold."""
    body = "".join(f'<p class="desk-tie{"" if holds else " broken"}">{escape(sentence)}</p>' for sentence, holds in lines)
    if body:
        st.html(body)


def picked(event: object, selection: str, name: str) -> object | None:
    """The `name` of the mark that was clicked in a chart with a selection called `selection`; None when none is."""
    points = event.get("selection", {}).get(selection) if isinstance(event, Mapping) else None
    return points[0].get(name) if points else None


def task_list(frame: Frame, tasks: Sequence[Attention], names: Sequence[str]) -> None:
    """What needs attention, each with its one next step."""
    if not tasks:
        note(frame._("Nothing needs attention today."))
    for task, name in zip(tasks, names, strict=True):
        words, step = st.columns([4, 1], vertical_alignment="center")
        with words:
            st.html(f'<p class="desk-task">{escape(frame.say(task.message))}</p>')
        with step:
            door(step_of(frame, task, name), key=name)


def step_of(frame: Frame, task: Attention, name: str) -> Door:
    """Where to go with a task, and what the link says."""
    page = "credit" if task.page == "credit" else "aging" if task.ids else "data"
    label = {Trouble.NEW_BREACH: frame._("Check"), Trouble.OVER_LIMIT: frame._("Check"), Trouble.DATA: frame._("Mend")}
    return Door(page, label.get(task.trouble, frame._("Show")), {"focus": name} if task.ids else {})
