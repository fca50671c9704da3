"""Our account of a customer against the customer's own: which lines are the same, which differ, and what each side must book."""

from arcore.comparing.compare import compare
from arcore.comparing.model import KINDS, Comparison, Difference, Line, Pair, Rules

__all__ = ["KINDS", "Comparison", "Difference", "Line", "Pair", "Rules", "compare"]
