"""A customer's account on both sides, with differences planted and everyday deviations that are none."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field

from arcore.comparing import Line, Rules

START, END = dt.date(2026, 4, 1), dt.date(2026, 6, 30)
RULES = Rules(days=10, tolerance=2, fees=(1500, 3000), discounts=(2.0,))
PLANTS = (
    "in_transit_ours", "in_transit_theirs", "omitted_theirs", "omitted_ours", "duplicate_theirs", "duplicate_ours", "price",
    "return_theirs", "return_ours", "discount", "discount_ours", "fee",
)  # fmt: skip


@dataclass
class Case:
    """Both sides' lines, and what a comparison must find: (kind, who books, difference)."""

    ours: list[Line] = field(default_factory=list)
    theirs: list[Line] = field(default_factory=list)
    planted: list[tuple[str, str, int]] = field(default_factory=list)


class Writer:
    """Writes lines of both sides; every amount is its own, so that no two sets of lines can be mistaken for each other."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.case = Case()

    def amount(self) -> int:
        return self.chance.randrange(1_000_000, 900_000_000_000)

    def day(self, first: int = 0, last: int = 70) -> dt.date:
        return START + dt.timedelta(days=self.chance.randint(first, last))

    def ours(self, day: dt.date, amount: int, *, kind: str = "invoice", number: str | None = None) -> Line:
        place = len(self.case.ours)
        line = Line(place, day, f"{'XS' if amount > 0 else 'SK'}2604{place:04d}" if number is None else number, amount, kind)
        self.case.ours.append(line)
        return line

    def theirs(self, day: dt.date, amount: int, *, number: str = "", memo: str = "") -> None:
        self.case.theirs.append(Line(len(self.case.theirs) + 5, day, number, amount, "", memo))

    def plant(self, kind: str, books: str, difference: int) -> None:
        self.case.planted.append((kind, books, difference))

    def shifted(self, day: dt.date) -> dt.date:
        return min(END, max(START, day + dt.timedelta(days=self.chance.randint(-5, 5))))

    def agreeing(self) -> None:
        """An invoice written a little differently, or a payment in one or several parts, perhaps a cent apart."""
        day, amount = self.day(), self.amount()
        if self.chance.random() < 0.5:
            line = self.ours(day, amount)
            written = self.chance.choice((line.number, f" {line.number[:2].lower()}-{line.number[2:]}", ""))
            self.theirs(self.shifted(day), amount + self.chance.choice((0, 0, 1)), number=written)
            return
        self.ours(day, -amount, kind="receipt")
        cuts = sorted(self.chance.sample(range(1, amount), self.chance.choice((0, 1, 2))))
        for low, high in zip([0, *cuts], [*cuts, amount], strict=True):
            self.theirs(self.shifted(day), -(high - low), memo="付款")

    def differing(self, name: str) -> None:
        """One planted difference."""
        amount, day = self.amount(), self.day()
        late = self.day(82, 90)
        if name == "in_transit_ours":
            self.ours(late, amount)
            self.plant("in_transit", "theirs", -amount)
        elif name == "in_transit_theirs":
            self.theirs(late, -amount, memo="付款")
            self.plant("in_transit", "ours", -amount)
        elif name == "omitted_theirs":
            self.ours(day, amount)
            self.plant("omitted", "theirs", -amount)
        elif name == "omitted_ours":
            self.theirs(day, -amount, memo="付款")
            self.plant("omitted", "ours", -amount)
        elif name == "duplicate_theirs":
            line = self.ours(day, amount)
            self.theirs(day, amount, number=line.number)
            self.theirs(self.shifted(day), amount, number=line.number)
            self.plant("duplicate", "theirs", amount)
        elif name == "duplicate_ours":
            self.ours(day, -amount, kind="receipt", number="")
            self.ours(day, -amount, kind="receipt", number="")
            self.theirs(day, -amount, memo="付款")
            self.plant("duplicate", "ours", amount)
        elif name == "price":
            line, less = self.ours(day, amount), self.chance.randrange(100_003, 900_001)
            self.theirs(day, amount - less, number=line.number)
            self.plant("price", "theirs", -less)
        elif name == "return_theirs":
            self.theirs(day, -amount, memo="质量问题退货")
            self.plant("return", "ours", -amount)
        elif name == "return_ours":
            self.ours(day, -amount, kind="credit_note")
            self.plant("return", "theirs", amount)
        elif name == "discount":
            share = amount // 50 * 50
            self.ours(day, -(share - share // 50), kind="receipt")
            self.theirs(self.shifted(day), -share, memo="付款")
            self.plant("discount", "ours", -(share // 50))
        elif name == "discount_ours":
            self.ours(day, -amount, kind="discount")
            self.plant("discount", "theirs", amount)
        else:
            self.ours(day, -(amount - 1500), kind="receipt")
            self.theirs(self.shifted(day), -amount, memo="付款")
            self.plant("fee", "ours", -1500)


def case(seed: int, agreeing: int, plants: list[str]) -> Case:
    """A case with so many agreeing businesses and these differences, in a mixed order."""
    writer = Writer(seed)
    steps = ["agree"] * agreeing + plants
    writer.chance.shuffle(steps)
    for step in steps:
        writer.agreeing() if step == "agree" else writer.differing(step)
    writer.chance.shuffle(writer.case.theirs)
    return writer.case
