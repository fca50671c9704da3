"""`aging`: who owes what, and for how long, straight from workbooks."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, get_args

import click
import pandas as pd

from arcore import aging as buckets
from arcore import balances, policy_file, tie_out
from arcore.aging import Basis, By
from arcore.commands.common import DATE, FILE, answer, as_json, content_of, language, sensible_day, sentences, write_bytes
from arcore.commands.working_books import findings, temporary_books, usable, warn
from arcore.documents import aging_workbook
from arcore.engines import collect, engine_named, to_engine
from arcore.i18n import Language
from arcore.intake.data_date import said_day
from arcore.messages import Unusable, say
from arcore.money import plain
from arcore.policy import Policy
from arcore.schema import TableKind
from arcore.undated import hidden_until


@click.command()
@click.option("--customers", type=FILE, multiple=True, help="Workbook of customers.")
@click.option("--documents", type=FILE, multiple=True, required=True, help="Workbook of invoices, credit notes and opening items.")
@click.option("--receipts", type=FILE, multiple=True, help="Workbook of receipts.")
@click.option("--as-of", type=DATE, callback=sensible_day, help="The day whose end is looked at, YYYY-MM-DD; else the day the files name.")
@click.option("--by", type=click.Choice(get_args(By)), default="customer", show_default=True)
@click.option("--basis", type=click.Choice(get_args(Basis)), default="due", show_default=True, help="Age by due date or by document date.")
@click.option("--engine", default="pandas", show_default=True, help="pandas, polars, duckdb or spark.")
@click.option("--password", help="For protected workbooks; never stored.")
@click.option("--policy", "policy_path", type=FILE, help="The company's rules (TOML).")
@click.option("--output", type=FILE, help="Write the aging workbook here (.xlsx).")
@as_json
@language
@sentences
def aging(
    customers: tuple[Path, ...],
    documents: tuple[Path, ...],
    receipts: tuple[Path, ...],
    as_of: dt.date | None,
    by: By,
    basis: Basis,
    engine: str,
    password: str | None,
    policy_path: Path | None,
    output: Path | None,
    json_path: str | None,
    lang: Language,
) -> None:
    """Age the open items of workbooks as of a day, and prove the total."""
    chosen = engine_named(engine)
    policy = policy_file.load(content_of(policy_path).decode("utf-8")) if policy_path else policy_file.default()
    asked = ((customers, TableKind.CUSTOMERS), (documents, TableKind.DOCUMENTS), (receipts, TableKind.RECEIPTS))
    readings = [r for paths, kind in asked for r in usable(paths, kind, password, policy.company.currency)]
    said = said_day(readings)
    day = as_of or (said.day if said else None)
    if day is None:
        raise Unusable(say("The files do not say as of which day they are: add --as-of, for example --as-of 2026-06-30."))
    books, preview = temporary_books(readings, day, policy)
    documents_, receipts_, allocations = (to_engine(frame, chosen) for frame in (books.documents, books.receipts, books.allocations))
    aged = buckets.age(balances.open_items(documents_, allocations, day), day, policy.aging.scheme, basis)
    unapplied = balances.unapplied(receipts_, allocations, day, documents_)
    table = collect(buckets.table(aged, unapplied, by, scheme=policy.aging.scheme, customers=to_engine(books.customers, chosen)))
    proofs = tie_out.prove(documents_, receipts_, allocations, aged, day)
    payload = _payload(table, proofs, day, by, policy, books.customers, lang)
    noticed = findings(readings, preview, lang)
    answer({**payload, **noticed}, json_path)
    warn(noticed, lang)
    if output is not None:
        workbook = aging_workbook.build(
            collect(aged),
            collect(unapplied),
            books.customers,
            as_of=day,
            scheme=policy.aging.scheme,
            company=policy.company.name,
            lang=lang,
            basis=basis,
            version=books.version,
            proofs=proofs,
        )
        write_bytes(output, workbook)
    if json_path != "-":
        for proof in proofs:
            click.echo(proof.sentence().text(lang))
    if (known_again := hidden_until(books, day)) is not None:
        click.echo(say("The state before {day} cannot be restored: the files only have a current paid column.", day=known_again).text(lang))


def _payload(
    table: pd.DataFrame,
    proofs: tuple[tie_out.Proof, ...],
    day: dt.date,
    by: By,
    policy: Policy,
    customers: pd.DataFrame,
    lang: Language,
) -> dict[str, Any]:
    key = {"group": "group_name"}.get(by, by)
    names = _names(customers)
    labels = _labels(table, policy, lang)
    rows = [_row({str(k): v for k, v in row.items()}, by, key, names, labels) for row in table.to_dict("records")]
    totals = {str(currency): _sums(part, labels, str(currency)) for currency, part in table.groupby("currency")}
    return {
        "as_of": day.isoformat(),
        "buckets": list(labels.values()),
        "rows": rows,
        "totals": totals,
        "tie_out": [
            {
                "currency": proof.currency,
                **{
                    name: plain(getattr(proof, name), proof.currency)
                    for name in ("documents", "allocations", "open", "bucketed", "difference", "receipts", "applied", "unapplied")
                },
            }
            for proof in proofs
        ],
    }


def _labels(table: pd.DataFrame, policy: Policy, lang: Language) -> dict[str, str]:
    """Columns of the table → names of the buckets; open credit notes are a bucket of their own, so that buckets add up to open."""
    columns = buckets.bucket_columns(policy.aging.scheme)
    labels = dict(zip(columns, (*buckets.bucket_labels(policy.aging.scheme, lang), buckets.unknown_label().text(lang)), strict=True))
    if not table[columns[-1]].any():
        labels.pop(columns[-1])
    if table["credit_notes"].any():
        labels["credit_notes"] = say("Open credit notes").text(lang)
    return labels


def _names(customers: pd.DataFrame) -> dict[int, tuple[str | None, str | None]]:
    """Number and name of each customer; a customer without a number is called by its name."""
    columns = (customers[name].tolist() for name in ("customer_key", "customer_id", "customer_name"))
    return {int(key): (_said(number) or _said(name), _said(name) or _said(number)) for key, number, name in zip(*columns, strict=True)}


def _said(value: object) -> str | None:
    return None if value is None or value is pd.NA or value != value else str(value)


def _row(row: dict[str, Any], by: By, key: str, names: dict[int, tuple[str | None, str | None]], labels: dict[str, str]) -> dict[str, Any]:
    currency = str(row["currency"])
    if by == "customer":
        number, name = (None, None) if pd.isna(row["customer_key"]) else names.get(int(row["customer_key"]), (None, None))
    else:
        number = name = _said(row.get(key))
    return {"key": number, "name": name, "currency": currency, **_amounts(row, labels, currency)}


def _sums(part: pd.DataFrame, labels: dict[str, str], currency: str) -> dict[str, Any]:
    return _amounts({str(name): int(part[name].sum()) for name in part.select_dtypes("number").columns}, labels, currency)


def _amounts(row: dict[str, Any], labels: dict[str, str], currency: str) -> dict[str, Any]:
    return {
        "open": plain(row["open"], currency),
        "buckets": {label: plain(row[column], currency) for column, label in labels.items()},
        "overdue": plain(row["overdue"], currency),
        "unapplied": plain(-row["unapplied"], currency),
        "balance": plain(row["total"], currency),
        "items": int(row["items"]),
    }
