"""Cash application in the ledger: statements taken in, lines proposed for, posted, claimed, undone, and learned from."""
