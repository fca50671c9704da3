"""The registers people keep: contracts, evidence, guarantees, assessments, events, reviews, tasks and more, as data.

A further register is a further declaration in one of the modules listed here; nothing else has to be written for it.
"""

from __future__ import annotations

from arcore.registers import (
    audit,
    bills,
    collecting,
    contracts,
    credit,
    legal,
    losses,
    planning,
    review,
    risk,
    sales,
    service,
    statements,
    targets,
    training,
    work,
)
from arcore.registers.model import GROUP_TITLES, Choice, Condition, Field, Group, Register, Subject, Value, Values

MODULES = (
    contracts,
    credit,
    risk,
    losses,
    collecting,
    bills,
    planning,
    review,
    work,
    statements,
    sales,
    legal,
    service,
    targets,
    training,
    audit,
)
REGISTERS: dict[str, Register] = {register.name: register for module in MODULES for register in module.REGISTERS}

__all__ = ["GROUP_TITLES", "REGISTERS", "Choice", "Condition", "Field", "Group", "Register", "Subject", "Value", "Values"]
