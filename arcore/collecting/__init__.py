"""Collecting what is overdue: what was agreed and whether it is kept, whom to contact today, letters, and what it brought."""
