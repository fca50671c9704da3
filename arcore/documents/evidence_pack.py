"""The evidence pack of a claim: one zip with the list of evidence, facts and amounts, and every file the books keep (§3.4)."""

from __future__ import annotations

import re
from collections.abc import Callable

from arcore.documents import evidence_index, fact_sheet
from arcore.documents.workbook_style import Stamp
from arcore.documents.zipped import zipped
from arcore.legal.claims import GROUPS, Claim
from arcore.policy_sections.interest import Mode
from arcore.registers.attachments import attachment

UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
LONGEST_NAME = 80


def build(claim: Claim, stamp: Stamp, mode: Mode, content: Callable[[str], bytes | None]) -> bytes:
    """The zip's bytes; `content` gives a kept file by its SHA-256. The same books give the same zip's contents."""
    packed: dict[str, str] = {}
    files: dict[str, bytes] = {}
    for number, proof in enumerate(claim.proofs, start=1):
        kept = attachment(proof.reference)
        found = content(kept.sha256) if kept else None
        if kept is None or found is None or proof.reference in packed:
            continue
        place = f"{list(GROUPS).index(proof.group) + 1:02d} {safe(GROUPS[proof.group].text(stamp.lang).split('（')[0].split(' (')[0])}"
        name = f"{place}/{number:03d} {safe(kept.name)}"
        packed[str(proof.reference)], files[name] = name, found
    index = safe(evidence_index.TITLE.text(stamp.lang)) + ".xlsx"
    facts = safe(fact_sheet.TITLE.text(stamp.lang)) + ".docx"
    papers = {index: evidence_index.build(claim, stamp, packed), facts: fact_sheet.build(claim, stamp, mode)}
    return zipped({**papers, **files})


def safe(name: str) -> str:
    """A file name that every system takes and that leads nowhere else.

    >>> safe("../../a:b.pdf"), safe("合同 1.pdf")
    ('a_b.pdf', '合同 1.pdf')
    """
    stem = UNSAFE.sub("_", name.replace("../", "").replace("..\\", "")).lstrip("._ ").rstrip(". ")
    return (stem if len(stem) <= LONGEST_NAME else stem[: LONGEST_NAME - 10] + "…" + stem[-9:]) or "_"
