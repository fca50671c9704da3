"""What to clean before relying on the books: doubtful rows by kind, how many, how much, and how to mend them.

Nothing here changes a figure. Money is in minor units per currency, never added across them.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import pandas as pd

from arcore.books import Books
from arcore.intake.model import Reading
from arcore.matching.normalize import plain_key
from arcore.matching.similar import similar
from arcore.messages import Message, say
from arcore.standing import sums_by_currency

About = Literal["documents", "receipts", "customers"]
NEAR = 0.85
"""From which likeness of names on two customers are asked about."""


class Words(NamedTuple):
    """What a kind of doubt is called and how it is mended; `urgent`: it falsifies figures."""

    about: About
    urgent: bool
    title: Message
    advice: Message


WORDS: dict[str, Words] = {
    "future": Words(
        "documents",
        True,
        say("Documents dated after the day of the data"),
        say("Check the year: such a document is in no figure before its own day."),
    ),
    "due_before_date": Words(
        "documents",
        True,
        say("Due before the document's own date"),
        say("Correct the due date or the document date in the file and import it again."),
    ),
    "no_terms": Words(
        "documents",
        True,
        say("Neither due date nor payment terms"),
        say("They count as due on their own date, so overdue too early. Add terms to the customer, or a due date to the file."),
    ),
    "same_twice": Words(
        "documents",
        False,
        say("Same customer, date and amount under two numbers"),
        say("Perhaps entered twice. If both are genuine, nothing is to be done."),
    ),
    "unidentified": Words("receipts", True, say("Receipts whose payer is unknown"), say("Find the customer on the page Cash application.")),
    "unapplied": Words(
        "receipts",
        False,
        say("Receipts that no document has used"),
        say("Apply them on the page Cash application, else aging shows too much as overdue."),
    ),
    "same_tax_no": Words(
        "customers",
        True,
        say("Customers with the same tax number"),
        say("The same company twice? Keep one number in your system and import again."),
    ),
    "same_name": Words(
        "customers",
        True,
        say("Customers with the same name"),
        say("The same company twice? Balances and limits are split between the two."),
    ),
    "near_twins": Words(
        "customers",
        False,
        say("Customers with very similar names"),
        say("Different companies, or one written in two ways? A payment may be taken for the other's."),
    ),
    "unlisted": Words(
        "customers",
        False,
        say("Customers that are in no customer list"),
        say("Only documents or receipts name them: no terms, no limit, no salesperson. Import a customer list."),
    ),
    "without_terms": Words(
        "customers",
        False,
        say("Debtors without payment terms"),
        say("Add the terms to the customer list, so that due dates can be counted."),
    ),
    "negative": Words(
        "customers",
        False,
        say("Customers with a negative balance"),
        say("Received more than invoiced: an advance, a missing invoice, or money of somebody else."),
    ),
}


@dataclass(frozen=True)
class Doubt:
    """One kind of doubtful row: `rows` are the documents, receipts or customers themselves; `urgent` ones falsify figures."""

    code: str
    title: Message
    advice: Message
    about: About
    rows: pd.DataFrame
    urgent: bool = False
    amounts: Mapping[str, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many rows it concerns."""
        return len(self.rows)


def doubts(books: Books, items: pd.DataFrame, unapplied: pd.DataFrame, as_of: dt.date) -> tuple[Doubt, ...]:
    """Everything doubtful at `as_of`, what falsifies figures first; kinds without a row are left out.

    `items` and `unapplied` as `balances` gives them at `as_of`.
    """
    found = [*_documents(books, items, as_of), *_receipts(unapplied), *_customers(books, items, unapplied)]
    return tuple(sorted((doubt for doubt in found if doubt.count), key=lambda doubt: not doubt.urgent))


def _documents(books: Books, items: pd.DataFrame, as_of: dt.date) -> list[Doubt]:
    owed = items[items["open"] > 0]
    issued = books.documents.assign(open=books.documents["amount"])
    alike = issued.duplicated(["customer_key", "document_date", "amount", "currency"], keep=False)
    found = {
        "future": issued[issued["document_date"] > pd.Timestamp(as_of)],
        "due_before_date": owed[owed["due_date"] < owed["document_date"]],
        "no_terms": owed[(owed["due_basis"] == "document_date") & (owed["kind"] != "opening")],
        "same_twice": issued[alike & (issued["amount"] > 0)].sort_values(["customer_key", "document_date", "amount"]),
    }
    return [_doubt(code, rows, sums_by_currency(rows, "open")) for code, rows in found.items()]


