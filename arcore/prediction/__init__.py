"""Late payment foretold for each open document: how likely, when instead, and why (domain rules §5.1, §5.4).

A transparent baseline always: the customer's own record shrunk to everybody's. Gradient boosting only where enough documents were paid and
only if it does better on the latest of them. Nothing here acts by itself: it orders a list for people.
"""

from arcore.prediction.facts import FACTS, facts
from arcore.prediction.model import LEAST_SETTLED, Prediction, predict
from arcore.prediction.scores import Scores

__all__ = ["FACTS", "LEAST_SETTLED", "Prediction", "Scores", "facts", "predict"]
