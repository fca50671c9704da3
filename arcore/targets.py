"""What a year is to reach: the newest row of the register of targets for a key figure and its owner, else the policy's targets.

Shares are parts of one here, as measures are; the register holds percentages.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, replace
from fractions import Fraction

import pandas as pd

from arcore.metrics import DEFINITIONS
from arcore.policy import Policy
from arcore.policy_sections.targets import YearTargets
from arcore.registers import REGISTERS
from arcore.registers.frames import known_at
from arcore.registers.targets import Role
from arcore.registers_at import rows_of

COLUMNS = ("row_key", "kpi", "role", "owner", "target")


def of_year(registers: Mapping[str, pd.DataFrame], as_of: dt.date) -> pd.DataFrame:
    """The targets of the year of `as_of` that were set by then, one row for each figure and owner: `COLUMNS`, owner '' the company.

    `target`: an exact Fraction, days or points, or a share of one. `registers`: those of the date.
    """
    rows = known_at(rows_of(registers, "targets"), REGISTERS["targets"], as_of)
    rows = rows[rows["year"] == str(as_of.year)]
    owned = rows.assign(owner=rows["owner"].fillna("").astype("str"), role=rows["role"].fillna("company").astype("str"))
    owned = owned.assign(owner=owned["owner"].mask(owned["role"] == "company", ""))
    newest = owned.drop_duplicates(["kpi", "role", "owner"])
    pairs = zip(newest["kpi"].tolist(), newest["target"].tolist(), strict=True)
    exact = pd.Series([_exact(str(kpi), str(target)) for kpi, target in pairs], index=newest.index, dtype="object")
    return newest.assign(target=exact)[list(COLUMNS)].reset_index(drop=True)


def _exact(kpi: str, target: str) -> Fraction:
    number = Fraction(target)
    return number / 100 if kpi in DEFINITIONS and DEFINITIONS[kpi].shape == "share" else number


def of_owner(rows: pd.DataFrame, role: Role, owner: str = "") -> dict[str, Fraction]:
    """The targets of one owner by key figure; `rows` of `of_year`."""
    mine = rows[(rows["role"] == role) & (rows["owner"] == owner)]
    return dict(zip(mine["kpi"].tolist(), mine["target"].tolist(), strict=True))


def in_year(policy: Policy, registers: Mapping[str, pd.DataFrame], as_of: dt.date) -> Policy:
    """`policy` with the company's targets of the year of `as_of` before its own; the policy itself where the year has none."""
    company = of_owner(of_year(registers, as_of), "company")
    if not company:
        return policy
    return replace(policy, targets=YearTargets(**{**asdict(policy.targets), "of_year": tuple(company.items())}))
