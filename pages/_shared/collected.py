"""What the visit's books say about collecting, each computed once per data version and date."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from arcore import dunning, ratings
from arcore.collecting import may_have_paid, worklist
from arcore.registers import REGISTERS
from arcore.registers.frames import frame as register_frame
from pages._shared import cash_works, figures_of, foreseen
from pages._shared.frame import Frame, once


def rows(frame: Frame, name: str) -> pd.DataFrame:
    """The rows of a register; empty while nobody keeps it."""
    kept = frame.books.registers.get(name)
    return register_frame(REGISTERS[name], []) if kept is None else kept


def grades(frame: Frame) -> dict[int, str]:
    """Every customer's grade: on record, else computed."""
    return ratings.grades(figures_of.rated(frame, frame.as_of))


def items(frame: Frame) -> pd.DataFrame:
    """Every overdue document with its step."""

    def compute() -> pd.DataFrame:
        done = dunning.done_steps(rows(frame, "contacts"), rows(frame, "letters"), frame.books.documents, frame.as_of)
        aged = figures_of.standing(frame, frame.as_of).aged
        return dunning.steps(aged, done, figures_of.agreed(frame), grades=grades(frame), policy=frame.policy)

    return once(frame, "dunning", frame.as_of, compute=compute)


def to_contact(frame: Frame) -> pd.DataFrame:
    """The worklist, all currencies."""

    def compute() -> pd.DataFrame:
        return worklist.worklist(
            items(frame),
            promises=figures_of.agreed(frame).promises,
            contacts=rows(frame, "contacts"),
            customers=frame.books.customers,
            grades=grades(frame),
            chances=worklist.chances_of(foreseen.foretold(frame).documents),
            as_of=frame.as_of,
        )

    return once(frame, "worklist", frame.as_of, compute=compute)


def waiting_lines(frame: Frame, customer: Mapping[str, object]) -> pd.DataFrame:
    """Bank lines nobody has dealt with that seem to come from a customer."""
    learned = frame.ledger.learned()
    name = str(customer["customer_id"] or customer["customer_name"])
    taught = {payer for known in (learned.accounts, learned.names) for payer, customers in known.items() if name in customers}
    return may_have_paid.lines_of(cash_works.lines(frame), customer, frozenset(taught))
