"""The agenda of the monthly meeting (documents §3.8): what is talked about, in which order, for how many minutes."""

from __future__ import annotations

from dataclasses import dataclass

from arcore.messages import Message, say


@dataclass(frozen=True)
class Topic:
    """One item of the agenda, and the tables it looks at; `short` is its name where there is little room."""

    name: str
    short: Message
    title: Message
    question: Message
    minutes: int
    tables: tuple[str, ...] = ()


AGENDA: tuple[Topic, ...] = (
    Topic("last", say("Last time"), say("Last decisions"), say("What became of what was decided?"), 5),
    Topic(
        "figures",
        say("Figures"),
        say("Key figures"),
        say("Where do we stand against target, last month and last year, and what moved it?"),
        10,
        ("T1",),
    ),
    Topic("aging", say("Aging"), say("Aging and overdue"), say("How did age and overdue develop over twelve months?"), 10, ("T2",)),
    Topic("overdue", say("Top 10"), say("Overdue top 10"), say("Customer by customer: why, what is done, who, until when?"), 20, ("T3",)),
    Topic("plan", say("Plan"), say("Collection plan"), say("Was the plan kept, and what comes next month?"), 5, ("T5", "T14", "T8", "T9")),
    Topic("credit", say("Credit, supply"), say("Credit and supply"), say("Whose limit, terms or supply must change?"), 5, ("T6", "T4")),
    Topic(
        "disputes",
        say("Disputes"),
        say("Disputes and reconciliation"),
        say("Who objects, who has not confirmed, what differs?"),
        3,
        ("T10", "T7", "T15"),
    ),
    Topic(
        "legal",
        say("Law, losses"),
        say("Law and bad debts"),
        say("Which cases, losses and deadlines need a decision?"),
        2,
        ("T11", "T13", "T12"),
    ),
    Topic("decisions", say("Decisions"), say("Decisions"), say("What do we decide, who does it, until when?"), 0),
)
"""In the order of the meeting; decisions are taken down along the way."""

TOPICS = {topic.name: topic for topic in AGENDA}
