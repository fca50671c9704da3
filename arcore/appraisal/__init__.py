"""Appraisal of salespeople and collectors: measures over a period → points → weighted score → rank and bonus (capabilities 113–117).

What a measure divides is that of `arcore.metrics`; weights, marks and the bonus table are the policy's (`policy.appraisal`).
"""

from arcore.appraisal.measuring import Ground, Measured, ground, measured
from arcore.appraisal.periods import Period, Span, period
from arcore.appraisal.scoring import Appraised, Mark, appraised
from arcore.registers.targets import Role

__all__ = ["Appraised", "Ground", "Mark", "Measured", "Period", "Role", "Span", "appraised", "ground", "measured", "period"]
