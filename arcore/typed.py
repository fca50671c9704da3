"""Amounts as people type them."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from arcore.money import Unit, to_minor


def amount_typed(text: str, currency: str, unit: Unit = "unit") -> int | None:
    """What a person typed as an amount in `unit`, in minor units; None when it is not one. 万 or a currency's sign says its own unit.

    >>> amount_typed("￥12，000.50", "CNY"), amount_typed("12万", "CNY"), amount_typed("twelve", "CNY")
    (1200050, 12000000, None)
    >>> amount_typed("12", "CNY", "ten_thousand"), amount_typed("120000元", "CNY", "ten_thousand")
    (12000000, 12000000)
    """
    narrow = unicodedata.normalize("NFKC", text)
    states_unit = re.search(r"[¥$€元万]", narrow) is not None
    plain = re.sub(r"[,\s¥$€元]|" + re.escape(currency), "", narrow, flags=re.IGNORECASE)
    factor = 10_000 if plain.endswith("万") or (unit == "ten_thousand" and not states_unit) else 1
    plain = plain.removesuffix("万")
    if not re.fullmatch(r"-?\d{1,13}(\.\d{1,4})?", plain):
        return None
    return to_minor(Decimal(plain) * factor, currency)
