"""Training: what the quiz asks of the rules in force, and who is still to be trained in what (capabilities 10, 121–125)."""
