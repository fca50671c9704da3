"""Statements of account, from what they say to what the customer answered."""
