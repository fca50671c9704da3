"""Claims before the law: what restarted their clocks, what proves them, what going to court costs, and how far cases are."""
