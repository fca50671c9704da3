"""The agenda as one topic a screen: large type for a projector, arrow keys to go on."""

from __future__ import annotations

import streamlit as st

from arcore.review import TOPICS
from pages._shared import session
from pages._shared.frame import Frame

CLOSING = "closing"
NAMES = (*TOPICS, CLOSING)
LARGE = """<style>
[data-testid=stSidebar], [data-testid=stExpandSidebarButton], .desk-title, .desk-stamp { display: none !important; }
[data-testid=stMainBlockContainer] { padding: .8rem 1.6rem 1rem; }
.stApp { font-size: 1.15rem; }
.desk-answer { font-size: 1.5rem; line-height: 1.5; }
.desk-note, .desk-tie { font-size: 1rem; }
.desk-words { font-size: 1.15rem; }
[data-testid=stHeading] h3 { font-size: 1.6rem; }
.desk-large { border-collapse: collapse; width: 100%; font-size: 1.2rem; }
.desk-large th, .desk-large td { padding: .4rem .7rem; text-align: left; border-bottom: 1px solid #8884; }
.desk-large td:not(.number):not(.short) { min-width: 8em; }
.desk-large .number { text-align: right; white-space: nowrap; }
.desk-large .short { white-space: nowrap; }
.desk-wide { overflow-x: auto; }
</style>"""


def title(frame: Frame, name: str) -> str:
    """A topic's name with its place on the agenda."""
    if name == CLOSING:
        return frame._("Closing the month")
    return f"{NAMES.index(name) + 1} {frame.say(TOPICS[name].title)}"


def short(frame: Frame, name: str) -> str:
    """A topic's short name, for the agenda above the page."""
    words = frame.say(TOPICS[name].short) if name in TOPICS else frame._("Closing")
    return f"{NAMES.index(name) + 1} {words}"


def choose(frame: Frame) -> tuple[str, bool]:
    """The topic on the screen, and whether it is presented."""
    topic = session.one_of("topic", NAMES, NAMES[0])
    if presented():
        st.html(LARGE)
        _screen(frame, topic)
        return topic, True
    session.show("topic", topic)
    st.pills(
        frame._("Agenda"), NAMES, format_func=lambda name: short(frame, name), required=True, label_visibility="collapsed",
        **session.on_change("topic"),
    )  # fmt: skip
    return topic, False


def button(frame: Frame) -> None:
    """Present: one topic a screen."""
    st.button(frame._("Present"), icon=":material/slideshow:", on_click=session.keep, args=("show", "screen"))


def briefly(topic: str) -> bool:
    """Whether a topic is presented without the month's own answer, which the meeting opens with and looks at its key figures by."""
    return presented() and topic not in NAMES[:2]


def presented() -> bool:
    """Whether one topic fills the screen."""
    return session.one_of("show", ("page", "screen"), "page") == "screen"


def _screen(frame: Frame, topic: str) -> None:
    """Back, where one is, on, and the way out; the arrow keys do the same."""
    _ = frame._
    place = NAMES.index(topic)
    back, where, on, out = st.columns([1.7, 5, 1.5, 1.3], vertical_alignment="center")
    back.button(
        _("Previous topic"), icon=":material/arrow_back:", shortcut="Left", on_click=session.keep, args=("topic", NAMES[max(0, place - 1)]),
        disabled=place == 0, width="stretch",
    )  # fmt: skip
    minutes = TOPICS[topic].minutes if topic in TOPICS else 0
    where.subheader(title(frame, topic) + (_(" · {minutes} minutes").format(minutes=minutes) if minutes else ""), anchor=False)
    following = NAMES[min(len(NAMES) - 1, place + 1)]
    on.button(
        _("Next topic"), icon=":material/arrow_forward:", shortcut="Right", on_click=session.keep, args=("topic", following),
        disabled=place == len(NAMES) - 1, width="stretch",
    )  # fmt: skip
    out.button(_("Leave"), icon=":material/close:", shortcut="Esc", on_click=session.keep, args=("show", None), width="stretch")


def question(frame: Frame, topic: str) -> str:
    """What the topic asks."""
    return frame.say(TOPICS[topic].question) if topic in TOPICS else frame._("Are the figures of the month final?")
