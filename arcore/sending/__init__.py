"""Messages to customers: what is to be written today, the outbox, the ways out, and what came of each."""
