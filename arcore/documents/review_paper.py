"""The whole monthly review on paper: one HTML file that needs nothing else, topic by topic, ready to be printed on A4.

Pictures come as SVG. Text from the books is escaped; nothing is loaded from elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

import pandas as pd

from arcore.i18n import Language
from arcore.messages import Message, say
from arcore.metrics import words
from arcore.money import Unit
from arcore.policy import Policy
from arcore.review import AGENDA, Kpi, Month, Table, Tie, Topic, decisions, worded
from arcore.review.overdue import plan_kept

STYLE = """
@page { size: A4 landscape; margin: 14mm 12mm; }
body { font: 11pt/1.5 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Segoe UI", Arial, sans-serif; color: #222; margin: 1.5rem auto;
  max-width: 1120px; padding: 0 1rem; font-variant-numeric: tabular-nums; }
h1 { font-size: 20pt; margin: 0; } h2 { font-size: 15pt; margin: 0 0 .2rem; border-bottom: 2px solid #2f5d8a; }
h3 { font-size: 12pt; margin: 1rem 0 .3rem; break-after: avoid; } p { margin: .25rem 0; } .quiet { color: #555; font-size: 9.5pt; }
.answer { font-size: 13pt; } .broken { color: #b3261e; font-weight: 600; }
section { break-before: page; margin-top: 2rem; } section:first-of-type { break-before: auto; }
table { border-collapse: collapse; width: 100%; font-size: 9pt; } thead { display: table-header-group; } tr { break-inside: avoid; }
th, td { border-bottom: 1px solid #ccc; padding: .22rem .4rem; text-align: left; vertical-align: top; }
th { background: #eef2f6; font-weight: 600; } .number { text-align: right; white-space: nowrap; } .short { white-space: nowrap; }
svg { display: block; max-width: 100%; height: auto; break-inside: avoid; } @media print { svg { max-height: 66mm; } }
"""


SHORT = 7
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Paper:
    """For whom the review is printed. `pictures`: SVG elements by topic; `followed`, `taken`: decisions, with `customer_name`;
    `origin`: where the figures of the months before come from."""

    company: str
    lang: Language
    unit: Unit
    currency: str
    unit_name: str
    pictures: Mapping[str, Sequence[str]] = field(default_factory=dict)
    followed: pd.DataFrame = field(default_factory=decisions.none)
    taken: pd.DataFrame = field(default_factory=decisions.none)
    origin: Message | None = None

    def say(self, message: Message) -> str:
        """A message in the paper's language, escaped."""
        return escape(message.text(self.lang))


def build(month: Month, policy: Policy, paper: Paper) -> bytes:
    """The review of a month as one HTML file in UTF-8."""
    title = paper.say(say("Monthly review of {month}", month=month.name))
    head = f"<h1>{escape(paper.company)} {title}</h1><p class='quiet'>{paper.say(month.stamp(paper.unit_name))}</p>"
    answer = f"<p class='answer'>{paper.say(month.answer(paper.currency, paper.unit))}</p>"
    body = "".join(_topic(place, topic, month, policy, paper) for place, topic in enumerate(AGENDA, 1))
    tag = "zh-CN" if paper.lang == "zh" else "en"
    page = f"<!doctype html><html lang='{tag}'><head><meta charset='utf-8'><title>{title}</title><style>{STYLE}</style></head>"
    return f"{page}<body>{head}{answer}{body}</body></html>".encode()


def _topic(place: int, topic: Topic, month: Month, policy: Policy, paper: Paper) -> str:
    minutes = paper.say(say(" · {minutes} minutes", minutes=topic.minutes)) if topic.minutes else ""
    parts = [f"<h2>{place} {paper.say(topic.title)}{minutes}</h2><p class='quiet'>{paper.say(topic.question)}</p>"]
    if topic.name == "last":
        parts += [f"<p>{paper.say(decisions.progress(paper.followed).sentence())}</p>", _decisions(paper.followed, paper)]
    if topic.name == "decisions":
        parts.append(_decisions(paper.taken, paper) or f"<p>{paper.say(say('Nothing decided yet.'))}</p>")
    if topic.name == "figures":
        parts.append(_kpis(month.kpis(paper.currency, policy), paper))
    if topic.name == "plan":
        parts.append(f"<p>{paper.say(plan_kept(month.table('T5'), month.as_of, paper.currency, paper.unit))}</p>")
    parts += paper.pictures.get(topic.name, ())
    if topic.name == "aging" and paper.origin is not None:
        parts.append(f"<p class='quiet'>{paper.say(paper.origin)}</p>")
    parts += [_table(month.table(number), paper) for number in topic.tables]
    return f"<section>{''.join(parts)}</section>"


def _table(table: Table, paper: Paper) -> str:
    title = f"<h3>{table.number} · {paper.say(table.title)}</h3>"
    rows = table.of(paper.currency)
    note = f"<p class='quiet'>{paper.say(table.note)}</p>" if table.note is not None else ""
    if not len(rows):
        return title + (note or f"<p class='quiet'>{paper.say(say('Nothing in {currency}.', currency=paper.currency))}</p>")
    told = worded.telling(table, rows, "currency")
    head = [(paper.say(column.heading), worded.numeric(column)) for column in told.columns]
    cells = worded.texts(told, rows, paper.lang, paper.unit, paper.currency)
    ties = "".join(_tie(tie, paper) for tie in table.ties if tie.currency == paper.currency)
    return title + _grid(head, cells) + ties + note


def _grid(head: Sequence[tuple[str, bool]], rows: Sequence[Sequence[str]]) -> str:
    kinds = [" class='number'" if right else "" for _, right in head]
    names = "".join(f"<th{kind}>{name}</th>" for kind, (name, _) in zip(kinds, head, strict=True))
    lines = ("".join(f"<td{kind or _short(text)}>{escape(text)}</td>" for kind, text in zip(kinds, row, strict=True)) for row in rows)
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<table><thead><tr>{names}</tr></thead><tbody>{body}</tbody></table>"


def _tie(tie: Tie, paper: Paper) -> str:
    kind = "quiet broken" if tie.difference else "quiet"
    return f"<p class='{kind}'>{paper.say(worded.proof(tie, paper.lang, paper.unit))}</p>"


def _kpis(found: Sequence[Kpi], paper: Paper) -> str:
    titles = (say("Key figure"), say("In this month"), say("Target"), say("Last month"), say("Last year"), say("Formula"))
    head = [(paper.say(title), place not in (0, 5)) for place, title in enumerate(titles)]
    rows = []
    for each in found:
        shape = each.definition.shape
        missed = f" ({say('Missed').text(paper.lang)})" if each.missed else ""
        values = [
            words.shown(shape, each.value),
            each.aim + missed,
            words.shown(shape, each.month_before),
            words.shown(shape, each.year_before),
        ]
        rows.append([each.definition.title.text(paper.lang), *values, each.label.text(paper.lang)])
    return _grid(head, rows)


def _decisions(rows: pd.DataFrame, paper: Paper) -> str:
    if not len(rows):
        return ""
    titles = (
        say("Meeting"),
        say("Customer"),
        say("What is decided"),
        say("Department"),
        say("Owner"),
        say("Due on"),
        say("Late, days"),
        say("State"),
    )
    head = [(paper.say(title), place == 6) for place, title in enumerate((*titles, say("What was done about it")))]
    cells = [
        [
            str(row["month"]), _text(row["customer_name"]), str(row["title"]), str(row["department"]), str(row["owner"]),
            f"{row['due_on']:%Y-%m-%d}", str(row["late"] or ""), str(row["state"]), _text(row["outcome"]),
        ]
        for row in decisions.in_words(rows, paper.lang).to_dict("records")
    ]  # fmt: skip
    return _grid(head, cells)


def _short(text: str) -> str:
    """The mark of what is not broken into lines: a day, a month, a name of a few signs."""
    return " class='short'" if len(text) <= SHORT or _DAY.fullmatch(text) else ""


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
