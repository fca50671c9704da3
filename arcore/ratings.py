"""The scorecard on a company's books: scores at a date, grades where none is stated, the list of customers with their advice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

import pandas as pd

from arcore.books import Books
from arcore.collecting.agreements import Agreements, agreements
from arcore.credit_reviews import held_grades
from arcore.customers_at import customers_at
from arcore.desk import matching
from arcore.due_history import documents_at
from arcore.exposure import Position
from arcore.i18n import Language
from arcore.limit_bases import bases
from arcore.limits import Basis, LimitAdvice, TermsAdvice, limit_amount, suggest_limit, suggest_terms, terms_days
from arcore.messages import Message, say
from arcore.money import Unit
from arcore.new_customers import mean
from arcore.policy import Policy
from arcore.registers import REGISTERS
from arcore.registers.ratios import ratios
from arcore.registers_at import registers_at
from arcore.scorecard import Evidence, main_reason, score
from arcore.unbilled import with_deliveries
from arcore.undated import vague
from arcore.wording import amount

LISTED = (
    *("customer_id", "name", "currency", "grade", "held", "points", "why", "balance", "overdue", "limit", "suggested", "terms", "days"),
)
GRADES = ("A", "B", "C", "N", "D", "P")
DISHONORED = "bill_dishonored"
GRAVE_EVENTS = ("enforcement", "dishonest", "lawsuit", "bankruptcy")


@dataclass(frozen=True)
class Rated:
    """Every customer's score at one date, and what its limit and terms follow from, row by row."""

    as_of: dt.date
    scored: pd.DataFrame
    bases: tuple[Basis, ...]

    def limit(self, place: int, policy: Policy) -> LimitAdvice:
        """The suggested limit of the customer in a row, with its reasons."""
        return suggest_limit(self.bases[place], policy)

    def terms(self, place: int, policy: Policy) -> TermsAdvice:
        """The suggested terms of the customer in a row, with their reasons."""
        basis = self.bases[place]
        return suggest_terms(basis.grade, basis.term_text, policy)

    def place(self, customer_id: str) -> int | None:
        """The row of a customer; None when there is none."""
        return self._places.get(customer_id)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {str(key): place for place, key in enumerate(self.scored["customer_id"])}


def rated(books: Books, as_of: dt.date, policy: Policy) -> Rated:
    """The scores of `books` at `as_of`, from the limits, terms and grades of that date."""
    scored = scored_at(books, as_of, policy)
    return Rated(as_of, scored, tuple(bases(scored, documents_at(books, as_of), books.allocations, as_of)))


def scored_at(books: Books, as_of: dt.date, policy: Policy) -> pd.DataFrame:
    """`scorecard.score` of the books, after the grade each customer's record states; with `held`, that grade (None without)."""
    customers = with_deliveries(customers_at(books, as_of), books, as_of, policy)
    held = held_grades(customers)
    evidence = evidence_of(registers_at(books, as_of), as_of, agreements(books, as_of, policy))
    scored = score(
        documents_at(books, as_of), books.allocations, books.receipts, customers, as_of=as_of, policy=policy,
        evidence=evidence, previous=held, unsure=vague(books.undated),
    )  # fmt: skip
    stated = scored["customer_key"].map(dict(held)).astype("object")
    return scored.assign(held=stated.where(stated.notna(), None))


def evidence_of(registers: Mapping[str, pd.DataFrame], as_of: dt.date, agreed: Agreements | None = None) -> Evidence:
    """What the registers of events and assessments hold that had not passed by `as_of`, and what became of promises and disputes."""
    events, assessed = registers.get("events"), registers.get("assessments")
    return Evidence(
        events=_grave(events, as_of) if events is not None else None,
        dishonored=_dishonored(events) if events is not None else None,
        assessments=_assessed(assessed) if assessed is not None else None,
        promises=_promises(agreed.promises) if agreed is not None else None,
        disputes=agreed.disputes.rename(columns={"opened": "opened_on", "closed": "closed_on"}) if agreed is not None else None,
    )


def _promises(states: pd.DataFrame) -> pd.DataFrame:
    """Whether each promise was kept; unknown while it runs."""
    kept = (states["state"] == "kept").astype("boolean").mask(states["state"] == "running")
    return pd.DataFrame({"customer_key": states["customer_key"], "due_date": states["date"], "kept": kept})


def _grave(events: pd.DataFrame, as_of: dt.date) -> pd.DataFrame:
    lasting = events["settled_on"].isna() | (events["settled_on"] > pd.Timestamp(as_of))
    rows = events[lasting & events["event_type"].isin(GRAVE_EVENTS)]
    words = {choice.value: choice.zh for choice in REGISTERS["events"].field("event_type").choices}
    return pd.DataFrame({"customer_key": rows["customer_key"], "date": rows["happened_on"], "kind": rows["event_type"].map(words)})


def _dishonored(events: pd.DataFrame) -> pd.DataFrame:
    rows = events[events["event_type"] == DISHONORED]
    return pd.DataFrame({"customer_key": rows["customer_key"], "date": rows["happened_on"]})