def _receipts(unapplied: pd.DataFrame) -> list[Doubt]:
    unknown = unapplied["customer_key"].isna()
    found = {"unidentified": unapplied[unknown], "unapplied": unapplied[~unknown]}
    return [_doubt(code, rows, sums_by_currency(rows, "unapplied")) for code, rows in found.items()]


def _customers(books: Books, items: pd.DataFrame, unapplied: pd.DataFrame) -> list[Doubt]:
    customers, owing = books.customers, items[items["open"] > 0]
    without = customers["term_text"].fillna("").str.strip() == ""
    found = {
        "same_tax_no": _grouped(customers, customers["tax_no"].fillna("").str.strip().str.upper()),
        "same_name": _grouped(customers, customers["customer_name"].fillna("").map(plain_key)),
        "near_twins": near_twins(customers),
        "unlisted": customers[customers["implicit"]],
        "without_terms": customers[without & customers["customer_key"].isin(owing["customer_key"])],
    }
    negative = _negative(items, unapplied)
    rows = customers[customers["customer_key"].isin(negative["customer_key"])]
    owed = {code: owing[owing["customer_key"].isin(mine["customer_key"])] for code, mine in found.items()}
    every = [_doubt(code, mine, sums_by_currency(owed[code], "open")) for code, mine in found.items()]
    return [*every, _doubt("negative", rows, sums_by_currency(negative, "net"))]


def near_twins(customers: pd.DataFrame) -> pd.DataFrame:
    """Customers whose names are alike but not the same, each beside its twins."""
    known = customers.dropna(subset=["customer_name"])
    names = [str(name) for name in known["customer_name"]]
    keys = [str(key) for key in known["customer_key"]]
    name_of = dict(zip(keys, names, strict=True))
    keys_of: dict[str, list[str]] = {}
    for key, name in zip(keys, names, strict=True):
        keys_of.setdefault(name, []).append(key)
    group: dict[str, str] = {}
    for name, candidates in similar(names, keys, names).items():
        alike = [key for key, likeness in candidates if likeness >= NEAR and plain_key(name_of[key]) != plain_key(name)]
        own = keys_of[name] if alike else []
        for key in (*own, *alike):
            group[key] = min([*own, *alike, *(group[each] for each in (*own, *alike) if each in group)], key=int)
    mine = known[known["customer_key"].astype("str").isin(list(group))]
    places = [int(group[str(key)]) for key in mine["customer_key"]]
    order: pd.DataFrame = mine.assign(place=places).sort_values(["place", "customer_key"]).reset_index(drop=True)
    return order.drop(columns="place")


def issue_kinds(readings: Sequence[Reading]) -> list[tuple[Message, int, int]]:
    """Issues of files by kind: (an example, how many rows are left out, how many are only notes), the most frequent first."""
    examples: dict[str, Message] = {}
    left_out: Counter[str] = Counter()
    noted: Counter[str] = Counter()
    for reading in readings:
        for issue in reading.every_issue:
            examples.setdefault(issue.code, issue.message)
            (left_out if issue.blocking and issue.row else noted)[issue.code] += 1
    codes = sorted(examples, key=lambda code: (-left_out[code], -noted[code], code))
    return [(examples[code], left_out[code], noted[code]) for code in codes]


def _doubt(code: str, rows: pd.DataFrame, amounts: Mapping[str, int]) -> Doubt:
    words = WORDS[code]
    return Doubt(code, words.title, words.advice, words.about, rows.reset_index(drop=True), words.urgent, amounts)


def _grouped(customers: pd.DataFrame, key: pd.Series) -> pd.DataFrame:
    """The customers that share a key that is not blank, side by side."""
    twice = (key != "") & key.duplicated(keep=False)
    order: pd.DataFrame = customers[twice].assign(same=key[twice]).sort_values(["same", "customer_key"])
    return order.drop(columns="same")


def _negative(items: pd.DataFrame, unapplied: pd.DataFrame) -> pd.DataFrame:
    parts = [
        items[["customer_key", "currency"]].assign(net=items["open"]),
        unapplied[["customer_key", "currency"]].assign(net=-unapplied["unapplied"]),
    ]
    net = pd.concat([part.dropna(subset=["customer_key"]).astype({"customer_key": "int64"}) for part in parts])
    sums = net.groupby(["customer_key", "currency"])["net"].sum().reset_index()
    return sums.loc[sums["net"] < 0]
