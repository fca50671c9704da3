"""The appraisal page's parts: what is appraised, the ranking in figures and bars, one person in words, and what is behind it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import cast

import pandas as pd
import streamlit as st

from arcore import charts
from arcore.appraisal import (
    Appraised,
    Ground,
    Mark,
    Measured,
    Period,
    Role,
    Span,
    appraised,
    ground,
    kept,
    measured,
    period,
    tracing,
    wording,
)
from arcore.appraisal.periods import SPANS
from arcore.metrics import words
from arcore.registers.targets import SCORE
from arcore.review.frozen import APPRAISALS
from arcore.targets import of_owner, of_year
from pages._shared import figures_of, measures_behind, review_month, session, tables, widgets
from pages._shared.frame import Frame, once
from pages._shared.looks import look
from pages._shared.tables import Shown


@dataclass(frozen=True)
class Chosen:
    """What is appraised: the role, the period, what it is made of, and everyone with their points, best first."""

    role: Role
    over: Period
    ground: Ground
    people: tuple[Appraised, ...]


def choose(frame: Frame) -> Chosen:
    """The choices, and the appraisal they ask for."""
    _ = frame._
    role = cast(Role, session.one_of("role", wording.ROLES, "salesperson"))
    span = cast(Span, session.one_of("span", SPANS, "quarter"))
    session.show("role", role)
    session.show("span", span)
    left, right = st.columns(2)
    left.segmented_control(
        _("Whom"), tuple(wording.ROLES), format_func=lambda each: frame.say(wording.ROLES[each]), required=True, **session.on_change("role")
    )
    right.segmented_control(
        _("Period"), tuple(SPANS), format_func=lambda each: frame.say(SPANS[each]), required=True, **session.on_change("span")
    )
    over = period(span, frame.as_of)
    at = _ground(frame, role, over)
    return Chosen(role, over, at, appraised(_people(frame, at), role, frame.policy.appraisal))


def _ground(frame: Frame, role: Role, over: Period) -> Ground:
    return once(frame, "appraisal", role, over.span, over.end, compute=lambda: ground(frame.books, role, over, frame.policy))


def _people(frame: Frame, at: Ground) -> tuple[Measured, ...]:
    return once(
        frame, "appraisal.people", at.role, at.period.span, at.period.end, frame.currency, compute=lambda: measured(at, frame.currency)
    )


def _before(frame: Frame, chosen: Chosen) -> dict[str, str]:
    """Everyone's score and rank of the period before, such as '83.4 (2)'."""
    people = appraised(_people(frame, _ground(frame, chosen.role, chosen.over.before)), chosen.role, frame.policy.appraisal)
    return {each.owner: f"{wording.tenth(each.score)} ({each.rank})" for each in people if each.rank is not None}


def title(frame: Frame, chosen: Chosen, mark: Mark) -> str:
    """What a measure is called for the role."""
    return frame.say(wording.measure_title(mark.measure, chosen.role, frame.policy.appraisal.collected_by))


def explained(frame: Frame, chosen: Chosen) -> None:
    """What must be known to read the ranking."""
    _ = frame._
    widgets.note(_(
        "DSO stands at the period's end, the bad-debt rate covers the twelve months up to it; collection, plan and promises are those of "
        "the period. A measure without a value is left out, its weight shared among the others."
    ))  # fmt: skip
    if chosen.role == "collector":
        widgets.note(_("A customer counts for whoever contacted it last, by the collection log of the last twelve months."))
    elif any(not each.owner for each in _people(frame, chosen.ground)):
        widgets.note(_("Documents without a salesperson are not appraised."))
    if chosen.over.unfinished:
        widgets.strip(_("The month has not ended: these are the figures up to {date}.").format(date=chosen.over.end))
    _as_closed(frame, chosen)


def _as_closed(frame: Frame, chosen: Chosen) -> None:
    """Whether the month was closed with these very scores, or with which others."""
    _ = frame._
    closing = None if chosen.over.unfinished else review_month.snapshot(frame, f"{chosen.over.end:%Y-%m}")
    if closing is None or APPRAISALS not in closing.frames:
        return
    found = kept.differing(closing.frames[APPRAISALS], chosen.people, chosen.role, chosen.over, frame.currency)
    if found is None:
        return
    if not found:
        widgets.note(_("{month} was closed with these very scores.").format(month=closing.month))
        return
    others = frame.listed(frame.say(wording.then_words(each)) for each in found)
    told = _("{month} was closed with other scores (bonus coefficients), by which bonuses were paid: {others}.")
    widgets.strip(told.format(month=closing.month, others=others))


def ranking(frame: Frame, chosen: Chosen) -> Appraised:
    """Bars of the score or of one measure, the table, and the person that is selected, the first unless another is."""
    _ = frame._
    marks = {mark.measure: title(frame, chosen, mark) for mark in chosen.people[0].marks}
    shown = {SCORE: _("Appraisal score"), **marks}
    asked = session.one_of("bars", shown, SCORE)
    session.show("bars", asked)
    st.selectbox(_("Bars show"), tuple(shown), format_func=lambda each: shown[each], width=320, **session.on_change("bars"))
    _bars(frame, chosen, asked)
    before = _before(frame, chosen)
    rows = pd.DataFrame([_row(frame, each) | {"before": before.get(each.owner, "–")} for each in chosen.people])
    short = {name: frame.say(words_) for name, words_ in wording.SHORT.items()}
    columns = [
        Shown("rank", _("Rank"), "figure", width=52),
        Shown("owner", frame.say(wording.ROLES[chosen.role]), width=90),
        Shown("score", short["score"], "figure", width=64, help=_("Appraisal score")),
        Shown("coefficient", short["coefficient"], "figure", width=80, help=_("Bonus coefficient")),
        Shown("before", frame.say(chosen.over.before.title), "figure", width=112),
        *(Shown(name, short[name], "figure", width=104, help=heading) for name, heading in marks.items()),
    ]
    widgets.note(
        _(
            "Each measure: its value, in brackets its points; of the earlier period the score, in brackets the rank. "
            "Select a person to see how the score comes about."
        )
    )
    picked = tables.grid(frame, rows, columns, key=f"appraisal.{chosen.role}", select="owner", required=True)
    owner = str(picked[0]) if picked else chosen.people[0].owner
    return next(each for each in chosen.people if each.owner == owner)


