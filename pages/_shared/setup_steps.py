"""The steps of setting up, each done or not as the books themselves show; nothing about them is kept anywhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from arcore.opening_check import Opening
from pages._shared import setup_figures, setup_install, widgets
from pages._shared.frame import Frame
from pages._shared.widgets import Door


@dataclass(frozen=True)
class Step:
    """One step: what it is called, and whether it is done."""

    name: str
    done: bool
    number: int

    @property
    def label(self) -> str:
        """As the row of steps shows it."""
        return f"{'✓' if self.done else self.number} {self.name}"


def steps(frame: Frame) -> dict[str, Step]:
    """The five steps in order."""
    _ = frame._
    filled = not frame.is_empty
    done = {
        "install": (_("Check the installation"), all(check.good for check in setup_install.checks(frame))),
        "company": (_("Your company"), bool(frame.ledger.policy_history())),
        "files": (_("Bring in workbooks"), filled),
        "quality": (_("Clean the data"), filled and not any(doubt.urgent for doubt in setup_figures.doubts(frame))),
        "opening": (_("Opening balances"), filled and _agreed(frame)),
    }
    return {key: Step(name, is_done, number) for number, (key, (name, is_done)) in enumerate(done.items(), 1)}


def _agreed(frame: Frame) -> bool:
    opening = setup_figures.kept(frame)
    return opening is not None and _holds(frame, opening)


def _holds(frame: Frame, opening: Opening) -> bool:
    stated = setup_figures.totals(frame, opening).dropna(subset=["difference"])
    customers = setup_figures.compared(frame, opening) if opening.balances else None
    return bool(len(stated)) and not stated["difference"].any() and (customers is None or not customers["difference"].any())


def first_open(every: Mapping[str, Step]) -> str:
    """The first step that is not done; the last when all are."""
    return next((key for key, step in every.items() if not step.done), list(every)[-1])


def after(every: Mapping[str, Step], current: str) -> str | None:
    """The step after `current`."""
    names = list(every)
    place = names.index(current) + 1
    return names[place] if place < len(names) else None


def head(frame: Frame, every: Mapping[str, Step]) -> None:
    """How far the set-up is, and whose books it concerns."""
    _ = frame._
    left = [step.name for step in every.values() if not step.done]
    if left:
        widgets.answer(
            _("{done} of {all} steps are done; still open: {open}. You can leave at any time and go on later.").format(
                done=len(every) - len(left), all=len(every), open=frame.listed(left)
            )
        )
    else:
        widgets.answer(_("Everything is set up: the books are clean and start from the same balances as your general ledger."))
    if frame.shelf == "sample":
        widgets.note(_("These are the sample company's steps, to look around. Setting up concerns your own books:"))
        widgets.door(Door("setup", _("Set up my own books"), {"books": "own"}), key="own-setup")
