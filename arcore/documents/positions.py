"""What an aging workbook is made of, per currency: open items by debtor, debtors by size, receipts not applied yet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from arcore import aging
from arcore.aging import Basis, By, Scheme
from arcore.i18n import Language
from arcore.messages import Message, say
from arcore.schema import DocumentKind
from arcore.terms import Base, Rule, parse

KINDS: dict[str, Message] = {
    DocumentKind.INVOICE.value: say("Invoice"),
    DocumentKind.CREDIT_NOTE.value: say("Credit note"),
    DocumentKind.OPENING.value: say("Opening item"),
    DocumentKind.ADJUSTMENT.value: say("Adjustment"),
}
OF_CUSTOMER = ("customer_name", "salesperson", "region", "term_text", "contact", "phone")
TEXTS = ("customer_name", "document_no", "term_text", "salesperson", "region", "contract_no", "contact", "phone", "remark")


@dataclass(frozen=True)
class Position:
    """One currency. `debtors` ordered by what they owe and numbered from 1 on; cut `by` something else they are its values.

    debtors   number, customer_id, customer_name, salesperson, region, columns of `aging.table`, oldest_days, first_line, last_line
    lines     number, the columns of open items, settled, bucket, days (never below zero), due, term_days, due_formula
    credits   number, the columns of receipts, unapplied
    """

    currency: str
    debtors: pd.DataFrame
    lines: pd.DataFrame
    credits: pd.DataFrame
    by: By = "customer"


def positions(
    aged: pd.DataFrame,
    unapplied: pd.DataFrame | None,
    customers: pd.DataFrame,
    scheme: Scheme,
    basis: Basis,
    lang: Language,
    by: By = "customer",
) -> tuple[Position, ...]:
    """One position per currency, the one with most debtors first; without `unapplied` only what is owed."""
    if unapplied is None:
        unapplied = pd.DataFrame({name: aged[name].head(0) for name in ("customer_key", "customer_id", "currency")})
        unapplied = unapplied.assign(unapplied=pd.array([], dtype="int64"), receipt_date=pd.to_datetime([]))
    if by != "customer":
        aged, unapplied, customers = regrouped(aged, unapplied, customers, by, lang)
    every = aging.table(aged, unapplied, "customer", scheme=scheme, basis=basis)
    found = []
    for currency in every.groupby("currency", observed=True).size().sort_values(ascending=False, kind="stable").index:
        debtors = named(every[every["currency"] == currency], aged, customers, lang)
        debtors.insert(0, "number", range(1, len(debtors) + 1))
        lines = numbered_lines(aged[aged["currency"] == currency], debtors, customers)
        credits = with_number(unapplied[unapplied["currency"] == currency], debtors)
        found.append(
            Position(str(currency), with_lines(debtors, lines), lines, credits.sort_values(["number", "receipt_date"], kind="stable"), by)
        )
    return tuple(found)


def regrouped(
    aged: pd.DataFrame, unapplied: pd.DataFrame, customers: pd.DataFrame, by: By, lang: Language
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The same rows with the values of `by` in the customers' place; each row keeps the name of its own customer."""
    column = aging.KEYS[by][0] if aging.KEYS[by] else "currency"
    known = customers.drop_duplicates("customer_key").set_index("customer_key")
    filled = []
    for rows in (aged, unapplied):
        keys = rows["customer_key"]
        own = {name: keys.map(known[name]).astype("object") for name in OF_CUSTOMER if name in known}
        mine = rows.assign(**{name: rows[name].fillna(values) if name in rows else values for name, values in own.items()})
        label = mine[column] if column in mine else keys.map(known[column]) if column in known else pd.Series(None, index=rows.index)
        filled.append(mine.assign(label=label.astype("object").fillna("").replace("", say("Not given").text(lang))))
    labels = pd.Index(sorted({*filled[0]["label"], *filled[1]["label"]}))
    items, credits = (rows.assign(customer_key=labels.get_indexer(pd.Index(rows["label"])) + 1).drop(columns="label") for rows in filled)
    values = pd.DataFrame({"customer_key": range(1, len(labels) + 1), "customer_id": labels, "customer_name": labels})
    return items, credits, values


