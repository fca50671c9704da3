"""Training in words, as the page and its workbook show it."""

from __future__ import annotations

import pandas as pd

from arcore.i18n import Language
from arcore.registers.declare import DEPARTMENT_NAMES
from arcore.registers.training import TOPIC_NAMES
from arcore.training.owed import WHY


def in_words(rows: pd.DataFrame, lang: Language) -> pd.DataFrame:
    """`Standing.rows` with `place` (0, 1, …), `department_words`, `topic_words` and `why_words`."""
    words = {
        "department_words": ("department", DEPARTMENT_NAMES),
        "topic_words": ("topic", TOPIC_NAMES),
        "why_words": ("why", WHY),
    }
    said = {
        name: [titles[value].text(lang) if value in titles else "" for value in rows[column].tolist()]
        for name, (column, titles) in words.items()
    }
    return rows.assign(place=range(len(rows)), **said)
