"""The balance link: one customer's own balance, read-only, behind a signed address that expires and can be revoked.

Off unless a secret is given. What comes in through it is kept as "by link" and counts for nothing until a person accepts it.
"""