def _assessed(rows: pd.DataFrame) -> pd.DataFrame:
    """The four blocks of a manual assessment as one number of points: the mean of those that are known."""
    points = [mean(_blocks(row)) for row in rows.to_dict("records")]
    points_known = pd.array(points, dtype="Int64")
    found = pd.DataFrame({"customer_key": rows["customer_key"], "date": rows["assessed_on"], "points": points_known})
    return found.dropna(subset="points").astype({"customer_key": "int64"})


def _blocks(row: Mapping[Any, Any]) -> list[int]:
    """Finance (by hand, else from the four figures), operations, reputation (1 to 5) and third party, as points of 100."""
    finance = row["finance_score"] if pd.notna(row["finance_score"]) else ratios({str(k): v for k, v in row.items()}).points
    reputation = None if pd.isna(row["reputation"]) else Decimal(str(row["reputation"])) * 20
    parts = (finance, row["operations_score"], reputation, row["third_party_score"])
    return [int(str(part)) for part in parts if part is not None and pd.notna(part)]


def with_computed_grades(positions: Sequence[Position], scored: pd.DataFrame) -> tuple[Position, ...]:
    """The positions, with the computed grade where the customer's record states none."""
    computed = dict(zip(scored["customer_key"], scored["grade"], strict=True))
    return tuple(
        position
        if position.grade is not None or position.customer_key not in computed
        else replace(position, grade=str(computed[position.customer_key]), grade_is_computed=True)
        for position in positions
    )


def listed(found: Rated, currency: str, policy: Policy, lang: Language) -> pd.DataFrame:
    """The customers of one currency that owe or trade: grades, points, the main loss, limit and suggested limit; fewest points first."""
    rows = []
    for place, record in enumerate(found.scored.to_dict("records")):
        row = {str(name): value for name, value in record.items()}
        if row["currency"] != currency or not (row["balance"] or row["sales_recent"] or row["sales_prior"]):
            continue
        why, basis = main_reason(row, policy.scores), found.bases[place]
        rows.append(
            {
                "customer_id": row["customer_id"],
                "name": row["customer_name"] or row["customer_id"],
                "currency": currency,
                "grade": row["grade"],
                "held": row["held"] or "",
                "points": None if row["grade"] in ("N", "P") else row["score"] / 100,
                "why": why.text(lang) if why else "",
                "balance": row["balance"],
                "overdue": row["overdue"],
                "limit": row["limit"],
                "suggested": limit_amount(basis, policy),
                "terms": row["term_text"] if isinstance(row["term_text"], str) else "",
                "days": terms_days(basis.grade, basis.term_text, policy),
            }
        )
    names = (
        "customer_id",
        "name",
        "currency",
        "grade",
        "held",
        "points",
        "why",
        "balance",
        "overdue",
        "limit",
        "suggested",
        "terms",
        "days",
    )
    table = pd.DataFrame(rows, columns=list(names)).astype({"limit": "Int64", "points": "Float64"})
    return table.sort_values(["points", "balance"], ascending=[True, False], na_position="last").reset_index(drop=True)


def by_grade(found: Rated, currency: str) -> pd.DataFrame:
    """`grade`, `customers` and what they owe together (`balance`), of those that owe or trade, best grade first."""
    rows = found.scored
    active = rows[(rows["currency"] == currency) & ((rows["balance"] != 0) | (rows["sales_recent"] + rows["sales_prior"] != 0))]
    sums = active.groupby("grade").agg(customers=("customer_key", "size"), balance=("balance", "sum"))
    return sums.reindex([grade for grade in GRADES if grade in sums.index]).reset_index()


def answer(grades: pd.DataFrame, currency: str, unit: Unit) -> Message:
    """The sentence above the page: how many are good, how much those owe that are not."""
    count = int(grades["customers"].sum())
    good = int(grades.loc[grades["grade"].isin(["A", "B"]), "customers"].sum())
    risky = grades[grades["grade"] == "D"]
    return say(
        "Of {count} customers that owe or trade, {good} are graded A or B; {risky} are graded D and owe {amount}.",
        good=good,
        count=count,
        risky=int(risky["customers"].sum()),
        amount=amount(int(risky["balance"].sum()), currency, unit),
    )


def narrowed(rows: pd.DataFrame, grade: str, wanted: str) -> pd.DataFrame:
    """The rows of `listed` with this computed grade ("moved": another than on record) whose name or number holds `wanted`."""
    if grade == "moved":
        rows = rows[(rows["held"] != "") & (rows["held"] != rows["grade"])]
    elif grade:
        rows = rows[rows["grade"] == grade]
    return matching(rows, wanted, ("name", "customer_id")) if wanted else rows.reset_index(drop=True)


def row_of(found: Rated, place: int) -> dict[str, Any]:
    """One customer's row of the scores by column."""
    return {str(name): value for name, value in found.scored.iloc[place].to_dict().items()}


def grades(found: Rated) -> dict[int, str]:
    """Each customer's grade: the one on record, else the computed one."""
    columns = (found.scored[name].tolist() for name in ("customer_key", "held", "grade"))
    return {int(key): str(held or grade) for key, held, grade in zip(*columns, strict=True)}
