"""How creditworthy each customer is: nine factors from the books, points, a grade, and why (domain rules §5)."""

from arcore.scorecard.card import GRADE_WORDS, Card, Line, card, main_reason, points_text
from arcore.scorecard.evidence import Evidence
from arcore.scorecard.lifting import lifts
from arcore.scorecard.scoring import score

__all__ = ["GRADE_WORDS", "Card", "Evidence", "Line", "card", "lifts", "main_reason", "points_text", "score"]