def named(debtors: pd.DataFrame, aged: pd.DataFrame, customers: pd.DataFrame, lang: Language) -> pd.DataFrame:
    """Debtors with name, salesperson and region, the largest first; money nobody could identify last."""
    known = customers.drop_duplicates("customer_key").set_index("customer_key") if "customer_key" in customers else pd.DataFrame()
    result = debtors.copy()
    keys = result["customer_key"]
    for column in ("customer_name", "salesperson", "region"):
        result[column] = keys.map(known[column]) if column in known else None
        if column in aged:
            spoken = aged.dropna(subset=[column]).drop_duplicates("customer_key").set_index("customer_key")[column]
            result[column] = result[column].fillna(keys.map(spoken))
    unknown = keys.isna()
    result.loc[unknown, "customer_name"] = say("(payer not identified)").text(lang)
    order = result.assign(unknown=unknown, text=result["customer_id"].astype(str))
    order = order.sort_values(["unknown", "open", "text"], ascending=[True, False, True], kind="stable")
    return order.drop(columns=["unknown", "text"]).reset_index(drop=True)


def with_number(rows: pd.DataFrame, debtors: pd.DataFrame) -> pd.DataFrame:
    """The rows with their debtor's number."""
    numbers = debtors.assign(key=debtors["customer_key"].astype("Int64").fillna(-1)).drop_duplicates("key").set_index("key")["number"]
    return rows.assign(number=rows["customer_key"].astype("Int64").fillna(-1).map(numbers).astype("int64"))


def numbered_lines(items: pd.DataFrame, debtors: pd.DataFrame, customers: pd.DataFrame) -> pd.DataFrame:
    """The currency's open items, debtor by debtor, oldest due date first."""
    lines = with_number(items, debtors)
    names = debtors.set_index("number")
    for column in TEXTS:
        if column not in lines:
            lines[column] = None
    for column in ("customer_name", "salesperson", "region"):
        lines[column] = lines[column].fillna(lines["number"].map(names[column]))
    known = customers.drop_duplicates("customer_key").set_index("customer_key")
    for column in ("term_text", "contact", "phone"):
        if column in known:
            lines[column] = lines[column].fillna(lines["customer_key"].map(known[column]))
    lines["settled"] = lines["amount"] - lines["open"]
    lines["due"] = lines["due_date"].fillna(lines["document_date"])
    lines["days"] = lines["days_past_due"].fillna(0).clip(lower=0).astype("int64")
    lines = lines.sort_values(["number", "due", "document_no"], kind="stable").reset_index(drop=True)
    return with_due_rules(lines)


def with_lines(debtors: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """Debtors with the positions of their first and last line, and the days of the oldest overdue one."""
    by_number = lines.assign(line=range(len(lines))).groupby("number")["line"]
    owed = lines[lines["open"] > 0].groupby("number")["days"].max()
    return debtors.assign(
        first_line=debtors["number"].map(by_number.min()).astype("Int64"),
        last_line=debtors["number"].map(by_number.max()).astype("Int64"),
        oldest_days=debtors["number"].map(owed).fillna(0).astype("int64"),
    )


def with_due_rules(lines: pd.DataFrame) -> pd.DataFrame:
    """Lines with the term's days and the formula of the due date, where counting from the document date gives that very day.

    `{date}` and `{days}` stand for the cells. A due date that a holiday moved, or that counts from a delivery, stays a value.
    """
    days = pd.array([None] * len(lines), dtype="Int64")
    templates = np.full(len(lines), None, dtype=object)
    for phrase, places in lines.groupby("term_text", dropna=True).indices.items():
        rule = due_rule(str(phrase))
        if rule is None:
            continue
        months, count, month_end = rule
        dates = pd.DatetimeIndex(lines["document_date"].iloc[places])
        ends = (dates.to_period("M") + months).to_timestamp(how="end").normalize()
        base = ends if month_end else dates + pd.DateOffset(months=months)
        agrees = base + pd.Timedelta(days=count) == pd.DatetimeIndex(lines["due_date"].iloc[places])
        hits = np.asarray(places)[np.asarray(agrees)]
        start = f"EOMONTH({{date}},{months})" if month_end else f"EDATE({{date}},{months})" if months else "{date}"
        days[hits] = count
        templates[hits] = start + "+{days}"
    return lines.assign(term_days=days, due_formula=pd.Series(templates, index=lines.index, dtype=object))


@cache
def due_rule(phrase: str) -> tuple[int, int, bool] | None:
    """The phrase as months, days and whether they count from the month's end; None when they count from something else."""
    terms = parse(phrase)
    if terms.bases != (Base.INVOICE,) or terms.cut_off or terms.instalments or terms.bill or terms.working_days:
        return None
    if terms.rule not in (Rule.NET, Rule.MONTH_END):
        return None
    return terms.months, terms.days + terms.extra_days, terms.rule is Rule.MONTH_END
