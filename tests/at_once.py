"""Several people doing something at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable

from arcore.messages import Unusable


def at_once(acts: list[Callable[[], object]]) -> list[object]:
    """What each act gave or raised; all start at the same moment, each in a thread."""
    start = threading.Barrier(len(acts))
    results: list[object] = [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        start.wait()
        try:
            results[place] = act()
        except Unusable as refused:
            results[place] = refused

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads)
    return results
