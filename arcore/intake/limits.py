"""How much of a file is read before it is refused.

Each limit is far above what a finance workbook needs and far below what harms the machine; each has its own sentence.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Upper ends, all inclusive. Sizes in bytes, `key_memory` in KiB.

    `cells` counts the rectangle a sheet spans, as a fast reader allocates it.
    """

    file_bytes: int = 200 * 2**20
    archive_entries: int = 10_000
    unpacked_bytes: int = 768 * 2**20
    unpacked_ratio: int = 1_000
    sheets: int = 500
    rows: int = 1_048_576
    columns: int = 16_384
    cells: int = 20_000_000
    blank_rows: int = 10_000
    blank_columns: int = 500
    key_spins: int = 1_000_000
    key_memory: int = 512 * 2**10


DEFAULT_LIMITS = Limits()
