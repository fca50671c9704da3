"""Two years of business with the story's customers: what was invoiced, and what was paid when.

Every customer has a random stream of its own, seeded by its number, so that a change to one leaves the others alone.
Money is in minor units.
"""

from __future__ import annotations

import calendar
import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from sample_data import story
from sample_data.story import Customer, Habit

DAY = dt.timedelta(days=1)


@dataclass
class Invoice:
    """One document; `due` is what our terms give, `stated` whether the workbook says so."""

    customer: Customer
    date: dt.date
    amount: int
    due: dt.date
    number: str = ""
    kind: str = "销售发票"
    delivered: dt.date | None = None
    received: dt.date | None = None
    reverses: Invoice | None = None
    contract: str = ""
    order: str = ""
    remark: str = ""
    status: str = "已审核"
    stated: bool = True
    settled: int = 0

    @property
    def open(self) -> int:
        """What is still owed at the as-of date."""
        return self.amount - self.settled


@dataclass
class Receipt:
    """Money received, or the part of it that pays one invoice; `invoice` is None when not applied."""

    customer: Customer
    date: dt.date
    amount: int
    invoice: Invoice | None = None
    discount: int = 0
    fee: int = 0
    write_off: int = 0
    payer: str = ""
    method: str = "银行转账"
    memo: str = "货款"
    number: str = ""


@dataclass
class Business:
    """Everything that happened."""

    customers: list[Customer]
    invoices: list[Invoice] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)

    def customer(self, id: str) -> Customer:
        """The customer of that number."""
        return next(customer for customer in self.customers if customer.id == id)


def party(customer: Customer | None) -> dict[str, object]:
    """Number and name, as every register's row about a customer has them; blank in one about nobody."""
    return {"customer_id": customer.id, "customer_name": customer.name} if customer else {"customer_id": "", "customer_name": ""}


