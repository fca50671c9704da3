"""How many lines post by themselves and how many of them are right, per kind of line.

Runs over our own generated months and, where the shared labelled cases are present, over them and
over generated months on their books. The figures are printed; the bar is asserted.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from arcore.__main__ import main
from arcore.matching.run import match
from arcore.policy import Policy
from tests import matching_bench, matching_field, matching_habits, matching_manners
from tests.matching_cases import Amounts, Case, Numbering, case, over_books
from tests.matching_score import Score, score

pytestmark = pytest.mark.benchmark
SHARED = Path(__file__).parents[3] / "shared" / "bench" / "cash"
NUMBERINGS: tuple[Numbering, ...] = ("serial8", "clustered8", "digital20", "dashed", "slashed", "long12")
AMOUNTS: tuple[Amounts, ...] = ("cents", "round", "unit_prices")


def printed(title: str, total: Score) -> None:
    print(f"\n{title}: {total.figures()}")
    print(f"{'kind':18}{'lines':>7}{'auto':>7}{'right':>7}{'top1':>7}{'payer':>7}")
    for kind, counts in sorted(total.by_kind.items()):
        print(f"{kind:18}" + "".join(f"{counts[name]:7}" for name in ("lines", "auto", "auto_right", "top1", "customer")))


def matched(generated: Case, total: Score) -> None:
    proposals = match(generated.lines, generated.open_items, generated.customers, as_of=generated.as_of, policy=Policy())
    score(generated, proposals, total)


def test_generated_months_reach_the_bar_in_every_numbering_and_kind_of_amount() -> None:
    total = Score()
    for number, numbering in enumerate(NUMBERINGS):
        for amounts in AMOUNTS:
            month = (2026, 1) if number % 2 else (2026, 6)
            matched(case(1000 + number, numbering=numbering, amounts=amounts, month=month), total)
    printed("generated", total)
    figures = total.figures()
    assert figures["auto_precision"] >= 0.999
    assert figures["auto_rate"] >= 0.98
    assert figures["top1"] >= 0.985
    assert figures["customer"] >= 0.995
    assert figures["write_off_hit"] >= 0.95


@pytest.mark.skipif(not SHARED.exists(), reason="the shared labelled cases are not here")
@pytest.mark.parametrize("name", ["case_xlsx_two_columns", "case_csv_gbk_flag", "case_camt053"])
def test_shared_cases_reach_the_bar_by_their_own_score(name: str) -> None:
    lines, open_items, customers, as_of = matching_bench.load(SHARED / name)
    proposals = match(lines, open_items, customers, as_of=as_of, policy=Policy())
    truth = json.loads((SHARED / name / "truth.json").read_text("utf-8"))
    figures, wrong = _shared_score()(truth, {"lines": [p.as_json() for p in proposals]})
    kinds = figures.pop("by_kind")
    print(f"\n{name}: {figures}")
    print("\n".join(f"{kind:18}{counts}" for kind, counts in kinds.items()))
    assert wrong == []
    assert figures["auto_precision"] == 1.0
    assert figures["false_cash"] == 0
    assert figures["outgoing_posted"] == 0
    assert figures["auto_rate"] >= 0.98
    assert figures["top1"] >= 0.985
    assert figures["customer"] >= 0.995
    assert figures["write_off_hit"] >= 0.95


@pytest.mark.skipif(not SHARED.exists(), reason="the shared labelled cases are not here")
def test_every_kind_over_the_shared_books_reaches_the_bar() -> None:
    total = Score()
    for seed, name in enumerate(("case_xlsx_two_columns", "case_csv_gbk_flag", "case_camt053")):
        _, open_items, customers, as_of = matching_bench.load(SHARED / name)
        matched(over_books(seed, customers, open_items, as_of, 500), total)
    printed("over the shared books", total)
    figures = total.figures()
    assert figures["auto_precision"] >= 0.999
    assert figures["auto_rate"] >= 0.98
    assert figures["top1"] >= 0.985


FIELD = (
    ("camt:02", "years", "cents"),
    ("mt940:sepa", "letters", "round"),
    ("ofx:sgml", "serial8", "units"),
    ("csv:bocom", "digital20", "cents"),
    ("xlsx:icbc", "short", "round"),
    ("mt940:tags", "slash", "units"),
    ("camt:08", "digital20", "units"),
    ("ofx:xml", "years", "round"),
    ("csv:plain", "letters", "cents"),
    ("xlsx:ccb", "serial8", "cents"),
    ("mt940:labels", "short", "cents"),
    ("xlsx:pab", "slash", "round"),
    ("mt940:plain", "serial8", "round"),
    ("xlsx:abc", "years", "units"),
)


MANNERS = (
    ("camt:batch", "years", "cents"),
    ("mt940:bytes", "slash", "units"),
    ("mt940:soft", "letters", "cents"),
    ("ofx:cut", "serial8", "round"),
    ("bai2", "digital20", "cents"),
    ("camt:02", "short", "units"),
    ("mt940:sepa", "years", "round"),
    ("ofx:xml", "letters", "cents"),
    ("csv:bocom", "serial8", "units"),
    ("xlsx:ccb", "slash", "cents"),
    ("mt940:plain", "years", "cents"),
    ("bai2", "slash", "round"),
)
HABITS = (
    ("camt:02", "serial8", "cents"),
    ("mt940:sepa", "letters", "round"),
    ("csv:bocom", "digital20", "cents"),
    ("ofx:xml", "years", "units"),
)
Scored = Callable[[Path, int, str, str, str], tuple[dict[str, Any], list[Any]]]


@pytest.mark.skipif(not SHARED.exists(), reason="the shared score is not here")
def test_a_second_generator_reaches_the_bar_through_the_command_line_in_every_format(tmp_path: Path) -> None:
    all_books(tmp_path, "second generator", FIELD, field_scored, first=4100, rate=0.98)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared score is not here")
def test_further_kinds_reach_the_bar_in_the_manner_of_every_format(tmp_path: Path) -> None:
    all_books(tmp_path, "further kinds", MANNERS, manners_scored, first=4200, rate=0.975)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared score is not here")
def test_bookkeepers_habits_reach_the_bar(tmp_path: Path) -> None:
    all_books(tmp_path, "habits", HABITS, habits_scored, first=4300, rate=0.975, nobody_knows=("next_number",))


def all_books(
    folder: Path,
    title: str,
    books: Sequence[tuple[str, str, str]],
    scored: Scored,
    *,
    first: int,
    rate: float,
    nobody_knows: tuple[str, ...] = (),
) -> None:
    """Every month matched and judged; figures per book and kind are printed, the bar is asserted over all.

    `nobody_knows`: kinds whose right answer the files do not tell, which must only never post.
    """
    counts, kinds = Counter[str](), defaultdict(Counter[str])
    for seed, (layout, numbering, amounts) in enumerate(books, first):
        figures, wrong = scored(folder / str(seed), seed, layout, numbering, amounts)
        by_kind = figures.pop("by_kind")
        print(f"{layout:13}{numbering:10}{amounts:6}{figures}")
        assert figures["misread"] == 0
        assert figures["outgoing_posted"] == 0
        counts["wrong"] += len(wrong)
        for kind, found in by_kind.items():
            kinds[kind].update(found)
            asked = ("auto", "auto_right") if kind in nobody_knows else ("lines", "auto", "auto_right", "top1")
            counts.update({name: found[name] for name in asked})
        for name in ("auto_rate", "customer"):
            counts[name] += round(figures[name] * 10_000)
        counts["write_off_hit"] += round((1 if figures["write_off_hit"] is None else figures["write_off_hit"]) * 10_000)
    print(f"{'kind':18}{'lines':>7}{'auto':>7}{'right':>7}{'top1':>7}{'payer':>7}")
    for kind, found in sorted(kinds.items()):
        print(f"{kind:18}" + "".join(f"{found[name]:7}" for name in ("lines", "auto", "auto_right", "top1", "customer")))
    precision, top1 = counts["auto_right"] / counts["auto"], counts["top1"] / counts["lines"]
    means = {name: counts[name] / len(books) / 10_000 for name in ("auto_rate", "customer", "write_off_hit")}
    print(f"{title}, {len(books)} books: precision {precision:.4f}, top1 {top1:.4f}, {means}, wrong {counts['wrong']}")
    assert precision >= 0.999
    assert means["auto_rate"] >= rate
    assert top1 >= 0.985
    assert means["customer"] >= 0.995
    assert means["write_off_hit"] >= 0.95


def field_scored(folder: Path, seed: int, layout: str, numbering: str, amounts: str):  # type: ignore[no-untyped-def]
    """One invented month on disk, matched by the command line and judged by the shared score."""
    return _scored(folder, matching_field.save(matching_field.book(seed, numbering=numbering, amounts=amounts), folder, layout))


def habits_scored(folder: Path, seed: int, layout: str, numbering: str, amounts: str):  # type: ignore[no-untyped-def]
    """The same for a month of bookkeepers' habits."""
    return _scored(folder, matching_habits.save(seed, folder, layout, numbering=numbering, amounts=amounts))


def manners_scored(folder: Path, seed: int, layout: str, numbering: str, amounts: str):  # type: ignore[no-untyped-def]
    """The same for a month of further kinds in a format's own manner."""
    return _scored(folder, matching_manners.save(matching_manners.book(seed, layout, numbering=numbering, amounts=amounts), folder, layout))


def _scored(folder: Path, statement: Path):  # type: ignore[no-untyped-def]
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    inputs = ["--customers", folder / "customers.xlsx", "--documents", folder / "invoices.xlsx", "--statement", statement]
    arguments = ["match", *inputs, "--as-of", truth["as_of"], "--json", folder / "found.json"]
    answer = CliRunner().invoke(main, [str(a) for a in arguments])
    assert answer.exit_code == 0, answer.output
    found = json.loads((folder / "found.json").read_text("utf-8"))
    return _shared_score()(truth, found)


def _shared_score():  # type: ignore[no-untyped-def]
    spec = importlib.util.spec_from_file_location("shared_score", SHARED / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["shared_score"] = module
    spec.loader.exec_module(module)
    return module.score
