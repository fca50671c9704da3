"""What the visit's books say about collecting, each computed once per data version and date."""

from __future__ import annotations

import pandas as pd

from arcore import desk, dunning, ratings
from arcore.collecting import may_have_paid, worklist
from arcore.collecting.chances import late_chances
from arcore.collecting.worklist import Totals
from arcore.customers_at import customers_at
from arcore.due_history import documents_at
from arcore.payment_history import settled
from arcore.registers_at import rows_of
from arcore.undated import vague
from pages._shared import cash_works, figures_of
from pages._shared.frame import Frame, once


def rows(frame: Frame, name: str) -> pd.DataFrame:
    """The rows of a register as they are now; empty while nobody keeps it."""
    return rows_of(frame.books.registers, name)


def rows_then(frame: Frame, name: str) -> pd.DataFrame:
    """The rows as they stood at the date, for figures."""
    return rows_of(figures_of.registers(frame), name)


def grades(frame: Frame) -> dict[int, str]:
    """Every customer's grade: on record, else computed."""
    return ratings.grades(figures_of.rated(frame, frame.as_of))


def items(frame: Frame) -> pd.DataFrame:
    """Every overdue document with its step."""

    def compute() -> pd.DataFrame:
        done = dunning.done_steps(rows_then(frame, "contacts"), rows_then(frame, "letters"), frame.books.documents, frame.as_of)
        aged = figures_of.standing(frame, frame.as_of).aged
        return dunning.steps(aged, done, figures_of.agreed(frame), grades=grades(frame), policy=frame.policy)

    return once(frame, "dunning", frame.as_of, compute=compute)


def to_contact(frame: Frame) -> pd.DataFrame:
    """The worklist, all currencies."""

    def compute() -> pd.DataFrame:
        return worklist.worklist(
            items(frame),
            promises=figures_of.agreed(frame).promises,
            contacts=rows_then(frame, "contacts"),
            customers=customers_at(frame.books, frame.as_of),
            grades=grades(frame),
            chances=chances(frame),
            waiting=may_have_paid.waiting_money(waiting_lines(frame), on_account(frame)),
            as_of=frame.as_of,
        )

    return once(frame, "worklist", frame.as_of, compute=compute)


def row_of(frame: Frame, customer_key: int, currency: str) -> dict[str, object]:
    """One customer as the worklist has it, whether anything of it is overdue or not."""
    return worklist.row_of(to_contact(frame), frame.books.customers, customer_key, currency)


def chances(frame: Frame) -> dict[int, int]:
    """Each customer's chance of paying late, by its own record."""
    books = frame.books
    paid = settled(documents_at(books, frame.as_of), books.allocations, frame.as_of, undated=vague(books.undated))
    return late_chances(paid, books.customers["customer_key"].tolist())


def totals(frame: Frame, listed: pd.DataFrame) -> Totals:
    """What worklist rows of the visit's currency add up to, beside the overdue balance of the aging page."""
    aging = figures_of.debtors(frame, frame.as_of, "customer", "policy", frame.policy.aging.basis, net_credits=False)
    (overdue,) = desk.total_row(desk.with_keys(aging, "currency", [frame.currency]), ["overdue"])["overdue"]
    return worklist.totals(listed, int(overdue))


def waiting_lines(frame: Frame) -> pd.DataFrame:
    """Bank lines nobody has dealt with that seem to come from customers, with whose they may be; at a past date those of then.

    On the latest date every line counts: a statement taken in today is about days after the last data.
    """

    def compute() -> pd.DataFrame:
        learned, until = frame.ledger.learned(), frame.as_of if frame.is_past else None
        taught = may_have_paid.taught_payers(learned.accounts, learned.names)
        return may_have_paid.waiting_lines(cash_works.lines(frame), frame.books.customers, taught, until)

    return once(frame, "waiting lines", frame.as_of, compute=compute)


def on_account(frame: Frame) -> pd.DataFrame:
    """Receipts and credit notes of customers that are not set against their debts."""
    stands = figures_of.standing(frame, frame.as_of)
    return may_have_paid.on_account(stands.unapplied, stands.aged)
