"""The five stages of a customer's life, and what must be there before it may go on to the next.

信用调查 → 账期设定 → 合同签订 → 应收管理 → 催收. A gate that is not met can be passed with a reason, which is kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from arcore.books import Books
from arcore.customers_at import customers_at
from arcore.messages import Message, say
from arcore.registers import REGISTERS
from arcore.registers.frames import known_at, of_customer, valid_at
from arcore.registers_at import books_at, registers_at

STAGES = ("investigation", "terms", "contract", "receivables", "collection")


@dataclass(frozen=True)
class Gate:
    """What a stage asks for, whether it is there, and what to do where it is not."""

    asks: Message
    met: bool
    advice: Message


def stage_at(books: Books, customer_key: int, as_of: dt.date) -> str | None:
    """The stage a customer is in; None where nobody has recorded one."""
    register = REGISTERS["stages"]
    known = known_at(of_customer(registers_at(books, as_of)["stages"], customer_key), register, as_of)
    return str(known["stage"].iloc[0]) if len(known) else None


def gates(books: Books, customer_key: int, stage: str, as_of: dt.date) -> tuple[Gate, ...]:
    """What entering `stage` asks for at `as_of`."""
    books = books_at(books, as_of)
    found = customers_at(books, as_of)
    customer = dict(found[found["customer_key"] == customer_key].iloc[0])
    asked = _ASKED[: STAGES.index(stage)] if stage != "collection" else ()
    return tuple(Gate(say_what, check(books, customer_key, customer, as_of), advice) for say_what, check, advice in asked)


def missing(books: Books, customer_key: int, stage: str, as_of: dt.date) -> tuple[Gate, ...]:
    """The gates of `stage` that are not met."""
    return tuple(gate for gate in gates(books, customer_key, stage, as_of) if not gate.met)


def _rows(books: Books, name: str, customer_key: int, as_of: dt.date) -> pd.DataFrame:
    return valid_at(of_customer(books.registers[name], customer_key), REGISTERS[name], as_of)


def _investigated(books: Books, key: int, customer: Mapping[Any, Any], as_of: dt.date) -> bool:
    return any(len(_rows(books, name, key, as_of)) for name in ("reviews", "evidence", "assessments"))


def _limited(books: Books, key: int, customer: Mapping[Any, Any], as_of: dt.date) -> bool:
    return not pd.isna(customer["credit_limit"]) and not pd.isna(customer["term_text"])


def _signed(books: Books, key: int, customer: Mapping[Any, Any], as_of: dt.date) -> bool:
    contracts = _rows(books, "contracts", key, as_of)
    return bool((contracts["signed_by_us"].fillna(False) & contracts["signed_by_them"].fillna(False)).any())


_ASKED = (
    (
        say("A credit review, external evidence or an assessment that is still valid"),
        _investigated,
        say("Record one in the registers “Credit reviews”, “External evidence” or “Manual assessments”."),
    ),
    (say("A credit limit and payment terms"), _limited, say("Set both for the customer; a limit of 0 means cash only.")),
    (
        say("A valid contract signed by both sides"),
        _signed,
        say("Record it in the register “Contracts and clauses”, with both signatures."),
    ),
)
"""What the second, third and fourth stage each ask for on top of the stages before; collection asks for nothing."""
