"""Bank statements, as the bank gave them: movements with their sign, and the facts that prove them."""
