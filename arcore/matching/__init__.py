"""Cash application: which open documents a bank line pays, with evidence in words.

`run.match` takes frames and returns one proposal per line. Nothing here reads files, knows a
clock or touches the ledger; what posts by itself follows measured odds (see `selection`).
"""
