"""Short ways to declare a register's fields."""

from __future__ import annotations

from arcore.messages import Message, both, say
from arcore.registers.model import Choice, Field, Value
from arcore.schema import Column, Kind


def text(name: str, zh: str, en: str, *, required: bool = False, lines: int = 1, note: Message | None = None) -> Field:
    """Free text."""
    return Field(Column(name, Kind.TEXT, zh, en), required, lines=lines, note=note)


def number_text(name: str, zh: str, en: str, *, required: bool = False, note: Message | None = None) -> Field:
    """A number that identifies: leading zeros count."""
    return Field(Column(name, Kind.ID, zh, en), required, note=note)


def party(name: str, zh: str, en: str, *, required: bool = False, note: Message | None = None) -> Field:
    """A company's or person's name."""
    return Field(Column(name, Kind.NAME, zh, en), required, note=note)


def day(name: str, zh: str, en: str, *, required: bool = False, note: Message | None = None) -> Field:
    """A date."""
    return Field(Column(name, Kind.DATE, zh, en), required, note=note)


def money(name: str, zh: str, en: str, *, required: bool = False, note: Message | None = None) -> Field:
    """An amount in the row's currency."""
    return Field(Column(name, Kind.MONEY, zh, en), required, note=note)


def whole(
    name: str, zh: str, en: str, between: tuple[int, int], *, required: bool = False, default: Value = None, note: Message | None = None
) -> Field:
    """A whole number within bounds."""
    return Field(Column(name, Kind.INTEGER, zh, en), required, default=default, between=between, note=note)


def rate(name: str, zh: str, en: str, between: tuple[int, int], *, required: bool = False, note: Message | None = None) -> Field:
    """An exact decimal within bounds, kept as text."""
    return Field(Column(name, Kind.NUMBER, zh, en), required, between=between, note=note)


def flag(name: str, zh: str, en: str, *, note: Message | None = None) -> Field:
    """Yes or no; blank when nobody has said."""
    return Field(Column(name, Kind.FLAG, zh, en), note=note)


def terms(name: str, zh: str, en: str, *, required: bool = False) -> Field:
    """Payment terms in words."""
    return Field(Column(name, Kind.TERMS, zh, en), required, note=say("In words: 月结30天, Net 30, 2/10 n/30…"))


def one_of(
    name: str,
    zh: str,
    en: str,
    choices: tuple[tuple[str, str, str], ...],
    *,
    required: bool = False,
    default: str | None = None,
    note: Message | None = None,
) -> Field:
    """One of a closed set: (kept value, Chinese, English)."""
    listed = tuple(Choice(*choice) for choice in choices)
    return Field(Column(name, Kind.TEXT, zh, en), required, listed, default, note)


def currency() -> Field:
    """The currency of the row's amounts."""
    return Field(Column("currency", Kind.CURRENCY, "币种", "Currency"), note=say("Blank means the company's own currency"))


def file(name: str = "file", zh: str = "附件", en: str = "File") -> Field:
    """A file kept with the books, or the path where it lies."""
    return Field(Column(name, Kind.FILE, zh, en), note=say("Upload the file, or give the path where it is kept"))


def remark() -> Field:
    """Anything else worth knowing."""
    return text("remark", "备注", "Remark", lines=2)


DEPARTMENTS = (
    ("finance", "财务", "Finance"),
    ("sales", "销售", "Sales"),
    ("service", "客服", "Customer service"),
    ("legal", "法务", "Legal"),
)
DEPARTMENT_NAMES: dict[str, Message] = {value: both(zh, en) for value, zh, en in DEPARTMENTS}
GRADES = (("A", "A", "A"), ("B", "B", "B"), ("C", "C", "C"), ("D", "D", "D"))
