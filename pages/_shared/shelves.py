"""The two ledgers a visit can look at."""

from __future__ import annotations

from typing import Literal

from arcore.messages import Message, say

Shelf = Literal["sample", "own"]

SHELVES: dict[Shelf, Message] = {"sample": say("Sample"), "own": say("My books")}
