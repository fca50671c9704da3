"""Work that makes hundreds of thousands of small records at a time."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def many_records() -> Iterator[None]:
    """Meanwhile Python does not look for cycles of garbage: such records form none, and looking takes a seventh to a quarter of the time.

    Also a decorator. Of several threads the first to finish may switch the search on again for all; it is never left off.
    """
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()
