"""Payment-term phrases → due dates: `parse` a phrase, then count with `due_date`, `due_dates` or `instalments` (domain rules §4.11)."""

from arcore.terms.bulk import due_dates
from arcore.terms.discounts import discount_amount, discount_cost, discount_taken
from arcore.terms.due import due_date, instalments
from arcore.terms.model import Base, BaseDates, Discount, DueDate, DueInstalment, Instalment, Milestone, Rule, Tenor, Terms
from arcore.terms.overdue import chasing_days, in_grace, interest_from, overdue_days
from arcore.terms.parsing import parse
from arcore.terms.precedence import EffectiveTerms, Level, effective

__all__ = [
    "Base",
    "BaseDates",
    "Discount",
    "DueDate",
    "DueInstalment",
    "EffectiveTerms",
    "Instalment",
    "Level",
    "Milestone",
    "Rule",
    "Tenor",
    "Terms",
    "chasing_days",
    "discount_amount",
    "discount_cost",
    "discount_taken",
    "due_date",
    "due_dates",
    "effective",
    "in_grace",
    "instalments",
    "interest_from",
    "overdue_days",
    "parse",
]
