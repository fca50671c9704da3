"""The quiz: one question at a time, each answer explained by its rule; the score is kept as attendance. Or all of it on paper."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace

import streamlit as st

from arcore.documents import quiz_sheet
from arcore.ledger import JournalEntry, Ledger, RowChange
from arcore.messages import say
from arcore.registers.declare import DEPARTMENT_NAMES
from arcore.registers.training import TOPIC_NAMES
from arcore.training.quiz import Question, questions, score
from pages._shared import downloads, one_entry, playbook_view, widgets
from pages._shared.frame import Frame

TAKEN = "quiz.taken"
SETS = 1000


@dataclass(frozen=True)
class Taken:
    """A quiz under way: who, about what, with which questions, and the answers so far (places); `told`: the last one is explained."""

    person: str
    department: str
    topic: str
    asked: tuple[Question, ...]
    version: int
    given: tuple[int, ...] = ()
    told: bool = False


def show(frame: Frame) -> None:
    """The quiz under way, or what it takes to begin one."""
    taken = st.session_state.get(_name(frame))
    if not isinstance(taken, Taken):
        _begin(frame)
    elif len(taken.given) < len(taken.asked) or taken.told:
        _question(frame, taken)
    else:
        _result(frame, taken)


def drawn(frame: Frame, topic: str, number: int) -> tuple[Question, ...]:
    """The questions of set `number` about a topic under the rules in force."""
    return questions(frame.policy, playbook_view.cards(frame), topic=topic, count=frame.policy.training.questions, seed=number)


def _begin(frame: Frame) -> None:
    _ = frame._
    titles = {name: frame.say(title) for name, title in TOPIC_NAMES.items()}
    departments = {name: frame.say(title) for name, title in DEPARTMENT_NAMES.items()}
    person, department, topic, number = st.columns([2, 2, 3, 2], vertical_alignment="bottom")
    name = person.text_input(_("Who takes it"), frame.who, key="quiz.person", max_chars=60).strip()
    office = department.selectbox(_("Department"), tuple(departments), format_func=lambda each: departments[each], key="quiz.department")
    about = topic.selectbox(_("Topic"), tuple(titles), format_func=lambda each: titles[each], key="quiz.topic")
    own = zlib.crc32(f"{name}|{about}|{frame.as_of}".encode()) % SETS + 1
    chosen = number.number_input(
        _("Question set"),
        1,
        SETS,
        own,
        key=f"quiz.set.{name}.{about}",
        help=_("The same set under the same rules asks the same questions."),
    )
    asked = drawn(frame, about, int(chosen))
    if not asked:
        widgets.note(_("The rules give no question about this topic."))
        return
    with st.container(horizontal=True):
        start = st.button(_("Take the quiz ({count} questions)").format(count=len(asked)), type="primary", key="quiz.start")
        _sheets(frame, about, asked, int(chosen))
    if start and not name:
        widgets.strip(_("Say who takes the quiz: the score is kept under that name."))
    elif start:
        _keep(frame, Taken(name, office, about, asked, frame.policy.version))
        st.rerun()


def _sheets(frame: Frame, topic: str, asked: tuple[Question, ...], number: int) -> None:
    title, wanted = TOPIC_NAMES[topic], frame.policy.training.pass_percent
    downloads.in_each_language(
        frame, frame._("On paper, with answers"),
        lambda stamp: quiz_sheet.build(
            asked, topic=title, version=frame.policy.version, seed=number, pass_percent=wanted, stamp=stamp
        ),
        lambda lang: f"{say('Quiz').text(lang)} {title.text(lang)} {number}.docx", key="quiz.sheet",
    )  # fmt: skip


def _name(frame: Frame) -> str:
    """A quiz belongs to the books it was begun on."""
    return f"{TAKEN}.{frame.shelf}"


def _keep(frame: Frame, taken: Taken | None) -> None:
    if taken is None:
        st.session_state.pop(_name(frame), None)
    else:
        st.session_state[_name(frame)] = taken


def _question(frame: Frame, taken: Taken) -> None:
    """One question; once it is answered, whether that was right and why."""
    _ = frame._
    place = len(taken.given) - 1 if taken.told else len(taken.given)
    question = taken.asked[place]
    with st.container(border=True):
        widgets.note(_("{person} · question {number} of {count}").format(person=taken.person, number=place + 1, count=len(taken.asked)))
        widgets.answer(frame.say(question.text))
        words = [widgets.plain(frame.say(choice)) for choice in question.choices]
        given = st.radio(
            _("Answer"), range(len(words)), index=taken.given[place] if taken.told else None, format_func=lambda each: words[each],
            key=f"quiz.answer.{place}.{taken.told}", disabled=taken.told, label_visibility="collapsed",
        )  # fmt: skip
        if taken.told:
            _explained(frame, question, taken.given[place])
        with st.container(horizontal=True):
            if taken.told:
                last = place + 1 == len(taken.asked)
                st.button(_("See the result") if last else _("Next question"), type="primary", key=f"quiz.next.{place}",
                          on_click=_keep, args=(frame, replace(taken, told=False)))  # fmt: skip
            elif given is not None:
                st.button(_("Give this answer"), type="primary", key=f"quiz.give.{place}", on_click=_keep,
                          args=(frame, replace(taken, given=(*taken.given, given), told=True)))  # fmt: skip
            else:
                widgets.note(_("Choose one answer."))
            st.button(_("Break off"), key="quiz.off", on_click=_keep, args=(frame, None))


def _explained(frame: Frame, question: Question, given: int) -> None:
    why = frame.say(question.why)
    if given == question.right:
        widgets.strip(frame._("Right. {why}").format(why=why), "good")
    else:
        right = frame.say(question.choices[question.right])
        widgets.strip(frame._("Not right. The answer is: {right} – {why}").format(right=right, why=why), "bad")


def _result(frame: Frame, taken: Taken) -> None:
    """The score, and keeping it."""
    _ = frame._
    reached, wanted = score(taken.asked, taken.given), frame.policy.training.pass_percent
    words = _("{person}: {score}% of {count} questions answered rightly; {percent}% are needed.").format(
        person=taken.person, score=reached, count=len(taken.asked), percent=wanted
    )
    widgets.strip(words + (_(" Passed.") if reached >= wanted else _(" Not passed; the quiz can be taken again.")),
                  "good" if reached >= wanted else "warn")  # fmt: skip
    with st.container(horizontal=True):
        keep = st.button(_("Keep the score as attendance"), type="primary", key="quiz.keep")
        st.button(_("Leave without keeping"), key="quiz.leave", on_click=_keep, args=(frame, None))
    if not keep:
        return
    values = {
        "attended_on": frame.as_of, "person": taken.person, "department": taken.department, "topic": taken.topic, "way": "quiz",
        "present": True, "score": reached, "policy_version": taken.version,
    }  # fmt: skip
    change, who = RowChange("attendance", values), frame.who or taken.person
    why = _("Quiz: {score}%").format(score=reached)

    def do(target: Ledger, token: str) -> JournalEntry:
        entry = target.change_registers([change], who=who, why=why, token=token)
        _keep(frame, None)
        return entry

    one_entry.write(frame, "quiz.keep", who, do)