def month_end(day: dt.date) -> dt.date:
    """The last day of its month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def due_date(term: str, day: dt.date, delivered: dt.date | None, received: dt.date | None) -> dt.date:
    """What the story's terms mean; phrases without a meaning of their own get the company's 30 days."""
    if term.startswith("月结"):
        return month_end(day) + DAY * int(term[2:].rstrip("天") or 0)
    if term.startswith("次月"):
        return add_months(day.replace(day=1), 1).replace(day=10)
    if term == "Net 30 EOM":
        return month_end(day + 30 * DAY)
    if term == "2个月":
        return add_months(day, 2)
    if term == "款到发货":
        return day
    base = {"货到30天": delivered, "票到30天": received}.get(term) or day
    days = {"60天": 60, "Net 60": 60, "开票后45天": 45}.get(term, 30)
    return base + DAY * days


def working_day(day: dt.date, step: int = 1) -> dt.date:
    """That day, or the next (or, with step -1, the last) one on which banks work."""
    while day.weekday() > 4 or any(first <= day <= last for first, last in story.HOLIDAYS):
        day += DAY * step
    return day


def days_late(habit: Habit, due: dt.date, rng: random.Random) -> int:
    """How long after (before, when negative) the due date this customer pays."""
    if habit == "slow" and due >= dt.date(2026, 1, 25):
        return min(70, 28 + (due - dt.date(2026, 1, 25)).days // 2) + rng.randint(-4, 6)
    if habit in ("prompt", "slow"):
        return rng.randint(-5, 2)
    if habit == "late":
        return rng.randint(4, 34) + (60 if rng.random() < 0.06 else 0)
    if habit == "month_end":
        return rng.randint(-6, 3)
    return max(-3, int(rng.gauss(2, 6))) + (45 if rng.random() < 0.03 else 0)


def pay_day(customer: Customer, due: dt.date, rng: random.Random) -> dt.date:
    """When the customer pays what is due then."""
    day = due + DAY * days_late(customer.habit, due, rng)
    if customer.habit == "month_end":
        return working_day(month_end(day), -1)
    return working_day(day)


def generated_customers() -> Iterator[Customer]:
    """The customers that the story does not name."""
    rng = random.Random(f"{story.SEED}/names")
    taken = {customer.name for customer in story.CAST}
    number = len(story.CAST)
    for count, monthly, often in story.TIERS:
        for _ in range(count):
            name = ""
            while not name or name in taken:
                region = rng.choice(story.REGION_WEIGHTS)
                city, brand = rng.choice(story.CITIES[region]), rng.choice(story.BRANDS)
                name = city + brand + rng.choice(story.TRADES) + rng.choice(story.FORMS)
            taken.add(name)
            number += 1
            yield one_customer(f"C{number:04d}", name, city.rstrip("市") + brand, region, monthly, often, rng)


def one_customer(id: str, name: str, short: str, region: str, monthly: float, often: float, rng: random.Random) -> Customer:
    """A customer of ordinary habits, with a limit that mostly suffices."""
    term, habit = rng.choice(story.TERMS), rng.choice(story.HABITS)
    monthly = round(monthly * (0.55 + 0.9 * rng.random()), 1)
    days = 95 if "90" in term else 75 if "60" in term or "2个月" in term else 45
    needed = monthly * 1.3 * ((days + 25) / 30 * (1.2 + 0.8 * rng.random()) + 1.1 / often)
    limit: int | None = max(5, round(needed / 5) * 5)
    if rng.random() < 0.08:
        limit = None
    third = rng.random()
    owner = rng.choice(story.SURNAMES) + rng.choice(story.GIVEN) + (rng.choice(story.GIVEN) if third < 0.6 else "")
    return Customer(
        id,
        name,
        short,
        region,
        rng.choice(story.SALESPEOPLE[region]),
        term,
        monthly,
        often,
        habit,
        limit,
        category=rng.choice(("经销商", "制造商", "制造商", "工程")),
        size="大型" if monthly > 40 else "中型" if monthly > 8 else rng.choice(("小型", "小型", "微型")),
        grade={"prompt": "A", "late": "C"}.get(habit, "B"),
        representative=owner,
        payers=owner if third < 0.05 else "",
        unbilled=round(monthly * 0.3) if third > 0.93 else None,
        orders=round(monthly * 0.5) or None if 0.86 < third < 0.95 else None,
    )


def amount(mean_units: float, rng: random.Random) -> int:
    """A plausible invoice amount in minor units: skewed, mostly whole units, sometimes with cents."""
    units = mean_units * min(3.5, max(0.15, rng.lognormvariate(-0.12, 0.5)))
    return round(units) * 100 if rng.random() < 0.35 else round(units * 100)


def invoices_of(customer: Customer) -> Iterator[Invoice]:
    """What one customer was invoiced, in date order within each month."""
    rng = random.Random(f"{story.SEED}/{customer.id}/invoices")
    unit = 1_000 if customer.currency != "CNY" else 10_000
    for index in range(24):
        first = add_months(story.FIRST_DAY, index)
        if customer.months and first.month not in customer.months:
            continue
        if customer.habit == "stopped" and first > dt.date(2025, 2, 1):
            return
        count = int(customer.often) + (rng.random() < customer.often % 1)
        season = 0.75 if first.month == 2 else 1.12 if first.month in (6, 12) else 1.0
        mean = customer.monthly * unit / customer.often * (1 + story.MONTHLY_GROWTH) ** index * season
        for day in sorted(working_day(first + DAY * rng.randint(0, 25)) for _ in range(count)):
            yield one_invoice(customer, min(day, working_day(month_end(first), -1)), amount(mean, rng), rng)


def one_invoice(customer: Customer, day: dt.date, gross: int, rng: random.Random, kind: str = "销售发票") -> Invoice:
    """An invoice with the dates its term needs."""
    delivered = day - DAY * rng.randint(0, 3) if customer.term == "货到30天" else None
    received = day + DAY * rng.randint(3, 7) if customer.term == "票到30天" else None
    if received and received > story.AS_OF:
        received = None
    contract = f"HT{day.year}-{int(customer.id[1:]):03d}" if customer.monthly > 8 else ""
    order = f"SO{day:%y%m}{rng.randint(100, 999)}" if rng.random() < 0.7 else ""
    due = due_date(customer.term, day, delivered, received)
    return Invoice(customer, day, gross, due, kind=kind, delivered=delivered, received=received, contract=contract, order=order)


def opening_items(customers: list[Customer]) -> Iterator[Invoice]:
    """What thirty of the larger customers still owed when the books begin."""
    for customer in [c for c in customers if c.monthly > 8 and c.currency == "CNY" and not c.months][:30]:
        rng = random.Random(f"{story.SEED}/{customer.id}/opening")
        day = working_day(dt.date(2024, 6, 3) + DAY * rng.randint(0, 24))
        yield replace(one_invoice(customer, day, amount(customer.monthly * 10_000 * 0.8, rng), rng, "期初余额"), order="")


def business() -> Business:
    """The whole story: customers, invoices with numbers, credit notes, receipts."""
    customers = [*story.CAST, *generated_customers()]
    invoices = [*opening_items(customers), *(invoice for customer in customers for invoice in invoices_of(customer)), *planned(customers)]
    invoices += credit_notes(invoices)
    invoices.sort(key=lambda invoice: (invoice.date, invoice.customer.id, invoice.amount))
    number(invoices)
    told = Business(customers, invoices)
    pay(told)
    return told


def planned(customers: list[Customer]) -> Iterator[Invoice]:
    """The June order that takes C0003 over its limit."""
    rng = random.Random(f"{story.SEED}/planned")
    newly_over = next(customer for customer in customers if customer.id == "C0003")
    yield one_invoice(newly_over, dt.date(2026, 6, 24), 62_350_000, rng)


def credit_notes(invoices: list[Invoice]) -> list[Invoice]:
    """Twenty-six credit notes, each for a part (or, one in four, the whole) of an invoice some days earlier."""
    rng = random.Random(f"{story.SEED}/credits")
    candidates = [
        i for i in invoices if i.kind == "销售发票" and i.date < dt.date(2026, 6, 12) and i.customer.habit not in ("prepay", "stopped")
    ]
    notes: list[Invoice] = []
    for position in range(26):
        original = candidates[(position * 2 + 1) * len(candidates) // 53]
        share = 100 if position % 4 == 3 else rng.randint(4, 18)
        day = working_day(original.date + DAY * rng.randint(4, 16))
        taken = -original.amount if share == 100 else -round(original.amount * share / 10_000) * 100
        notes.append(
            replace(
                original,
                date=day,
                amount=taken,
                due=day,
                kind="红字发票",
                reverses=original,
                order="",
                stated=False,
                remark="退货" if share == 100 else "销售折让",
                delivered=None,
                received=None,
            )
        )
    return notes


def number(invoices: list[Invoice]) -> None:
    """Give every document its number; abroad a series of its own with leading zeros."""
    counts: dict[str, int] = {}
    for invoice in invoices:
        prefix = {"期初余额": "QC2406", "红字发票": f"HZ{invoice.date:%y%m}"}.get(invoice.kind, f"XS{invoice.date:%y%m}")
        if invoice.customer.currency != "CNY" and invoice.kind == "销售发票":
            prefix = ""
        counts[prefix] = counts.get(prefix, 0) + 1
        invoice.number = f"{prefix}{counts[prefix]:04d}" if prefix else f"{counts[prefix]:06d}"


def pay(told: Business) -> None:
    """Settle every document as its customer would, up to the as-of date."""
    credited: dict[str, Invoice] = {note.reverses.number: note for note in told.invoices if note.reverses}
    for invoice in told.invoices:
        if invoice.kind == "红字发票":
            continue
        note = credited.get(invoice.number)
        if note is not None:
            used = min(-note.amount, invoice.amount)
            note.settled, invoice.settled = -used, used
        if invoice.open > 0:
            told.receipts += payments(invoice)
    told.receipts += prepayments(told.customers)
    told.receipts.sort(key=lambda receipt: (receipt.date, receipt.customer.id, receipt.invoice.number if receipt.invoice else ""))
    number_receipts(told.receipts)


def payments(invoice: Invoice) -> Iterator[Receipt]:
    """The receipts of one invoice: in one sum or two, with discount or fee, or none yet."""
    customer = invoice.customer
    rng = random.Random(f"{story.SEED}/{invoice.number}/{customer.id}")
    day = pay_day(customer, invoice.due, rng)
    if customer.habit == "stopped" and invoice.date >= dt.date(2024, 12, 1):
        return
    if customer.id == "C0004" and dt.date(2026, 2, 1) <= invoice.date < dt.date(2026, 4, 1):
        invoice.remark, invoice.status = "质量争议：客户要求退换，待质检报告", "争议"
        return
    whole = invoice.open
    parts = [(day, whole)]
    if customer.habit == "discount" and rng.random() < 0.7:
        yield from discounted(invoice, whole, rng)
        return
    if customer.habit == "prepay":
        parts = [(invoice.date, whole)]
    elif rng.random() < 0.07 and whole > 2_000_000:
        first = round(whole * rng.choice((0.3, 0.5, 0.6, 0.7)) / 100_000) * 100_000
        parts = [(day, first), (working_day(day + DAY * rng.randint(18, 40)), whole - first)]
    for paid_on, part in parts:
        if paid_on > story.AS_OF:
            return
        yield receipt_of(invoice, paid_on, part, rng)


def discounted(invoice: Invoice, whole: int, rng: random.Random) -> Iterator[Receipt]:
    """Paid within ten days, two percent less."""
    paid_on = working_day(invoice.date + DAY * rng.randint(5, 10), -1)
    if paid_on <= story.AS_OF:
        discount = round(whole * 2 / 100)
        invoice.settled += whole
        yield Receipt(invoice.customer, paid_on, whole - discount, invoice, discount=discount, memo="货款（已扣 2% 现金折扣）")


def receipt_of(invoice: Invoice, paid_on: dt.date, part: int, rng: random.Random) -> Receipt:
    """Money for one invoice, sometimes short by a bank fee or a remainder given up."""
    customer = invoice.customer
    fee = write_off = 0
    if customer.currency != "CNY" and rng.random() < 0.4:
        fee = 2_500
    elif part == invoice.open and rng.random() < 0.012:
        write_off = part % 10_000
    invoice.settled += part
    method = "银行承兑汇票" if customer.size == "大型" and rng.random() < 0.12 else "电汇" if customer.currency != "CNY" else "银行转账"
    payer = customer.payers if customer.payers and rng.random() < 0.25 else ""
    memo = rng.choice(("货款", "货款", f"{invoice.date.month}月货款", f"付{invoice.number}", invoice.contract or "往来款"))
    return Receipt(customer, paid_on, part - fee - write_off, invoice, fee=fee, write_off=write_off, payer=payer, method=method, memo=memo)


def prepayments(customers: list[Customer]) -> Iterator[Receipt]:
    """Money received in June for which there is no invoice yet."""
    by_id = {customer.id: customer for customer in customers}
    for id, day, yuan, memo in (
        ("C0019", 18, 52_000, "预付货款"),
        ("C0020", 23, 86_500, "预付款"),
        ("C0026", 11, 120_000, "定金"),
        ("C0012", 29, 300_000, "货款"),
        ("C0009", 25, 45_600, "往来款"),
        ("C0035", 16, 200_000, "预付货款"),
        ("C0060", 26, 18_800, "货款"),
    ):
        yield Receipt(by_id[id], dt.date(2026, 6, day), yuan * 100, memo=memo)


def number_receipts(receipts: list[Receipt]) -> None:
    """One number a payer and day, one line a document paid."""
    counts: dict[str, int] = {}
    lines: dict[tuple[str, dt.date], tuple[str, int]] = {}
    for receipt in receipts:
        key = (receipt.customer.id, receipt.date)
        month = f"{receipt.date:%y%m}"
        if key not in lines:
            counts[month] = counts.get(month, 0) + 1
            lines[key] = (f"SK{month}{counts[month]:03d}", 0)
        base, line = lines[key]
        lines[key] = (base, line + 1)
        receipt.number = f"{base}-{line + 1}"
