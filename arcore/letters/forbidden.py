"""Wording that no letter may hold: threats, publicity, other people, insults, false authority (documents §3.3).

Our own templates are tested against it; a template of the user's own is checked and what is found is said, with why.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from arcore.messages import Message, say

PUBLICITY = say("it threatens to make the debt public, which infringes reputation and personal information")
OTHERS = say("it draws in people who owe nothing")
INSULT = say("it insults")
CRIME = say("it threatens with criminal law over a civil debt")
FORCE = say("it threatens with force or harassment")
AUTHORITY = say("it claims an authority that only a court, an authority or a law firm has")
VAGUE = say("it threatens without naming a lawful step")

RULES: tuple[tuple[Message, str], ...] = (
    (PUBLICITY, r"曝光|黑名单|公之于众|公诸于众|公开你|公开贵|登报|媒体公布|失信名单|朋友圈|微信群|同行(?:群|圈)|业内通报"),
    (PUBLICITY, r"black\s*-?list|name and shame|public(?:ly)? (?:shame|expose|disclose|name)|expose you|social media|the press|newspaper"),
    (OTHERS, r"家人|亲属|亲友|父母|配偶|子女|邻居|单位领导|你的客户|贵司(?:的)?(?:客户|上下游)"),
    (OTHERS, r"your (?:family|relatives|parents|spouse|children|neighbou?rs|employer|customers)"),
    (INSULT, r"老赖|无赖|骗子|诈骗犯|骗钱|不要脸|无耻|流氓|可耻|丢人|赖账"),
    (INSULT, r"\b(?:crooks?|thie(?:f|ves)|liars?|cheats?|scum|shameless|dishonest|deadbeats?|fraudsters?)\b"),
    (CRIME, r"坐牢|判刑|刑事责任|刑事立案|报警|公安|拘留|逮捕|诈骗罪|抓人"),
    (CRIME, r"\b(?:criminal|police|arrest(?:ed)?|jail|prison|imprisonment)\b"),
    (FORCE, r"堵门|围堵|上门闹|不客气|人身安全|社会人士|讨债公司|天天上门"),
    (FORCE, r"\b(?:or else|you will regret|come after you|at your door|debt collectors will visit)\b"),
    (AUTHORITY, r"律师事务所|法院(?:通知|传票|已)|执行通知|传唤|强制执行贵司|查封贵司|冻结贵司|国家机关"),
    (AUTHORITY, r"\b(?:law firm|court summons|writ of|bailiffs?|by order of)\b|we will seize|we will freeze"),
    (VAGUE, r"后果自负|一切后果|严重后果|不排除采取任何|不择手段"),
    (VAGUE, r"all (?:the )?consequences|serious consequences|by any means|any means necessary"),
)


@dataclass(frozen=True)
class Finding:
    """The words found, and why they may not stand in a letter."""

    words: str
    why: Message

    @property
    def message(self) -> Message:
        """The sentence for people."""
        return say("“{words}” should not stand in a letter: {why}.", words=self.words, why=self.why)


def findings(text: str) -> tuple[Finding, ...]:
    """Every forbidden wording in the text, once each.

    >>> [found.words for found in findings("逾期不还，将列入黑名单并曝光。")]
    ['黑名单', '曝光']
    """
    found: dict[str, Finding] = {}
    for why, pattern in RULES:
        for match in re.finditer(pattern, text, re.IGNORECASE):
            found.setdefault(match[0].casefold(), Finding(match[0], why))
    return tuple(found.values())
