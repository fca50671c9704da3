"""Receivables out of spreadsheets: what is owed, for how long, by whom, and what paid it.

Everything here runs without a web page: read workbooks with ``arcore.intake``, keep them in
``arcore.ledger``, and hand the frames of ``arcore.books`` to the calculations.
"""

__version__ = "0.1.0"
