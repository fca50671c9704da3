"""The tables of the printed policy: who does what, what each grade means, who approves, the ladder, targets, rates, what changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from arcore import dunning, policy_words
from arcore.documents.word_paper import WordPaper
from arcore.dunning import STEP_TITLES, STEPS
from arcore.messages import Message, say
from arcore.metrics import DEFINITIONS
from arcore.metrics.rates import OF_ROUND
from arcore.metrics.words import TARGETS
from arcore.policy import Policy
from arcore.policy_file import Difference
from arcore.policy_sections.interest import rate_table
from arcore.policy_sections.scores import GRADES, of
from arcore.policy_settings import BY_PATH
from arcore.policy_words import money_words, sentence
from arcore.registers.declare import DEPARTMENT_NAMES
from arcore.standing import SALES_DAYS

DUTIES: tuple[tuple[Message, Message], ...] = (
    (say("Sales"), say("Knows the customer: applies for limits and terms, gets contracts signed, visits and brings promises home.")),
    (
        say("Finance"),
        say("Keeps the books of it: grades, limits, statements, cash application, reminders, provisions, the monthly review."),
    ),
    (say("Customer service"), say("Settles disputes and complaints by their deadline and tells finance what came of them.")),
    (say("Legal"), say("Watches limitation and guarantee periods, keeps the evidence, writes to and sues those who do not pay.")),
    (say("General manager"), say("Decides above everybody else's limit, on deviations from this policy, and heads the monthly review.")),
)


@dataclass(frozen=True)
class Revision:
    """A version of the policy: when, by whom, why, and what it changed."""

    version: int
    on: dt.date
    by: str
    why: str
    differences: tuple[Difference, ...]


def duties(paper: WordPaper) -> None:
    """Who answers for what."""
    paper.words(DUTIES, first=0.2)


def grades(paper: WordPaper, policy: Policy) -> None:
    """One row a grade: what it takes and what follows from it."""
    rules = policy.scores
    starts = dict(rules.grade_from)
    tones = dict(BY_PATH["scores.tone"].choices)
    rows = []
    for grade, _ in GRADES:
        points = f"≥ {starts[grade]}" if grade in starts else paper.said(say("too little history")) if grade == "N" else f"< {starts['C']}"
        days = of(rules.terms_days, grade)
        rows.append(
            (
                grade, points, paper.said(say("{number} days", number=days) if days else say("cash before delivery")),
                f"{of(rules.limit_percent, grade)} %", f"{of(rules.prepayment_percent, grade)} %", f"{of(rules.release_percent, grade)} %",
                paper.said(say("{number} months", number=of(rules.review_months, grade))), paper.said(tones[dict(rules.tone)[grade]]),
            )
        )  # fmt: skip
    headings = (
        say("Grade"), say("Points"), say("Longest terms"), say("Limit, of average sales"), say("Paid before delivery"),
        say("Released up to, of the limit"), say("Review every"), say("Tone"),
    )  # fmt: skip
    paper.table(headings, rows, widths=(0.08, 0.13, 0.14, 0.14, 0.13, 0.15, 0.12, 0.11))


def approvals(paper: WordPaper, policy: Policy) -> None:
    """Who may decide on what up to which amount."""
    limits, write_offs = policy.limits, policy.approvals

    def money(minor: int) -> str:
        return paper.said(money_words(minor, policy))

    above, limit, lost = paper.said(say("above it")), paper.said(say("Credit limit")), paper.said(say("Write-off of one document"))
    rows = [
        (limit, money(limits.manager_limit), paper.said(say("Finance manager"))),
        (limit, money(limits.director_limit), paper.said(say("Finance director"))),
        (limit, above, paper.said(say("General manager"))),
        (lost, money(write_offs.write_off_clerk), paper.said(say("Clerk"))),
        (lost, money(write_offs.write_off_manager), paper.said(say("Finance manager"))),
        (lost, above, paper.said(say("Finance director"))),
    ]
    paper.table((say("Matter"), say("Up to"), say("Decided by")), rows, widths=(0.4, 0.3, 0.3), right=(1,))
    paper.paragraph(say("Nobody decides on what they asked for or proposed themselves; every decision is kept with name, date and reason."))


def ladder(paper: WordPaper, policy: Policy) -> None:
    """The steps of collection: from which day, faster for bad grades, and whose they are."""
    rules = policy.collecting
    usual = dunning.ladder(rules, None)
    fast = rules.fast_days if len(rules.fast_days) == len(STEPS) else usual
    rows = [
        (str(number), paper.said(STEP_TITLES[step]), str(day), str(faster), paper.said(DEPARTMENT_NAMES[dict(rules.departments)[step]]))
        for number, (step, day, faster) in enumerate(zip(STEPS, usual, fast, strict=True), 1)
    ]
    headings = (say("No."), say("Step"), say("From day past due"), say("Faster ladder"), say("Responsible"))
    paper.table(headings, rows, widths=(0.1, 0.35, 0.2, 0.15, 0.2), right=(2, 3))


def targets(paper: WordPaper, policy: Policy) -> None:
    """The key figures with what each divides."""
    rows = [
        (
            paper.said(DEFINITIONS[name].title), paper.said(sentence(BY_PATH[f"targets.{target}"], policy)),
            paper.said(say(DEFINITIONS[name].label.template, days=SALES_DAYS, grace=policy.terms.grace_days, which=OF_ROUND)),
        )
        for name, target in TARGETS.items()
    ]  # fmt: skip
    paper.table((say("Key figure"), say("Target"), say("How it is computed")), rows, widths=(0.26, 0.2, 0.54))


def rates(paper: WordPaper, policy: Policy) -> None:
    """The reference rates in full, three changes a line, each table with its source and the day it was checked."""
    for mode in ("lpr", "eu", "uk"):
        found = rate_table(mode, policy.interest)
        if found is None or not found.rates:
            continue
        paper.heading(found.title, level=2)
        words = {"source": found.source or "–", "through": found.through.isoformat()}
        paper.paragraph(say("Source: {source}. Checked through {through}.", **words), keep=True)
        texts = [text for rate in found.rates for text in (rate.since.isoformat(), f"{rate.percent:f} %")]
        texts += [""] * (-len(texts) % 6)
        paper.grid([texts[place : place + 6] for place in range(0, len(texts), 6)], (0.2, 0.13) * 2 + (0.21, 0.13))


def revisions(paper: WordPaper, found: Sequence[Revision]) -> None:
    """Every version, the newest first, and what it changed."""
    for each in found:
        words = {"number": each.version, "date": each.on.isoformat(), "who": each.by or "–", "why": each.why or "–"}
        paper.paragraph(say("Version {number}, {date}, {who}: {why}", **words), bold=True, keep=True)
        if each.differences:
            rows = [(policy_words.title(one.path), say("{old} → {new}", old=one.old, new=one.new)) for one in each.differences]
            paper.words(rows)
        else:
            paper.paragraph(say("No rule differs from the version before."))
