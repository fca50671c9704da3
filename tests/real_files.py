"""Where the files that nobody here wrote are kept: beside the checkout, never inside it."""

import json
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).parents[2] / "shared"
REAL = SHARED / "data" / "real"
CASES = SHARED / "bench" / "cash"

needs_real_files = pytest.mark.skipif(not REAL.exists(), reason=f"the folder of real files is not beside this checkout: {REAL}")
needs_cases = pytest.mark.skipif(not CASES.exists(), reason=f"the labelled matching cases are not beside this checkout: {CASES}")


def truth() -> dict[str, Any]:
    """What each real statement holds, computed independently of any library."""
    path = REAL / "truth.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
