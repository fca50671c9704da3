"""Lines of one statement that want the same documents, solved together.

First come first served gives a document to whoever asks first; here the assignment with the best
total evidence wins, each open amount used once. HiGHS chooses; its answer is added up again in
whole minor units before it counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from arcore.matching.explanations import Explanation

Candidates = Mapping[int, Sequence[Explanation]]
"""By line number: what the line could pay, each using documents in full."""
WORTH = {"month": 60, "everything": 60, "single": 50, "oldest": 50, "month_some": 40, "single_of_equals": 35, "set": 20}
EXPLAINED = 1000
LARGEST = 400


def components(candidates: Candidates) -> list[list[int]]:
    """Groups of lines that share a document, directly or through others, in the order of the candidates; lines alone are left out."""
    owner: dict[int, int] = {}
    parent = {line: line for line in candidates}

    def root(line: int) -> int:
        while parent[line] != line:
            parent[line] = parent[parent[line]]
            line = parent[line]
        return line

    for line, explanations in candidates.items():
        for position in {p for e in explanations for p in e.positions}:
            if position in owner:
                parent[root(line)] = root(owner[position])
            owner[position] = line
    groups: dict[int, list[int]] = defaultdict(list)
    for line in candidates:
        groups[root(line)].append(line)
    return [group for group in groups.values() if len(group) > 1]


def settle(group: Sequence[int], candidates: Candidates) -> tuple[dict[int, Explanation], frozenset[int]]:
    """The best assignment of a group, and the lines for which another is as good.

    Groups with more than `LARGEST` candidates are not solved: empty, and every line is contested.
    """
    choices = [(line, e) for line in group for e in candidates[line]]
    if len(choices) > LARGEST:
        return {}, frozenset(group)
    chosen, value = _best(choices, forbidden=None)
    contested = set()
    for number in chosen:
        line = choices[number][0]
        if len(candidates[line]) > 1:
            _, other = _best(choices, forbidden=number)
            if other >= value - 0.5:
                contested.add(line)
    return {choices[n][0]: choices[n][1] for n in chosen}, frozenset(contested)


def _best(choices: Sequence[tuple[int, Explanation]], forbidden: int | None) -> tuple[list[int], float]:
    """Indices of the chosen explanations and their total worth; at most one per line and per document."""
    worth = np.array([EXPLAINED + WORTH.get(e.code, 10) - len(e.parts) for _, e in choices], dtype=float)
    keys: dict[tuple[str, int], list[int]] = defaultdict(list)
    for number, (line, e) in enumerate(choices):
        keys["line", line].append(number)
        for position in e.positions:
            keys["document", position].append(number)
    rows = [(row, number) for row, numbers in enumerate(keys.values()) for number in numbers]
    at, of = zip(*rows, strict=True)
    matrix = csr_array((np.ones(len(rows)), (at, of)), shape=(len(keys), len(choices)))
    upper = np.ones(len(choices))
    if forbidden is not None:
        upper[forbidden] = 0
    answer = milp(-worth, constraints=LinearConstraint(matrix, ub=1), integrality=np.ones(len(choices)), bounds=Bounds(0, upper))
    if answer.x is None:
        return [], 0.0
    chosen = [number for number, value in enumerate(answer.x) if value > 0.5]
    return (chosen, float(worth[chosen].sum())) if _consistent(chosen, choices) else ([], 0.0)


def _consistent(chosen: Sequence[int], choices: Sequence[tuple[int, Explanation]]) -> bool:
    """Re-added in integers: no line twice, no document twice."""
    lines = [choices[n][0] for n in chosen]
    documents = [p for n in chosen for p in choices[n][1].positions]
    return len(set(lines)) == len(lines) and len(set(documents)) == len(documents)
