"""Letters that ask for payment: who is due which, what it says, what it must not say, and what must be there first."""