def _row(frame: Frame, each: Appraised) -> dict[str, str]:
    values = {
        mark.measure: "–"
        if mark.points is None
        else f"{words.shown(mark.metric.definition.shape, mark.metric.value)} ({wording.tenth(mark.points)})"
        for mark in each.marks
    }
    rank = "–" if each.rank is None else str(each.rank)
    return {
        "owner": each.owner,
        "rank": rank,
        "score": wording.tenth(each.score),
        "coefficient": wording.factor(each.coefficient),
        **values,
    }


def score_target(frame: Frame) -> Fraction | None:
    """The company's target of the score in the year of the date."""
    return words.target_of(SCORE, figures_of.with_targets(frame, frame.as_of).targets)


def _bars(frame: Frame, chosen: Chosen, asked: str) -> None:
    """The picture; targets are the company's of the year."""
    if asked == SCORE:
        heading, target, lower = wording.SCORE, score_target(frame), False
        values = [each.score for each in chosen.people]
        labels, said = [wording.tenth(value) for value in values], wording.tenth(target)
    else:
        metrics = [next(mark.metric for mark in each.marks if mark.measure == asked) for each in chosen.people]
        definition = metrics[0].definition
        heading = wording.measure_title(asked, chosen.role, frame.policy.appraisal.collected_by)
        target = words.target_of(definition.name, figures_of.with_targets(frame, frame.as_of).targets)
        lower, values = bool(definition.lower_is_better), [metric.value for metric in metrics]
        labels, said = [words.shown(definition.shape, value) for value in values], frame.say(wording.with_unit(definition.shape, target))
    figures = [None if value is None else float(value) for value in values]
    rows = pd.DataFrame({"owner": [each.owner for each in chosen.people], "value": pd.array(figures, "Float64"), "label": labels})
    drawn = charts.owner_bars(rows, heading, chosen.over.end, look(frame, frame.currency), target=target, target_words=said, lower=lower)
    st.altair_chart(drawn, key=f"appraisal.bars.{asked}.{chosen.role}.{chosen.over.span}")


def person(frame: Frame, chosen: Chosen, one: Appraised) -> None:
    """How one score comes about, what the person's own targets are, and the way to every figure."""
    _ = frame._
    st.subheader(_("How {name}'s score comes about").format(name=widgets.plain(one.owner)), anchor=False)
    widgets.bullets(frame.say(line) for line in wording.breakdown(one, chosen.role, frame.policy.appraisal.collected_by))
    _own_targets(frame, chosen, one)
    marks = {mark.measure: mark for mark in one.marks}
    name = st.segmented_control(
        _("Behind the figure"), tuple(marks), default=next(iter(marks)), required=True,
        format_func=lambda each: title(frame, chosen, marks[each]), key=f"appraisal.behind.{chosen.role}",
    )  # fmt: skip
    _behind(frame, chosen, one.owner, marks[str(name)])


def _own_targets(frame: Frame, chosen: Chosen, one: Appraised) -> None:
    """The person's targets of the year, held against the period."""
    rows = of_year(figures_of.registers(frame), frame.as_of)
    mine = of_owner(rows, chosen.role, one.owner)
    lines = [(mark, mine[mark.metric.name]) for mark in one.marks if mark.metric.name in mine]
    if lines:
        said = [f"{title(frame, chosen, mark)} {_against(frame, mark, goal)}" for mark, goal in lines]
        widgets.note(frame._("Own targets of the year: {targets}").format(targets=frame.listed(said)))


def _against(frame: Frame, mark: Mark, goal: Fraction) -> str:
    """'65.0 days (missed)'."""
    state = {True: frame._("met"), False: frame._("missed"), None: "–"}[words.met(mark.metric.name, mark.metric.value, goal)]
    return frame._("{target} ({state})").format(target=frame.say(wording.with_unit(mark.metric.definition.shape, goal)), state=state)


def _behind(frame: Frame, chosen: Chosen, owner: str, mark: Mark) -> None:
    """The documents, receipts, plans and promises that a figure counts."""
    metric, at = mark.metric.name, chosen.ground
    widgets.note(frame.say(mark.metric.label))
    for register in tracing.registers_of(metric):
        measures_behind.kept_rows(frame, tracing.rows(at, owner, register, frame.currency), register)
    sets = {each: frame.say(tracing.title_of(each)) for each in tracing.sets_of(metric)}
    if not sets:
        return
    part = measures_behind.chosen_part(frame, sets, f"appraisal.part.{metric}")
    rows = once(
        frame, "appraisal.behind", chosen.role, chosen.over.span, frame.as_of, frame.currency, owner, metric, part,
        compute=lambda: tracing.documents(at, owner, metric, part, frame.currency),
    )  # fmt: skip
    who = frame._("Collector") if chosen.role == "collector" else ""
    measures_behind.listed(frame, rows, f"appraisal.behind.{metric}.{part}", owner=who)
